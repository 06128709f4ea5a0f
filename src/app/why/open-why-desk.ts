import * as z from 'zod'
import type { Why } from '../../core/why/why.ts'
import { whyInWords } from '../../core/why/why-in-words.ts'
import { askService } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { Refusal } from '../refusal.ts'
import { serviceOrStore } from '../service-or-store.ts'
import { openWorld } from '../world.ts'
import { findWhy } from './why-desk.ts'

/** The answer as data, as JSON has it, and in words. */
export interface AnsweredWhy {
  readonly kind: Why['kind']
  readonly why: object
  readonly words: readonly string[]
}

/** Composing what is to come may read a day's placements. */
const PATIENCE_MS = 60_000

const answerSchema = z.object({
  kind: z.enum(['items', 'digest', 'story', 'forgotten', 'never read']),
  why: z.looseObject({}),
  words: z.array(z.string()),
})

/** Ask about something, wherever the store can be reached: see serviceOrStore. */
export function askWhy(
  environment: Environment,
  configuration: Configuration,
  asked: string,
): Promise<AnsweredWhy> {
  return serviceOrStore(environment, configuration, {
    ask: (address) =>
      askService(address, `api/why?of=${encodeURIComponent(asked)}`, answerSchema, PATIENCE_MS),
    open: async () => {
      const world = await openWorld({ environment, configuration })
      try {
        return answerOf(await findWhy(world, configuration, asked))
      } finally {
        await world.close()
      }
    },
    withoutStore: () => {
      throw new Refusal(
        `no store in ${environment.dataFolder} yet: nothing was read so far. Start the service ` +
          '(wirewatch start) or name its folder (WIREWATCH_DATA)',
      )
    },
    notGiven: 'no answer',
  })
}

export function answerOf(why: Why): AnsweredWhy {
  return { kind: why.kind, why, words: whyInWords(why) }
}

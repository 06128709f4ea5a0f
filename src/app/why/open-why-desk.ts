import * as z from 'zod'
import type { Why } from '../../core/why/why.ts'
import { whyInWords } from '../../core/why/why-in-words.ts'
import { askService } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { noStoreYet, serviceOrStore, withWorld } from '../service-or-store.ts'
import { zoneInUse } from '../zone-in-use.ts'
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
    open: () =>
      withWorld(environment, configuration, async (world) =>
        answerOf(await findWhy(world, configuration, asked), configuration, world.now()),
      ),
    withoutStore: noStoreYet(environment, 'nothing was read so far'),
    notGiven: 'no answer',
  })
}

export function answerOf(
  why: Why,
  { subscribers }: Pick<Configuration, 'subscribers'>,
  now: Date,
): AnsweredWhy {
  return { kind: why.kind, why, words: whyInWords(why, zoneInUse(subscribers), now) }
}

import * as z from 'zod'
import { addressOfService, askService } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { noStoreYet, serviceOrStore } from '../service-or-store.ts'
import { openWorld } from '../world.ts'
import { readOperation } from './read-operation.ts'
import { statusInWords, statusOf, type Status } from './status.ts'

/** The answer as data, as JSON has it, and in words. */
export interface AnsweredStatus {
  readonly status: object
  readonly words: readonly string[]
  readonly ill: boolean
}

const PATIENCE_MS = 15_000

const answerSchema = z.object({
  status: z.looseObject({}),
  words: z.array(z.string()),
  ill: z.boolean(),
})

/** What the service says that runs where the page would be; undefined where none does. */
export async function askRunning(
  environment: Environment,
  configuration: Pick<Configuration, 'web'>,
): Promise<AnsweredStatus | undefined> {
  const address = addressOfService(environment, configuration)
  return address && askService(address, 'api/status', answerSchema, PATIENCE_MS)
}

/** A running service knows most, also where the store can be read without it. */
export async function askStatus(
  environment: Environment,
  configuration: Configuration,
): Promise<AnsweredStatus> {
  const asked = await askRunning(environment, configuration)
  if (asked) return asked
  return serviceOrStore(environment, configuration, {
    ask: async () => undefined,
    open: () => readFromStore(environment, configuration),
    withoutStore: noStoreYet(environment, 'nothing ran so far'),
    notGiven: 'no status',
  })
}

/** Workers may be busy on a queue that stands on a server; that of an embedded store is asleep. */
async function readFromStore(
  environment: Environment,
  configuration: Configuration,
): Promise<AnsweredStatus> {
  const { databaseUrl, redisUrl } = environment
  const quiet = await openWorld({ environment, configuration })
  const world = databaseUrl || redisUrl ? await quiet.withQueue() : quiet
  try {
    const operation = await readOperation(world, configuration)
    return answerOf(statusOf(operation, `read from ${world.parts.store}`), world.now())
  } finally {
    await world.close()
  }
}

export function answerOf(status: Status, now: Date): AnsweredStatus {
  return { status, words: statusInWords(status, now), ill: status.ill }
}

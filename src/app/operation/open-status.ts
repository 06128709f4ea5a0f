import * as z from 'zod'
import { addressOfService, askService, type ServiceAddress } from '../ask-service.ts'
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

/** A running service knows most, also where the store can be read without it. */
export async function askStatus(
  environment: Environment,
  configuration: Configuration,
): Promise<AnsweredStatus> {
  const ask = (address: ServiceAddress) =>
    askService(address, 'api/status', answerSchema, PATIENCE_MS)
  const address = addressOfService(environment, configuration)
  const asked = address === undefined ? undefined : await ask(address)
  if (asked) return asked
  return serviceOrStore(environment, configuration, {
    ask,
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

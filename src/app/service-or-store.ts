import { addressOfService, type ServiceAddress } from './ask-service.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { Environment } from './environment.ts'
import { Refusal } from './refusal.ts'
import { hasStore, openWorld } from './world.ts'

export interface Ways<T> {
  /** Ask a running service at its web address; undefined when it gives no such answer. */
  readonly ask: (address: ServiceAddress) => Promise<T | undefined>
  readonly open: () => Promise<T>
  /** What to answer, or throw, where no store was ever made. */
  readonly withoutStore: () => T
  /** What a page that answers otherwise did not give, in words: "no history". */
  readonly notGiven: string
}

/**
 * What a command needs of the store, wherever it can be reached. An embedded store is open in one
 * process only, so a running service is asked first, and the store is opened when none answers.
 * Throws Refusal with what to do when another process has it and no page answers.
 */
export async function serviceOrStore<T>(
  environment: Environment,
  configuration: Configuration,
  { ask, open, withoutStore, notGiven }: Ways<T>,
): Promise<T> {
  if (environment.databaseUrl) return open()
  const address = addressOfService(environment, configuration)
  const asked = address === undefined ? undefined : await ask(address)
  if (asked) return asked
  if (!(await hasStore(environment))) return withoutStore()
  return open().catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    const where = address?.url ?? 'its page (web.port is 0)'
    throw new Refusal(
      `${error.message}\n  it was asked at ${where} and gave ${notGiven}; a page with a password is asked with WIREWATCH_PASSWORD`,
    )
  })
}

/** Work on the store itself, which is closed afterwards. */
export async function withWorld<T>(
  environment: Environment,
  configuration: Configuration,
  work: (world: Awaited<ReturnType<typeof openWorld>>) => Promise<T>,
): Promise<T> {
  const world = await openWorld({ environment, configuration })
  try {
    return await work(world)
  } finally {
    await world.close()
  }
}

/** For `withoutStore`: throws a Refusal that says why there is nothing, and what to do. */
export function noStoreYet(
  { dataFolder }: Pick<Environment, 'dataFolder'>,
  because: string,
  orElse = '',
): () => never {
  return () => {
    throw new Refusal(
      `no store in ${dataFolder} yet: ${because}. Start the service ` +
        `(wirewatch start) or name its folder (WIREWATCH_DATA)${orElse}`,
    )
  }
}

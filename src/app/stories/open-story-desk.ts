import { addressOfService } from '../ask-service.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { Refusal } from '../refusal.ts'
import { hasStore, openWorld } from '../world.ts'
import { askStories } from './ask-stories.ts'
import { storyDesk, type StoryDesk } from './story-desk.ts'

export interface OpenStoryDesk extends StoryDesk {
  /** Where the stories are, in words. */
  readonly where: string
  close(): Promise<void>
}

/**
 * The stories wherever they can be reached: an embedded store is open in one process only, so a
 * running service is asked first. Throws Refusal with what to do when there is no store, or
 * another process has it and no page answers.
 */
export async function openStoryDesk(
  environment: Environment,
  configuration: Configuration,
): Promise<OpenStoryDesk> {
  if (environment.databaseUrl) return overStore(environment, configuration)
  const address = addressOfService(environment, configuration)
  const asked = address === undefined ? undefined : await askStories(address)
  if (asked) return { ...asked, where: `the running service at ${address}`, close: async () => {} }
  if (!(await hasStore(environment))) {
    throw new Refusal(
      `no store in ${environment.dataFolder} yet: no story was told so far. Start the service ` +
        '(wirewatch start) or name its folder (WIREWATCH_DATA)',
    )
  }
  return overStore(environment, configuration).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    const where = address ?? 'its page (web.port is 0)'
    throw new Refusal(`${error.message}\n  it was asked at ${where} and gave no stories`)
  })
}

async function overStore(
  environment: Environment,
  configuration: Configuration,
): Promise<OpenStoryDesk> {
  const world = await openWorld({ environment, configuration })
  return { ...storyDesk(world), where: world.parts.store, close: () => world.close() }
}

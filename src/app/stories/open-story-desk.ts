import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { noStoreYet, serviceOrStore } from '../service-or-store.ts'
import { openWorld } from '../world.ts'
import { askStories } from './ask-stories.ts'
import { storyDesk, type StoryDesk } from './story-desk.ts'

export interface OpenStoryDesk extends StoryDesk {
  /** Where the stories are, in words. */
  readonly where: string
  close(): Promise<void>
}

/** The stories, wherever they can be reached: see serviceOrStore. Throws Refusal without a store. */
export function openStoryDesk(
  environment: Environment,
  configuration: Configuration,
): Promise<OpenStoryDesk> {
  return serviceOrStore(environment, configuration, {
    ask: async (address) => {
      const asked = await askStories(address)
      return (
        asked && { ...asked, where: `the running service at ${address.url}`, close: async () => {} }
      )
    },
    open: () => overStore(environment, configuration),
    withoutStore: noStoreYet(environment, 'no story was told so far'),
    notGiven: 'no stories',
  })
}

async function overStore(
  environment: Environment,
  configuration: Configuration,
): Promise<OpenStoryDesk> {
  const world = await openWorld({ environment, configuration })
  return { ...storyDesk(world), where: world.parts.store, close: () => world.close() }
}

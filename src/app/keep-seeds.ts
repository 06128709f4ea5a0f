import type { Logger } from 'pino'
import type { Environment } from './environment.ts'
import { loadSeeds } from './load-seeds.ts'
import type { QuietWorld } from './world.ts'

/** Make the seeds in the corpus those of the seeds folder. */
export async function keepSeeds(world: QuietWorld, environment: Environment, log: Logger) {
  const stories = await loadSeeds(environment.seedsFolder)
  const { added, removed } = await world.store.keepSeeds(stories)
  const documents = stories.reduce((sum, story) => sum + story.documents.length, 0)
  log.info({ documents, added, removed }, `the corpus has ${documents} seed documents`)
}

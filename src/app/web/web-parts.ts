import type { FollowedConfiguration } from '../follow-configuration.ts'
import type { OpenWorld } from '../world.ts'

/** What the pages show. */
export interface WebParts {
  readonly world: OpenWorld
  readonly followed: Pick<FollowedConfiguration, 'current' | 'trouble'>
}

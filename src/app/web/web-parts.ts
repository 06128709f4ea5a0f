import type { FollowedConfiguration } from '../follow-configuration.ts'
import type { OpenWorld } from '../world.ts'

/** What the pages show. */
export interface WebParts {
  readonly world: OpenWorld
  readonly followed: Pick<FollowedConfiguration, 'current' | 'trouble' | 'waiting'>
  /** Where watches are changed; absent where they cannot be. */
  readonly files?: {
    readonly configuration: string
    readonly seeds: string
    /** The data folder. */
    readonly data: string
    /** Take a change up now. */
    reload(): Promise<void>
  }
}

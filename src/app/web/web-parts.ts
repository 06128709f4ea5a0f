import type { Configuration } from '../configuration/configuration.ts'
import type { OpenWorld } from '../world.ts'

/** What the pages show. */
export interface WebParts {
  readonly world: OpenWorld
  readonly configuration: Configuration
}

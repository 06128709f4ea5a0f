import { existsSync } from 'node:fs'
import { Option } from 'commander'
import { NOTHING_NAMED, type Vocabulary } from '../../core/watch/vocabulary.ts'
import { loadConfiguration } from '../load-configuration.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { readEnvironment, type Environment } from '../environment.ts'

/** Tells `main` the exit code of a command that ended in order. */
export type Done = (exitCode: number) => void

export interface CommonOptions {
  readonly config?: string
  readonly seeds?: string
  readonly json?: boolean
}

export const configOption = () =>
  new Option('-c, --config <file>', 'the configuration (default: config/wirewatch.yaml)')

export const seedsOption = () => new Option('--seeds <folder>', 'the seed corpus (default: seeds)')

export const jsonOption = () => new Option('--json', 'print JSON, one line each')

/** The environment with the command line's own words put over it. */
export function settledEnvironment({ config, seeds }: CommonOptions): Environment {
  const environment = readEnvironment(process.env)
  return {
    ...environment,
    ...(config && { configurationFile: config }),
    ...(seeds && { seedsFolder: seeds }),
  }
}

export interface Settled {
  readonly environment: Environment
  readonly configuration: Configuration
}

/** What a command runs by; watches that are wrong are named on standard error and left out. */
export async function settled(options: CommonOptions): Promise<Settled> {
  const found = await settledQuietly(options)
  for (const { described } of found.configuration.broken) console.error(`left out: ${described}`)
  return found
}

/** The same for those who tell what is left out in their own way. */
export async function settledQuietly(options: CommonOptions): Promise<Settled> {
  const environment = settledEnvironment(options)
  const configuration = await loadConfiguration(environment.configurationFile, process.env)
  return { environment, configuration }
}

/** The names that queries typed on the command line may use: none without a configuration. */
export async function vocabularyFor(options: CommonOptions): Promise<Vocabulary> {
  const { configurationFile } = settledEnvironment(options)
  if (options.config === undefined && !existsSync(configurationFile)) return NOTHING_NAMED
  return (await settledQuietly(options)).configuration.vocabulary
}

/** What a person is told after a change of the configuration was written. */
export const TAKEN_UP = 'a service that is running takes it up by itself'

import { Option } from 'commander'
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

export async function settled(
  options: CommonOptions,
): Promise<{ environment: Environment; configuration: Configuration }> {
  const environment = settledEnvironment(options)
  const configuration = await loadConfiguration(environment.configurationFile, process.env)
  return { environment, configuration }
}

/** What a person is told after a change of the configuration was written. */
export const TAKEN_UP = 'a service that is running takes it up by itself'

import { Command } from 'commander'
import { removeWatch } from '../change-watch.ts'
import {
  configOption,
  jsonOption,
  settledEnvironment,
  type CommonOptions,
  TAKEN_UP,
} from './options.ts'

export function watchRemoveCommand(): Command {
  return new Command('remove')
    .description('Take a watch out of the configuration')
    .argument('<name>', 'the watch')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Its stories stay. To silence it for a while, mute it.

Examples:
  wirewatch watch remove Troops`,
    )
    .action(async (name: string, options: CommonOptions) => {
      await removeWatch(settledEnvironment(options).configurationFile, name)
      const words = `${name} is removed; ${TAKEN_UP}`
      console.log(options.json ? JSON.stringify({ removed: name.trim() }) : words)
    })
}

import { Command } from 'commander'
import { changeWatch, muteWatch } from '../change-watch.ts'
import {
  configOption,
  jsonOption,
  settledEnvironment,
  type CommonOptions,
  TAKEN_UP,
} from './options.ts'
import { watchAsJson } from './watch-list.ts'

interface MuteOptions extends CommonOptions {
  readonly until?: string
}

export function watchMuteCommand(): Command {
  return new Command('mute')
    .description('Go on following a watch without telling anybody')
    .argument('<name>', 'the watch')
    .option('--until <day>', 'the day it is told again, at midnight UTC: 2026-12-24')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
What comes while it is muted is put on record and never mailed later, nor does a copy that comes
after it bring it up. Feeds are visited as before.

Examples:
  wirewatch watch mute Troops
  wirewatch watch mute Troops --until 2026-12-24`,
    )
    .action(async (name: string, options: MuteOptions) => {
      const { until } = options
      const { configurationFile } = settledEnvironment(options)
      const changed = await muteWatch(configurationFile, name, until, new Date())
      const words = `${name} is muted${until ? ` until ${until}` : ''}; ${TAKEN_UP}`
      console.log(options.json ? watchAsJson(changed, name) : words)
    })
}

export function watchUnmuteCommand(): Command {
  return new Command('unmute')
    .description('Tell a muted watch again')
    .argument('<name>', 'the watch')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  wirewatch watch unmute Troops`,
    )
    .action(async (name: string, options: CommonOptions) => {
      const { configurationFile } = settledEnvironment(options)
      const changed = await changeWatch(configurationFile, name, { muted: undefined })
      const words = `${name} is told from now on; ${TAKEN_UP}`
      console.log(options.json ? watchAsJson(changed, name) : words)
    })
}

import { Command } from 'commander'
import { muteInWords } from '../../core/watch/mute-in-words.ts'
import type { Watch } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { configOption, jsonOption, settled, type CommonOptions } from './options.ts'

/** The watch of this name as `watch list --json` shows it; one left out as wrong by its name. */
export function watchAsJson({ watches }: Pick<Configuration, 'watches'>, name: string): string {
  const called = name.trim()
  return JSON.stringify(watches.find((watch) => watch.name === called) ?? { name: called })
}

export function watchListCommand(): Command {
  return new Command('list')
    .description('Every watch with what it asks for')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  wirewatch watch list
  wirewatch watch list --json | jq -r .name`,
    )
    .action(async (options: CommonOptions) => {
      const { configuration } = await settled(options)
      for (const warning of configuration.warnings) console.error(warning)
      for (const watch of configuration.watches) {
        console.log(options.json ? JSON.stringify(watch) : asText(watch, new Date()))
      }
    })
}

function asText(watch: Watch, now: Date): string {
  const muted = muteInWords(watch, now)
  return `${watch.name}${muted && ` (${muted})`}\n    ${watch.written}`
}

import { Command } from 'commander'
import { muteInWords } from '../../core/watch/mute-in-words.ts'
import type { Watch } from '../../model.ts'
import { configOption, jsonOption, settled, type CommonOptions } from './options.ts'

export function watchListCommand(): Command {
  return new Command('list')
    .description('Every watch with what it asks for')
    .addOption(configOption())
    .addOption(jsonOption())
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

import { Command } from 'commander'
import { removeFeed } from '../feeds/remove-feed.ts'
import { configOption, settled, type CommonOptions, TAKEN_UP } from './options.ts'

export function feedsRemoveCommand(): Command {
  return new Command('remove')
    .description('Take a feed out of the configuration')
    .argument('<name>', 'the feed’s name, id or address')
    .addOption(configOption())
    .addHelpText(
      'after',
      `
What was read from it stays in the store: added again, it goes on where it was.

Examples:
  wirewatch feeds remove "BBC World"
  wirewatch feeds remove bbc-world`,
    )
    .action(async (name: string, options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const file = environment.configurationFile
      await removeFeed(file, name, configuration)
      console.log(`removed from ${file}; ${TAKEN_UP}`)
    })
}

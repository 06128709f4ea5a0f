import { Command } from 'commander'
import type { Configuration } from '../configuration/configuration.ts'
import { removeFeed } from '../feeds/remove-feed.ts'
import { configOption, jsonOption, settled, type CommonOptions, TAKEN_UP } from './options.ts'

export function feedsRemoveCommand(): Command {
  return new Command('remove')
    .description('Take a feed out of the configuration')
    .argument('<name>', 'the feed’s name, id or address')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
What was read from it stays in the store: added again, it goes on where it was.

Examples:
  wirewatch feeds remove "BBC World"
  wirewatch feeds remove bbc-world
  wirewatch feeds remove bbc-world --json | jq -r .url`,
    )
    .action(async (name: string, options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const file = environment.configurationFile
      const left = await removeFeed(file, name, configuration)
      const words = `removed from ${file}; ${TAKEN_UP}`
      console.log(options.json ? goneAsJson(configuration, left) : words)
    })
}

type Feeds = Pick<Configuration, 'feeds'>

function goneAsJson(before: Feeds, left: Feeds): string {
  const gone = before.feeds.find(({ id }) => !left.feeds.some((feed) => feed.id === id))
  return JSON.stringify({ removed: gone?.id, name: gone?.name, url: gone?.url })
}

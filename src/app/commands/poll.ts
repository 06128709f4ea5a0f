import { Command } from 'commander'
import type { Feed } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { judgeItems } from '../judge-items.ts'
import { loadSeeds } from '../load-seeds.ts'
import { isAddress, readAsFeed } from '../read-source.ts'
import { openFetcher } from '../world.ts'
import { named } from './named.ts'
import {
  configOption,
  jsonOption,
  seedsOption,
  settled,
  type CommonOptions,
  type Done,
} from './options.ts'
import { placementAsJson, placementAsText } from './show-placement.ts'

export function pollCommand(done: Done): Command {
  return new Command('poll')
    .description('Visit one feed now and show what would come of it; nothing is kept')
    .argument('<feed>', 'a feed’s id or name from the configuration, or an address')
    .option('--dry', 'the only way there is: polls that are kept are the service’s')
    .addOption(configOption())
    .addOption(seedsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  wirewatch poll bbc-world --dry
  wirewatch poll https://example.org/rss --dry --json`,
    )
    .action(async (name: string, options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const feed = feedNamed(name, configuration)
      const now = new Date()
      const fetcher = openFetcher(configuration)
      try {
        const fetched = await fetcher.fetchFeed(feed, undefined, now)
        const { items, parsed } = await readAsFeed({ name: feed.url, fetched }, now)
        for (const problem of parsed.problems) console.error(`${feed.name}: ${problem}`)
        const seeds = await loadSeeds(environment.seedsFolder)
        const placements = judgeItems(items, configuration.watches, seeds, now)
        for (const placement of placements) {
          const show = options.json ? placementAsJson : placementAsText
          console.log(show(placement, feed.url))
        }
        if (!options.json) {
          console.log(`${feed.name}: ${items.length} items, ${placements.length} answer a watch`)
        }
        done(fetched.kind === 'failed' ? 1 : 0)
      } finally {
        await fetcher.close()
      }
    })
}

function feedNamed(name: string, { feeds }: Configuration): Feed {
  if (isAddress(name)) return { id: 'address', name, url: name, every: 0 }
  return named('feed', name, feeds)
}

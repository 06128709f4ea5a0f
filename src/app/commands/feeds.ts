import { Command } from 'commander'
import { healthInWords, type FeedHealth } from '../../core/feed/feed-health.ts'
import { plainLine } from '../../core/digest/escape.ts'
import { localTime } from '../../core/digest/local-time.ts'
import { readFeedHealth } from '../read-feed-health.ts'
import { feedsAddCommand } from './feeds-add.ts'
import { feedsExportCommand, feedsImportCommand } from './feeds-opml.ts'
import { feedsRemoveCommand } from './feeds-remove.ts'
import { feedsSearchCommand } from './feeds-search.ts'
import { configOption, jsonOption, settled, type CommonOptions, type Done } from './options.ts'
import { zoneInUse } from '../zone-in-use.ts'

export function feedsCommand(done: Done): Command {
  return new Command('feeds')
    .description('The feeds: how each is and when it is visited next; add, remove, import, export')
    .addCommand(feedsListCommand(), { isDefault: true })
    .addCommand(feedsAddCommand(done))
    .addCommand(feedsRemoveCommand())
    .addCommand(feedsImportCommand())
    .addCommand(feedsExportCommand())
    .addCommand(feedsSearchCommand())
    .addHelpText(
      'after',
      `
Commands that change the configuration keep its comments and order, and write nothing that would
not stand. A running service takes the change up by itself.

Examples:
  wirewatch feeds
  wirewatch feeds add https://www.nknews.org/ --every 30m
  wirewatch feeds remove "NK News"
  wirewatch feeds import subscriptions.opml
  wirewatch feeds search Lavrov --engine google --language ko --add`,
    )
}

function feedsListCommand(): Command {
  return new Command('list')
    .description('Every feed with its health, last reading, next visit and why then')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A running service is asked at its web address; without one the store is read. Where it was read
and the zone of the times are said on standard error.

Examples:
  wirewatch feeds
  wirewatch feeds --json | jq -r 'select(.health == "failing") | .name'`,
    )
    .action(async (options: CommonOptions) => {
      const { environment, configuration } = await settled(options)
      const { feeds, from } = await readFeedHealth(environment, configuration)
      const time = { zone: zoneInUse(configuration.subscribers), now: new Date() }
      const zoneSaid = options.json ? '' : `; times are those of ${time.zone}`
      console.error(`read from ${from}${zoneSaid}`)
      for (const feed of feeds) {
        console.log(options.json ? JSON.stringify(feed) : asText(feed, time))
      }
    })
}

interface Time {
  readonly zone: string
  readonly now: Date
}

function asText(feed: FeedHealth, time: Time): string {
  const { name, url, lastReadAt, nextVisitAt, because } = feed
  const heading = `${name}: ${healthInWords(feed)}`
  const visits = `last read ${shown(lastReadAt, time)}, next visit ${shown(nextVisitAt, time)} (${because})`
  return [heading, `    ${url}`, `    ${visits}`].map((line) => shownLine(line)).join('\n')
}

/** One line of the terminal, whatever an outlet or another process put into it. */
function shownLine(line: string): string {
  const [margin = ''] = /^ */.exec(line) ?? []
  return margin + plainLine(line, 1000)
}

function shown(instant: Date | undefined, { zone, now }: Time): string {
  return instant ? localTime(instant, zone, now) : 'never'
}

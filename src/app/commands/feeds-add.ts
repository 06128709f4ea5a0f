import { Command, InvalidArgumentError } from 'commander'
import { plainLine } from '../../core/digest/escape.ts'
import type { FeedLink } from '../../core/feed/find-feed-links.ts'
import type { Configuration } from '../configuration/configuration.ts'
import {
  addFeed,
  firstLookAt,
  lookForFeed,
  readAddress,
  type FirstLook,
  type LookedFor,
} from '../feeds/add-feed.ts'
import { readAsFeed, readSource, type SourceReading } from '../read-source.ts'
import { openFetcher } from '../world.ts'
import {
  configOption,
  jsonOption,
  settled,
  type CommonOptions,
  type Done,
  TAKEN_UP,
} from './options.ts'

interface AddOptions extends CommonOptions {
  readonly name?: string
  readonly every?: string
  readonly language?: string
  readonly fullText?: true
  readonly pick?: number
  readonly dry?: boolean
}

export function feedsAddCommand(done: Done): Command {
  return new Command('add')
    .description('Add a feed, or the feed a web page names, to the configuration')
    .argument('<url>', 'the address of a feed or of an outlet’s page')
    .option('--name <name>', 'the outlet as readers know it (default: the feed’s own title)')
    .option('--every <duration>', 'wanted time between visits: 15m, 1h')
    .option('--language <tag>', 'en, ru, ko, … where the feed does not say')
    .option('--full-text', 'read the article’s page of each fresh item: for feeds of teasers')
    .option('--pick <number>', 'which of the feeds a page names', readNumber)
    .option('--dry', 'show the feed and write nothing')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Visits the address once, and shows the newest items and whether they answer a watch. The
service's first reading is its starting point: nothing that stands in the feed now is ever mailed
as new. With --json the feed and its newest items make one line; where a page names several, each
is a line of its own, with the number for --pick, and the exit code is 2.

Examples:
  wirewatch feeds add https://feeds.bbci.co.uk/news/world/rss.xml
  wirewatch feeds add https://www.nknews.org/ --name "NK News" --every 30m
  wirewatch feeds add https://example.org/teasers.xml --full-text
  wirewatch feeds add https://example.org/news --pick 2
  wirewatch feeds add https://example.org/rss --dry --json | jq .answering`,
    )
    .action(async (written: string, options: AddOptions) => {
      const { environment, configuration } = await settled(options)
      const { name: wished, pick, every, language, fullText } = options
      const now = new Date()
      const found = await lookFor(written, { pick, name: wished }, configuration, now)
      if (found.kind === 'none') throw new Error(`${readAddress(written)}: ${found.because}`)
      if (found.kind === 'several') {
        console.log(options.json ? listAsJson(found.links) : listOf(found.links, written))
        done(2)
        return
      }
      const { name, url, reading } = found
      const look = firstLookAt(reading, configuration.watches, now)
      if (!options.json) console.log(describe(name, reading, look))
      const file = environment.configurationFile
      if (!options.dry) await addFeed(file, { name, url, language, every, fullText })
      if (options.json) console.log(asJson(found, look, !options.dry))
      if (options.dry || options.json) return
      console.log(`added to ${file}; its first reading will be the starting point, not news`)
      console.log(TAKEN_UP)
    })
}

async function lookFor(
  written: string,
  wished: { readonly pick: number | undefined; readonly name: string | undefined },
  configuration: Configuration,
  now: Date,
): Promise<LookedFor> {
  const fetcher = openFetcher(configuration)
  try {
    return await lookForFeed(written, wished, configuration, async (address) =>
      readAsFeed(await readSource(address, {}, fetcher, now), now),
    )
  } finally {
    await fetcher.close()
  }
}

function readNumber(written: string): number {
  if (!/^[1-9]\d?$/.test(written)) throw new InvalidArgumentError('write a number from the list: 2')
  return Number(written)
}

function listOf(links: readonly FeedLink[], written: string): string {
  const lines = links.map(({ url, title }, at) => {
    const called = title ? `  (${plainLine(title, 80)})` : ''
    return `  ${at + 1}  ${plainLine(url, 300)}${called}`
  })
  const next = `add --pick with the number of the one you want: wirewatch feeds add ${written} --pick 1`
  return [`the page names ${links.length} feeds:`, ...lines, next].join('\n')
}

function listAsJson(links: readonly FeedLink[]): string {
  return links.map(({ url, title }, at) => JSON.stringify({ pick: at + 1, url, title })).join('\n')
}

function asJson(
  { name, url, reading }: Extract<LookedFor, { kind: 'feed' }>,
  { answering, newest }: FirstLook,
  added: boolean,
): string {
  const { format, problems } = reading.parsed
  const shown = newest.map(({ item: { title, published }, watches }) => {
    return { title, published, watches }
  })
  const items = reading.items.length
  return JSON.stringify({ name, url, added, format, items, answering, newest: shown, problems })
}

function describe(
  name: string,
  { source, parsed, items }: SourceReading,
  { answering, newest }: FirstLook,
): string {
  const lines = newest.map(({ item, watches: asked }) => {
    const day = item.published?.toISOString().slice(0, 10) ?? 'undated   '
    const answers = asked.length > 0 ? `  [${asked.join(', ')}]` : ''
    return `  ${day}  ${plainLine(item.title, 100)}${answers}`
  })
  return [
    `${name}: ${parsed.format}, ${items.length} items, ${answering} answer a watch`,
    `  ${plainLine(source.fetched.url, 300)}`,
    ...lines,
    ...parsed.problems.map((problem) => `  ! ${plainLine(problem, 300)}`),
  ].join('\n')
}

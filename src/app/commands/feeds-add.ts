import { Command, InvalidArgumentError } from 'commander'
import { plainLine } from '../../core/digest/escape.ts'
import type { FeedLink } from '../../core/feed/find-feed-links.ts'
import { matchItems } from '../../core/watch/match-items.ts'
import type { Feed, Item, Watch } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { addToList } from '../configuration/edit-list.ts'
import { addressToWrite, asName, doubleOf, freeName } from '../configuration/name-feed.ts'
import { slug } from '../configuration/settle.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { findFeed, type FoundFeed } from '../find-feed.ts'
import type { SourceReading } from '../read-source.ts'
import { Refusal } from '../refusal.ts'
import { openFetcher } from '../world.ts'
import { configOption, settled, type CommonOptions, type Done, TAKEN_UP } from './options.ts'

interface AddOptions extends CommonOptions {
  readonly name?: string
  readonly every?: string
  readonly language?: string
  readonly fullText?: true
  readonly pick?: number
  readonly dry?: boolean
}

/** Newest items shown, so that a person sees whether it is the feed that was meant. */
const SHOWN_ITEMS = 5

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
    .addHelpText(
      'after',
      `
Visits the address once, and shows the newest items and whether they answer a watch. The
service's first reading is its starting point: nothing that stands in the feed now is ever mailed
as new.

Examples:
  wirewatch feeds add https://feeds.bbci.co.uk/news/world/rss.xml
  wirewatch feeds add https://www.nknews.org/ --name "NK News" --every 30m
  wirewatch feeds add https://example.org/teasers.xml --full-text
  wirewatch feeds add https://example.org/news --pick 2`,
    )
    .action(async (written: string, options: AddOptions) => {
      const { environment, configuration } = await settled(options)
      const url = readAddress(written)
      refuseDouble(url, configuration)
      const found = await visit(url, options.pick, configuration)
      if (found.kind === 'none') throw new Error(`${url}: ${found.because}`)
      if (found.kind === 'several') {
        console.log(listOf(found.links, written))
        done(2)
        return
      }
      if (found.url !== url) refuseDouble(found.url, configuration)
      const { name, url: address } = newFeed(found, options.name, configuration.feeds)
      console.log(describe(name, found.reading, configuration.watches, new Date()))
      if (options.dry) return
      const { every, language, fullText } = options
      const entry = { name, url: address, language, every, full_text: fullText }
      const file = environment.configurationFile
      await editConfiguration(file, process.env, (text) => addToList(text, 'feeds', entry))
      console.log(`added to ${file}; its first reading will be the starting point, not news`)
      console.log(TAKEN_UP)
    })
}

async function visit(url: string, pick: number | undefined, configuration: Configuration) {
  const fetcher = openFetcher(configuration)
  try {
    return await findFeed(url, pick, fetcher, new Date())
  } finally {
    await fetcher.close()
  }
}

function readNumber(written: string): number {
  if (!/^[1-9]\d?$/.test(written)) throw new InvalidArgumentError('write a number from the list: 2')
  return Number(written)
}

/** `nknews.org` is what people type. */
function readAddress(written: string): string {
  const address = /^[a-z0-9-]+(\.[a-z0-9-]+)+([:/?].*)?$/i.test(written)
    ? `https://${written}`
    : written
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    throw new Refusal(`"${written}" is no web address; write one as https://example.org/rss`)
  }
  return addressToWrite(address)
}

function refuseDouble(url: string, { feeds }: Configuration): void {
  const double = doubleOf(url, feeds)
  if (double) {
    throw new Refusal(
      `"${double.name}" reads ${double.url} already; to change it, edit the configuration`,
    )
  }
}

function newFeed(
  { url, reading }: FoundFeed & { kind: 'feed' },
  wished: string | undefined,
  feeds: readonly Feed[],
): { name: string; url: string } {
  const address = addressToWrite(url)
  const title = reading.parsed.feed.title ?? ''
  if (wished === undefined) return { name: freeName(title, url, feeds), url: address }
  const name = asName(wished)
  const same = feeds.find(({ id }) => id === slug(name))
  if (same) throw new Refusal(`a feed is called "${same.name}" already; give another --name`)
  return { name, url: address }
}

function listOf(links: readonly FeedLink[], written: string): string {
  const lines = links.map(({ url, title }, at) => {
    const called = title ? `  (${plainLine(title, 80)})` : ''
    return `  ${at + 1}  ${plainLine(url, 300)}${called}`
  })
  const next = `add --pick with the number of the one you want: wirewatch feeds add ${written} --pick 1`
  return [`the page names ${links.length} feeds:`, ...lines, next].join('\n')
}

function describe(
  name: string,
  { source, parsed, items }: SourceReading,
  watches: readonly Watch[],
  now: Date,
): string {
  const newest = items
    .toSorted((left, right) => timeOf(right) - timeOf(left))
    .slice(0, SHOWN_ITEMS)
    .map((item) => {
      const [answered] = matchItems([item], watches, now)
      const asked = answered?.answers.map(({ watch }) => watch).join(', ')
      const day = item.published?.toISOString().slice(0, 10) ?? 'undated   '
      return `  ${day}  ${plainLine(item.title, 100)}${asked ? `  [${asked}]` : ''}`
    })
  const answering = matchItems(items, watches, now).length
  return [
    `${name}: ${parsed.format}, ${items.length} items, ${answering} answer a watch`,
    `  ${plainLine(source.fetched.url, 300)}`,
    ...newest,
    ...parsed.problems.map((problem) => `  ! ${plainLine(problem, 300)}`),
  ].join('\n')
}

function timeOf({ published }: Item): number {
  return published?.getTime() ?? 0
}

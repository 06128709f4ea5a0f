import { Command } from 'commander'
import type { Item } from '../../model.ts'
import { isAddress, readAsFeed, readSource, type SourceReading } from '../read-source.ts'
import { openFetcher } from '../world.ts'
import { jsonOption, type Done } from './options.ts'

interface ParseOptions {
  readonly json?: boolean
  readonly url?: string
  readonly contentType?: string
}

export function parseCommand(done: Done): Command {
  return new Command('parse')
    .description('Show what is read from feeds: files, addresses, or - for standard input')
    .argument('<file|url...>')
    .addOption(jsonOption())
    .option('--url <url>', 'the address the file came from, for relative links')
    .option('--content-type <value>', 'the Content-Type header the file came with')
    .addHelpText(
      'after',
      `
With --json, one line per file: {file, feed, items, problems}. Exit code 1 when none could be read.

Examples:
  wirewatch parse feed.xml
  wirewatch parse https://example.org/rss --json | jq '.items[].title'
  curl -s https://example.org/rss | wirewatch parse - --url https://example.org/rss`,
    )
    .action(async (names: string[], options: ParseOptions) => {
      const now = new Date()
      const fetcher = openFetcher()
      let readable = 0
      try {
        for (const name of names) {
          const reading = await readAsFeed(await readSource(name, options, fetcher, now), now)
          if (reading.parsed.format) readable++
          console.log(options.json ? asJson(name, reading) : asText(name, reading))
        }
      } finally {
        await fetcher.close()
      }
      done(readable > 0 ? 0 : 1)
    })
}

function asJson(name: string, { parsed, items }: SourceReading): string {
  const { problems, format } = parsed
  const feed = { ...parsed.feed, ...(format && { format }) }
  return JSON.stringify({ file: name, feed, items: items.map(shownItem), problems })
}

function shownItem(item: Item) {
  const { key, title, url, published, updated, authors, summary, text } = item
  const { categories, language, image, outlet } = item
  return {
    key,
    title,
    url,
    published,
    updated,
    authors,
    summary,
    text,
    categories,
    language,
    image,
    outlet,
  }
}

function asText(name: string, { source, parsed, items }: SourceReading): string {
  const { title, language } = parsed.feed
  const where =
    isAddress(name) && source.fetched.url !== name ? ` (from ${source.fetched.url})` : ''
  const heading = [title ?? '(no title)', parsed.format, language].filter(Boolean).join(' · ')
  const lines = items.map((item) => {
    const published = item.published?.toISOString().slice(0, 16).replace('T', ' ') ?? '(undated)'
    return `  ${published.padEnd(16)}  ${item.title}\n${' '.repeat(20)}${item.url}`
  })
  const problems = parsed.problems.map((problem) => `  ! ${problem}`)
  return [`${name}${where}: ${heading}, ${items.length} items`, ...lines, ...problems].join('\n')
}

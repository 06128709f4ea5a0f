import type { Fetched, Parsed } from '../../model.ts'
import { decodeDeclared } from './decode-declared.ts'
import { findFeedLinks } from './find-feed-links.ts'
import { absoluteUrl } from './link.ts'
import { parseJsonFeed } from './parse-json-feed.ts'
import { parseSitemap } from './parse-sitemap.ts'
import { readHeading } from './read-heading.ts'
import { MOST_ITEMS, MOST_PARTS, readXml, type XmlDocument, type XmlElement } from './read-xml.ts'
import { recogniseFeed } from './recognise-feed.ts'
import { entriesThroughRssParser } from './tolerant-rss-parser.ts'

/** What a fetcher lets through at most; the largest news feeds have a few. */
const MOST_BYTES = 16 * 1024 * 1024

/**
 * Bytes to entries, or why not. Takes whatever a visit brought: without a body there is nothing
 * to read and nothing wrong. Never throws for what an outlet sends; a body that is no feed gives
 * no entries and a problem that says what it is and what to do.
 */
export async function parseFeed(fetched: Fetched): Promise<Parsed> {
  if (fetched.kind !== 'body') return { feed: {}, entries: [], problems: [] }
  const { headers } = fetched
  if (fetched.bytes.length > MOST_BYTES) return refused(tooLarge(fetched.bytes.length))
  const body =
    decodeDeclared(fetched.bytes, headers['content-type']) ??
    (await import('./decode-body.ts')).decodeBody(fetched.bytes, headers['content-type'])
  const base = absoluteUrl(headers['content-location'] ?? '', fetched.url) ?? fetched.url
  const parsed = await parseText(body.text, base, headers['content-language'])
  return { ...parsed, problems: [...body.problems, ...parsed.problems] }
}

async function parseText(text: string, base: string, language?: string): Promise<Parsed> {
  if (text.trim() === '') return refused('the body is empty; a feed was expected')
  // Not every bracket: PHP warnings before the XML may begin with one.
  if (/^\s*(\{\s*["}]|\[\s*[[{"\]])/.test(text)) return parseJsonFeed(text.trim(), base)
  const document = readXml(text, base, language)
  const found = recogniseFeed(document)
  if (found.kind === 'sitemap') return parseSitemap(found.root)
  if (found.kind === 'html') return refused(pageInstead(found.root))
  if (found.kind === 'nothing') return refused(noFeed(found.root, text))
  return {
    format: found.format,
    feed: readHeading(found.channel, found.format === 'atom' ? 'atom' : 'rss'),
    entries: await entriesThroughRssParser(found),
    problems: troublesOf(document),
  }
}

function tooLarge(length: number): string {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`
  return `the body has ${megabytes(length)}, more than the ${megabytes(MOST_BYTES)} a feed may have`
}

function refused(problem: string): Parsed {
  return { feed: {}, entries: [], problems: [problem] }
}

function troublesOf({ leftOpen, tooMany }: XmlDocument): readonly string[] {
  if (tooMany === 'items')
    return [`more than ${MOST_ITEMS} items; the first ${MOST_ITEMS} were read`]
  if (tooMany === 'parts') return [`more than ${MOST_PARTS} elements; the first of them were read`]
  const names = leftOpen
    .slice(-3)
    .map((name) => `<${name}>`)
    .join(' ')
  if (names === '') return []
  return [`the feed ends in the middle, inside ${names}; what came before was read`]
}

function pageInstead(page: XmlElement): string {
  const links = findFeedLinks(page)
  if (links.length === 0) {
    return 'a web page instead of a feed, and it names no feed of its own; look for one on the outlet’s site'
  }
  const named = links.map(({ url, title }) => (title ? `${url} (${title})` : url)).join(', ')
  return `a web page instead of a feed; the page names ${links.length === 1 ? 'this feed' : 'these feeds'}: ${named}`
}

function noFeed(root: XmlElement | undefined, text: string): string {
  if (root) {
    return `XML that begins with <${root.name}>, where <rss>, <rdf:RDF>, <feed> or <urlset> was expected`
  }
  const start = text.trimStart().slice(0, 200).replace(/\s+/g, ' ').slice(0, 60)
  return `neither XML nor JSON; it begins with “${start}”`
}

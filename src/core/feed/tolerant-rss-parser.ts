import RssParser from 'rss-parser'
import utils from 'rss-parser/lib/utils.js'
import type { ParsedEntry } from '../../model.ts'
import { authorsOf, readEntry } from './read-entry.ts'
import type { FeedDocument } from './recognise-feed.ts'
import { byName } from './xml-children.ts'

type Built = Record<'title' | 'url' | 'id' | 'summary' | 'content', string | undefined>

/** What rss-parser's builders make of one item, RSS and Atom together. */
interface BuiltItem extends RssParser.Item {
  readonly id?: string
  readonly 'content:encoded'?: string
  /** What rss-parser has no place for, or reads wrongly, passes the builders as one field. */
  readonly beside: readonly [ParsedEntry]
}

interface XmlParser {
  parseString(text: string, done: (error: Error | null, tree: unknown) => void): void
}

/**
 * The entries of a feed document, read by rss-parser's own builders. They never see the wire: the
 * tree they are given comes from our tolerant reader, with names, types and addresses settled,
 * because theirs loses a quarter of the fields and refuses one feed in seven.
 */
export async function entriesThroughRssParser(
  document: FeedDocument,
): Promise<readonly ParsedEntry[]> {
  const built = await new TolerantRssParser(document).parseString('')
  return built.items.map(document.format === 'atom' ? fromAtom : fromRss)
}

class TolerantRssParser extends RssParser<object, BuiltItem> {
  constructor(document: FeedDocument) {
    silenceSnippets()
    super({ customFields: { item: [['beside', 'beside', { keepArray: true }]] } })
    // Not in rss-parser's types: the field of 3.13.0 that holds its XML reader. A test fails when
    // another version calls it otherwise.
    const xmlParser: XmlParser = { parseString: (_text, done) => done(null, treeFor(document)) }
    Object.assign(this, { xmlParser })
  }
}

/**
 * rss-parser 3.13.0 makes a snippet of every description with expressions that backtrack: 200 KB
 * of `<p ` take it 47 seconds. We never read the snippet, so it is not made. Goes when
 * lib/utils.js stops offering getSnippet or makes it in one pass.
 */
function silenceSnippets(): void {
  utils.getSnippet = () => ''
}

/** The shape xml2js would give, holding only what the builders may touch. */
function treeFor({ format, channel, entries }: FeedDocument): unknown {
  const kind = format === 'atom' ? 'atom' : 'rss'
  const inherited = kind === 'atom' ? authorsOf(byName(channel)) : []
  const items = entries.map((entry) => readEntry(entry, kind, inherited))
  return kind === 'atom'
    ? { feed: { entry: items.map(atomEntry) } }
    : { rss: { $: { version: '2.0' }, channel: [{ item: items.map(rssItem) }] } }
}

/** All of one shape, whatever an entry lacks: that is quicker to make and to go through. */
function rssItem(entry: ParsedEntry): unknown {
  const { title, url, id, summary, content } = entry
  return {
    title: title && [title],
    link: url && [url],
    guid: id && [id],
    description: summary && [summary],
    'content:encoded': content && [content],
    beside: [entry],
  }
}

/** Dates go beside: one that is no date would make the Atom builder throw the feed away. */
function atomEntry(entry: ParsedEntry): unknown {
  const { title, url, id, summary, content } = entry
  return {
    title: title && [title],
    link: url && [{ $: { rel: 'alternate', href: url } }],
    id: id && [id],
    summary: summary && [summary],
    content: content && [content],
    beside: [entry],
  }
}

function fromRss(item: BuiltItem): ParsedEntry {
  const { title, link: url, guid: id, content: summary, 'content:encoded': content } = item
  return asBuilt(item, { title, url, id, summary, content })
}

function fromAtom(item: BuiltItem): ParsedEntry {
  const { title, link: url, id, summary, content } = item
  return asBuilt(item, { title, url, id, summary, content })
}

/** The entry with what became of its fields among the builders. */
function asBuilt(item: BuiltItem, built: Built): ParsedEntry {
  const entry: { -readonly [Name in keyof ParsedEntry]: ParsedEntry[Name] } = { ...item.beside[0] }
  if (built.title) entry.title = built.title
  if (built.url) entry.url = built.url
  if (built.id) entry.id = built.id
  if (built.summary) entry.summary = built.summary
  if (built.content) entry.content = built.content
  return entry
}

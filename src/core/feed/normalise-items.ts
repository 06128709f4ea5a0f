import type { Feed, Item, Parsed, ParsedEntry } from '../../model.ts'
import { parseFeedDate } from './feed-date.ts'
import { addressKey, itemKey, shortHash } from './item-key.ts'
import { rememberKeys, type KeyMemory } from './key-policy.ts'
import { absoluteUrl, canonicalUrl } from './link.ts'
import { MOST_ITEMS } from './read-xml.ts'
import { plainText } from './plain-text.ts'
import { undoMojibake } from './undo-mojibake.ts'

const ONE_DAY = 24 * 60 * 60 * 1000
/** A headline cut from the text of an entry that has none (microblogs). */
const HEADLINE_LENGTH = 120
const LONGEST_TEXT = 200_000
/** Of authors and of categories: one feed-wide list is repeated in every item. */
const MOST_NAMES = 50
const LONGEST_NAME = 200
/** RFC 5646, 4.4.1. */
const LONGEST_LANGUAGE = 35

/**
 * Entries as items: texts plain, addresses canonical, dates as instants, each with its key. At
 * most 2,000 of a feed, in its order; a key may come twice, and the store takes the first. Dates
 * more than a day after `now` are unknown, since no outlet reports from there. `keyedBy` says whether the feed's guids
 * can be trusted.
 */
export function normaliseItems(
  parsed: Parsed,
  feed: Feed,
  now: Date,
  { keyedBy }: KeyMemory = rememberKeys(parsed, undefined),
): readonly Item[] {
  const entries = parsed.entries.slice(0, MOST_ITEMS)
  const repeated = repeatedIds(entries, parsed.feed.url)
  return entries.map((entry) => {
    const trusted = entry.id !== undefined && repeated.has(entry.id) ? withoutId(entry) : entry
    const item = normaliseEntry(trusted, parsed, feed, now)
    return keyedBy === 'address' && item.url !== '' ? withKey(item, addressKey(item.url)) : item
  })
}

/**
 * Ids that identify nothing: shared by entries with different addresses, or the address of the
 * feed's page. Those entries are known by their address.
 */
function repeatedIds(entries: readonly ParsedEntry[], page?: string): ReadonlySet<string> {
  const addresses = new Map<string, string>()
  const repeated = new Set<string>(page === undefined ? [] : [page])
  for (const { id, url } of entries) {
    if (id === undefined || url === undefined) continue
    const known = addresses.get(id)
    if (known !== undefined && known !== url) repeated.add(id)
    addresses.set(id, url)
  }
  return repeated
}

function withoutId(entry: ParsedEntry): ParsedEntry {
  const { id: _untrusted, ...rest } = entry
  return rest
}

function withKey(item: Item, key: string): Item {
  return { ...item, key, id: shortHash(item.feedId, key) }
}

function normaliseEntry(entry: ParsedEntry, parsed: Parsed, feed: Feed, now: Date): Item {
  const summary = words(entry.summary)
  const content = words(entry.content)
  // Some feeds write the article into the summary and a teaser into the content.
  const text = summary.length > content.length * 1.5 ? summary : content
  const title = words(entry.title).replaceAll('\n', ' ') || headlineFrom(text)
  const updated = knownDate(entry.updated, now)
  const published = knownDate(entry.published, now) ?? updated
  const url = entry.url && absoluteUrl(entry.url, entry.base ?? '')
  const language = languageTag(entry.language) ?? languageTag(parsed.feed.language) ?? feed.language
  const key = itemKey({
    ...(entry.id !== undefined && { id: entry.id }),
    ...(url && { url }),
    title,
    text,
    ...(published && { published }),
  })
  // Spread piece by piece, as is done elsewhere, this was a quarter of making items of entries.
  const item: { -readonly [Name in keyof Item]: Item[Name] } = {
    id: shortHash(feed.id, key),
    feedId: feed.id,
    key,
    title,
    url: url ? canonicalUrl(url) : '',
    outlet: words(entry.source).replaceAll('\n', ' ') || feed.name,
    authors: names(entry.authors),
    summary: summary || content,
    text,
    categories: names(entry.categories),
  }
  if (published) item.published = published
  if (updated) item.updated = updated
  if (language) item.language = language
  if (entry.image) item.image = entry.image
  return item
}

function names(written: readonly string[]): readonly string[] {
  const named = written.slice(0, MOST_NAMES).map((name) => words(name.slice(0, LONGEST_NAME)))
  return named.filter(Boolean)
}

function words(html: string | undefined): string {
  return html === undefined ? '' : undoMojibake(plainText(html.slice(0, LONGEST_TEXT)))
}

/** The first words of the text, cut between two of them. */
function headlineFrom(text: string): string {
  const line = text.split('\n', 1)[0] ?? ''
  if (line.length <= HEADLINE_LENGTH) return line
  const cut = line.slice(0, HEADLINE_LENGTH)
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : undefined)} …`
}

function knownDate(written: string | undefined, now: Date): Date | undefined {
  const date = parseFeedDate(written)
  return date && date.getTime() <= now.getTime() + ONE_DAY ? date : undefined
}

/** Feeds write `en_us`, `EN-us` and `english` alike; only the shape of a tag is checked. */
function languageTag(written: string | undefined): string | undefined {
  if (written === undefined || written.length > LONGEST_LANGUAGE) return undefined
  const tag = written.trim().replaceAll('_', '-')
  return /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(tag) ? tag : undefined
}

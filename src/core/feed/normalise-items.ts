import type { Feed, FeedHeading, Item, Parsed, ParsedEntry } from '../../model.ts'
import { parseFeedDate } from './feed-date.ts'
import { addressKey, itemKey, shortHash } from './item-key.ts'
import { addressesOf, rememberKeys, type KeyMemory } from './key-policy.ts'
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
 * more than a day after `now` are unknown, since no outlet reports from there. `keyedBy` says
 * whether the feed's guids can be trusted.
 */
export function normaliseItems(
  parsed: Parsed,
  feed: Feed,
  now: Date,
  keys?: KeyMemory,
): readonly Item[] {
  return wordEntries(parsed, now, keys).map((worded) => itemOf(worded, parsed.feed, feed, now))
}

/** An entry with as much of its item as says whether it stands there as at the last visit. */
export interface Worded {
  readonly entry: ParsedEntry
  readonly key: string
  readonly url: string
  readonly published: Date | undefined
  readonly title: string
  readonly summary: string
  readonly text: string
}

/** The first half of `normaliseItems`, for all entries. `addresses` are those of `addressesOf`. */
export function wordEntries(
  parsed: Parsed,
  now: Date,
  { keyedBy }: KeyMemory = rememberKeys(parsed, undefined),
  addresses: readonly string[] = addressesOf(parsed.entries),
): readonly Worded[] {
  const entries = parsed.entries.slice(0, MOST_ITEMS)
  const repeated = repeatedIds(entries, parsed.feed.url)
  return entries.map((entry, at): Worded => {
    const url = addresses[at] ?? ''
    const published = knownDate(entry.published, now) ?? knownDate(entry.updated, now)
    const texts = textsOf(entry)
    const id = entry.id !== undefined && repeated.has(entry.id) ? undefined : entry.id
    const key =
      keyedBy === 'address' && url !== ''
        ? addressKey(url)
        : itemKey({ id, url, published, ...texts })
    return { entry, key, url, published, ...texts }
  })
}

function textsOf(entry: ParsedEntry) {
  const summary = words(entry.summary)
  const content = words(entry.content)
  // Some feeds write the article into the summary and a teaser into the content.
  const text = summary.length > content.length * 1.5 ? summary : content
  const title = words(entry.title).replaceAll('\n', ' ') || headlineFrom(text)
  return { title, summary: summary || content, text }
}

/** The second half, which only items that are new or read otherwise need. */
export function itemOf(worded: Worded, heading: FeedHeading, feed: Feed, now: Date): Item {
  const { entry, key, url, published, title, summary, text } = worded
  const updated = knownDate(entry.updated, now)
  const language = languageTag(entry.language) ?? languageTag(heading.language) ?? feed.language
  // Spread piece by piece, as is done elsewhere, this was a quarter of making items of entries.
  const item: { -readonly [Name in keyof Item]: Item[Name] } = {
    id: shortHash(feed.id, key),
    feedId: feed.id,
    key,
    title,
    url,
    outlet: words(entry.source).replaceAll('\n', ' ') || feed.name,
    authors: names(entry.authors),
    summary,
    text,
    categories: names(entry.categories),
  }
  if (published) item.published = published
  if (updated) item.updated = updated
  if (language) item.language = language
  if (entry.image) item.image = entry.image
  return item
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

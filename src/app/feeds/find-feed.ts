import type { FeedLink } from '../../core/feed/find-feed-links.ts'
import { feedsOfPage, likelyFeeds } from '../../core/feed/feeds-of-page.ts'
import type { SourceReading } from '../read-source.ts'

/** Visit an address and read what is there as a feed. */
export type Visit = (address: string) => Promise<SourceReading>

export type FoundFeed =
  | { readonly kind: 'feed'; readonly url: string; readonly reading: SourceReading }
  | { readonly kind: 'several'; readonly links: readonly FeedLink[] }
  | { readonly kind: 'none'; readonly because: string }

/**
 * The feed at an address, or the one its page names. One visit finds a feed, two a page's; only
 * where a page names none are three likely addresses asked. `pick` chooses among several, from 1.
 */
export async function findFeed(
  url: string,
  pick: number | undefined,
  visit: Visit,
): Promise<FoundFeed> {
  const reading = await visit(url)
  if (reading.parsed.format) return { kind: 'feed', url, reading }
  const links = feedsOfPage(reading.source.fetched)
  if (links === undefined) return { kind: 'none', because: problemOf(reading) }
  const [first] = links
  if (links.length > 1 && pick === undefined) return { kind: 'several', links }
  const chosen = pick === undefined ? first : links[pick - 1]
  if (first && !chosen) {
    return { kind: 'none', because: `the page names ${links.length} feeds, none of them ${pick}` }
  }
  if (chosen) {
    const named = await visit(chosen.url)
    if (named.parsed.format) return { kind: 'feed', url: chosen.url, reading: named }
    const because = `the page names ${chosen.url}, but there: ${problemOf(named)}`
    return { kind: 'none', because }
  }
  for (const likely of likelyFeeds(reading.source.fetched.url)) {
    const tried = await visit(likely)
    if (tried.parsed.format) return { kind: 'feed', url: likely, reading: tried }
  }
  const because = 'a web page that names no feed, and there is none at the usual addresses'
  return { kind: 'none', because }
}

function problemOf({ parsed }: SourceReading): string {
  return parsed.problems[0] ?? 'no feed was read'
}

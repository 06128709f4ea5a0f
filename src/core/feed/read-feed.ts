import type { Feed, FeedMemory, Fetched, Reading } from '../../model.ts'
import { withoutFurniture } from './feed-furniture.ts'
import { rememberKeys } from './key-policy.ts'
import { normaliseItems } from './normalise-items.ts'
import { nothingToRead, unreadable } from './no-reading.ts'
import { parseFeed } from './parse-feed.ts'

/** What 16 MB of honest text come to: as it stood, plain, and once more as the summary. */
const MOST_CHARACTERS = 50_000_000

/**
 * What a visit brought, read to the end: bytes to entries to items, dates set against `now`.
 * Never throws for what an outlet sends: what breaks the reader, or would read as more than 50
 * million characters, has no entries and one problem.
 */
export async function readFeed(
  fetched: Fetched,
  feed: Feed,
  now: Date,
  memory?: FeedMemory,
): Promise<Reading> {
  if (fetched.kind !== 'body') return nothingToRead(memory)
  try {
    const parsed = await parseFeed(fetched)
    const keys = rememberKeys(parsed, memory)
    const items = withoutFurniture(normaliseItems(parsed, feed, now, keys))
    const reading = { parsed, items, keys }
    return hasMoreThan(MOST_CHARACTERS, reading) ? tooMuch() : reading
  } catch (error) {
    return unreadable(`the body breaks the reader: ${String(error).slice(0, 200)}`)
  }
}

function tooMuch(): Reading {
  const millions = MOST_CHARACTERS / 1_000_000
  return unreadable(`its entries come to more than ${millions} million characters of text`)
}

/**
 * Counts no further than the limit: a feed may repeat one long text in every entry. A list that
 * entries share is counted once, as it is sent once.
 */
function hasMoreThan(limit: number, reading: Reading): boolean {
  let left = limit
  const counted = new Set<unknown>()
  const waiting: unknown[] = [reading]
  while (waiting.length > 0 && left >= 0) {
    const value = waiting.pop()
    if (typeof value === 'string') left -= value.length
    else if (typeof value === 'object' && value !== null && !counted.has(value)) {
      counted.add(value)
      for (const part of Object.values(value)) waiting.push(part)
    }
  }
  return left < 0
}

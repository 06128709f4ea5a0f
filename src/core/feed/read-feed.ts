import type { Feed, FeedMemory, Fetched, Reading } from '../../model.ts'
import { setAgainstShown } from './as-shown.ts'
import { withoutFurniture } from './feed-furniture.ts'
import { addressesOf, rememberKeys } from './key-policy.ts'
import { itemOf, wordEntries } from './normalise-items.ts'
import { nothingToRead, unreadable } from './no-reading.ts'
import { parseFeed } from './parse-feed.ts'
import { medianGap } from './rhythm.ts'

/** What 16 MB of honest text come to: as it stood, plain, and once more as the summary. */
const MOST_CHARACTERS = 50_000_000

/**
 * What a visit brought, read to the end: bytes to entries to items, dates set against `now`, the
 * items against what stood there at the last visit. Those that stand there still are not made
 * whole: most visits with a body bring two new ones among fifty.
 *
 * Never throws for what an outlet sends: what breaks the reader, or would read as more than 50
 * million characters, has no entries and one problem.
 */
export async function readFeed(
  fetched: Fetched,
  feed: Feed,
  now: Date,
  memory?: FeedMemory,
): Promise<Reading> {
  if (fetched.kind !== 'body') return nothingToRead()
  try {
    const parsed = await parseFeed(fetched)
    const { entries, ...outline } = parsed
    const addresses = addressesOf(entries)
    const keys = rememberKeys(parsed, memory, addresses)
    const all = withoutFurniture(wordEntries(parsed, now, keys, addresses))
    const { changed: worded, shown } = setAgainstShown(all, memory?.shown)
    const changed = worded.map((one) => itemOf(one, parsed.feed, feed, now))
    if (hasMoreThan(MOST_CHARACTERS, [parsed, changed])) return tooMuch()
    const gapMs = medianGap(all, now)
    return {
      parsed: { ...outline, entryCount: entries.length },
      changed,
      ...(gapMs !== undefined && { gapMs }),
      shown,
      keys,
    }
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
function hasMoreThan(limit: number, reading: unknown): boolean {
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

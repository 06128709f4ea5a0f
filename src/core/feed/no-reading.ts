/** Readings that have no entries. What reads bodies is large, and most visits bring none. */
import type { FeedMemory, Parsed, Reading } from '../../model.ts'
import { rememberKeys } from './key-policy.ts'

/** Of a visit without a body: nothing to read, and nothing wrong. */
export function nothingToRead(memory?: FeedMemory): Reading {
  const parsed: Parsed = { feed: {}, entries: [], problems: [] }
  return { parsed, items: [], keys: rememberKeys(parsed, memory) }
}

/** A body of which nothing could be read, and why. */
export function unreadable(problem: string): Reading {
  return { parsed: { feed: {}, entries: [], problems: [problem] }, items: [] }
}

/** Readings that have no entries. What reads bodies is large, and most visits bring none. */
import type { Reading } from '../../model.ts'

/** Of a visit without a body: nothing to read, and nothing wrong. */
export function nothingToRead(): Reading {
  return { parsed: { feed: {}, entryCount: 0, problems: [] }, changed: [] }
}

/** A body of which nothing could be read, and why. */
export function unreadable(problem: string): Reading {
  return { parsed: { feed: {}, entryCount: 0, problems: [problem] }, changed: [] }
}

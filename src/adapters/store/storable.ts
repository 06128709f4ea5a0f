import { createHash } from 'node:crypto'

/** Longer than any article we show; a feed may send a book. */
const TEXT_LIMIT = 20_000

/** A b-tree entry takes at most 2,704 bytes; at four bytes a character this stays below. */
const KEY_LIMIT = 400

/** Beyond these years PostgreSQL and JavaScript no longer write a date alike. */
const EARLIEST = Date.parse('0001-01-02T00:00:00Z')
const LATEST = Date.parse('9999-12-30T00:00:00Z')

/**
 * Data as JSON text that PostgreSQL accepts. NUL characters and lone surrogates, which it
 * refuses and hostile feeds send, are dropped wherever they stand, in names as in values.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|[^])/g, keepEscape)
}

/** A plain text parameter, cleaned as `toJson` cleans. */
export function toText(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '')
}

/** At most as much text as an item keeps. */
export function boundedText(text: string): string {
  return text.slice(0, TEXT_LIMIT)
}

/** A key short enough for an index: a long one keeps its beginning and the hash of the whole. */
export function boundedKey(key: string): string {
  if (key.length <= KEY_LIMIT) return key
  const hash = createHash('sha256').update(key).digest('hex')
  return `${key.slice(0, KEY_LIMIT - hash.length - 1)}#${hash}`
}

/** A date as PostgreSQL reads it, or null for one that is none. */
export function toInstant(date: Date | undefined): string | null {
  const time = date?.getTime() ?? Number.NaN
  if (Number.isNaN(time)) return null
  return new Date(Math.min(Math.max(time, EARLIEST), LATEST)).toISOString()
}

/** JSON writes a lone surrogate as an escape, a pair as itself: every \ud... here is lone. */
function keepEscape(written: string, escape: string): string {
  return escape.length > 1 ? '' : written
}

/**
 * What an outlet asks of its visitors: by headers (Cache-Control, Expires, Retry-After) and in
 * the feed (ttl, sy:, skipHours, skipDays). Read here, weighed in next-visit.ts.
 */
import type { Fetched, FeedMemory, Outline, VisitWishes } from '../../model.ts'
import { parseHttpDate } from '../net/http-date.ts'

export interface Wish {
  readonly ms: number
  /** Who asked, in words: `max-age`, `ttl in the feed`. */
  readonly by: string
}

type Headers = Readonly<Record<string, string>>

/** How long Retry-After asks to be left alone; undefined when it says nothing or nothing left. */
export function retryAfter(headers: Headers, at: Date): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  const ms = /^\d{1,12}$/.test(text)
    ? Number(text) * 1000
    : (parseHttpDate(text)?.getTime() ?? 0) - at.getTime()
  return ms > 0 ? ms : undefined
}

/** Every wish to stay away for a while that a good answer and its feed carry. */
export function wishesToWait(fetched: Fetched, wishes: VisitWishes, at: Date): readonly Wish[] {
  const headers = fetched.headers ?? {}
  const fresh = maxAge(headers) ?? expiry(headers, at)
  const ttl = wishes.ttlMinutes
  return [
    ...(fresh && fresh.ms > 0 ? [fresh] : []),
    ...(ttl !== undefined && ttl > 0 ? [{ ms: ttl * 60_000, by: 'the feed says so (ttl)' }] : []),
  ]
}

/** The feed's own words where it was read, else those of the last time it was. */
export function feedWishes(parsed: Outline, memory: FeedMemory | undefined): VisitWishes {
  if (parsed.format === undefined && parsed.entryCount === 0) return memory?.wishes ?? {}
  const { ttlMinutes, skipHours, skipDays } = parsed.feed
  return {
    ...(ttlMinutes !== undefined && { ttlMinutes }),
    ...(skipHours && { skipHours }),
    ...(skipDays && { skipDays }),
  }
}

/** max-age less the time the answer already lay in caches (RFC 9111 4.2). */
function maxAge(headers: Headers): Wish | undefined {
  const control = headers['cache-control']?.toLowerCase() ?? ''
  if (/\bno-(?:cache|store)\b/.test(control)) return { ms: 0, by: 'no-cache' }
  const seconds = /(?:^|[\s,])max-age="?(\d{1,12})/.exec(control)?.[1]
  if (seconds === undefined) return undefined
  const age = /^\d{1,12}$/.test(headers['age'] ?? '') ? Number(headers['age']) : 0
  return { ms: (Number(seconds) - age) * 1000, by: 'the outlet says so (max-age)' }
}

/** Expires counts from the outlet's own clock, which is often wrong, where it tells its time. */
function expiry(headers: Headers, at: Date): Wish | undefined {
  const expires = parseHttpDate(headers['expires'])
  if (!expires) return undefined
  const start = parseHttpDate(headers['date']) ?? at
  return { ms: expires.getTime() - start.getTime(), by: 'the outlet says so (Expires)' }
}

/**
 * What lets an outlet answer "nothing new" in a few bytes: its ETag and Last-Modified, echoed as
 * they came (RFC 9110 13.1), and the hash of the last body for outlets that have neither.
 */
import { hash } from 'node:crypto'
import type { Feed, FeedMemory } from '../../model.ts'
import { parseHttpDate } from '../net/http-date.ts'

export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

/**
 * Some servers answer 304 to anything once they have seen a validator; asking plainly every
 * eight days finds them out.
 */
export const VALIDATORS_LAST_MS = 8 * 24 * 3_600_000

/** The validators to send now: none for another address, and none that are over-aged. */
export function validatorsToSend(
  feed: Feed,
  memory: FeedMemory | undefined,
  now: Date,
): Validators {
  if (!memory?.validatorsSince || memory.url !== feed.url) return {}
  const age = now.getTime() - memory.validatorsSince.getTime()
  if (age >= VALIDATORS_LAST_MS) return {}
  return pickValidators(memory.etag, memory.lastModified)
}

/** The validators an answer carries, verbatim, each on its own. */
export function validatorsIn(headers: Readonly<Record<string, string>>, at: Date): Validators {
  const modified = parseHttpDate(headers['last-modified'])
  // A date far ahead (2038 is common) would have the outlet find nothing new until then.
  const ahead = modified !== undefined && modified.getTime() > at.getTime() + 24 * 3_600_000
  return pickValidators(headers['etag'], ahead ? undefined : headers['last-modified'])
}

/** SHA-256 of a body, in hex. */
export function bodyHashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

function pickValidators(etag: string | undefined, lastModified: string | undefined): Validators {
  return { ...(etag && { etag }), ...(lastModified && { lastModified }) }
}

/**
 * Whether a feed's guids can be trusted. Some feeds make new ones at every visit (a random or
 * dated part in them), some give one guid to several items; either would make old items new
 * again and again. Such a feed's items are known by their address from then on, for good: going
 * back would make all of them new once more.
 */
import type { FeedMemory, Parsed, ParsedEntry } from '../../model.ts'
import { shortHash } from './item-key.ts'
import { absoluteUrl, canonicalUrl } from './link.ts'

export type KeyMemory = Pick<FeedMemory, 'keyedBy' | 'lastIds'>

/** So many entries are compared from visit to visit. */
const MOST_IDS = 60
/** One entry under a new guid may have been published anew. */
const FEWEST_CHANGED = 2

/**
 * What a feed's items are known by, their guid (no `keyedBy`) or their address, and what is
 * remembered of a reading's guids; a visit that brought no entries leaves it as it was.
 */
export function rememberKeys(parsed: Parsed, memory: FeedMemory | undefined): KeyMemory {
  if (memory?.keyedBy) return { keyedBy: memory.keyedBy }
  const told = parsed.entries.flatMap(toldEntry)
  if (areWorthless(told, memory?.lastIds ?? {})) return { keyedBy: 'address' }
  const latest = told.slice(0, MOST_IDS)
  const lastIds =
    latest.length === 0
      ? memory?.lastIds
      : Object.fromEntries(latest.map(({ telling, id }) => [telling, id]))
  return lastIds ? { lastIds } : {}
}

function areWorthless(
  told: readonly ToldEntry[],
  lastIds: Readonly<Record<string, string>>,
): boolean {
  // Where many items share an address, it tells them apart no better.
  if (new Set(told.map(({ address }) => address)).size < told.length) return false
  const repeats = new Set(told.map(({ id }) => id)).size < told.length
  return repeats || idsChanged(told, lastIds)
}

interface ToldEntry {
  readonly id: string
  readonly address: string
  /** Stands for address and headline. */
  readonly telling: string
}

function toldEntry({ id, url, base, title = '' }: ParsedEntry): ToldEntry[] {
  const absolute = url && absoluteUrl(url, base ?? '')
  if (id === undefined || !absolute) return []
  const address = canonicalUrl(absolute)
  return [{ id: brief(id), address, telling: brief(address, title.trim()) }]
}

/** Every entry that is the same in address and headline has come under a new guid. */
function idsChanged(told: readonly ToldEntry[], lastIds: Readonly<Record<string, string>>) {
  const met = told.filter(({ telling }) => lastIds[telling] !== undefined)
  return met.length >= FEWEST_CHANGED && met.every(({ telling, id }) => lastIds[telling] !== id)
}

function brief(...texts: readonly string[]): string {
  return shortHash(...texts).slice(0, 10)
}

/**
 * Whether a feed's guids can be trusted. Some feeds make new ones at every visit (a random or
 * dated part in them), some give one guid to several items; either would make old items new
 * again and again. Such a feed's items are known by their address from then on, for good: going
 * back would make all of them new once more.
 */
import type { FeedMemory, Parsed, ParsedEntry } from '../../model.ts'
import { shortHash } from './item-key.ts'
import { canonicalAddress } from './link.ts'

export type KeyMemory = Pick<FeedMemory, 'keyedBy' | 'lastIds'>

/** So many entries are compared from visit to visit. */
const MOST_IDS = 60
/** One entry under a new guid may have been published anew. */
const FEWEST_CHANGED = 2

/**
 * What a feed's items are known by, their guid (no `keyedBy`) or their address, and what is
 * remembered of a reading's guids; a visit that brought no entries leaves it as it was.
 */
export function rememberKeys(
  { entries }: Pick<Parsed, 'entries'>,
  memory: FeedMemory | undefined,
  addresses: readonly string[] = addressesOf(entries),
): KeyMemory {
  if (memory?.keyedBy) return keysAsBefore(memory)
  const told = entries.flatMap((entry, at) => toldEntry(entry, addresses[at]))
  if (areWorthless(told, memory?.lastIds ?? {})) return { keyedBy: 'address' }
  const latest = told.slice(0, MOST_IDS)
  if (latest.length === 0) return keysAsBefore(memory)
  return { lastIds: Object.fromEntries(latest.map(({ telling, id }) => [telling, id])) }
}

/** What a visit leaves that brought no entries. */
export function keysAsBefore(memory: KeyMemory | undefined): KeyMemory {
  if (memory?.keyedBy) return { keyedBy: memory.keyedBy }
  return memory?.lastIds ? { lastIds: memory.lastIds } : {}
}

/** The canonical address of each entry; empty where it has none. */
export function addressesOf(entries: readonly ParsedEntry[]): readonly string[] {
  return entries.map(({ url, base }) => canonicalAddress(url, base))
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

function toldEntry({ id, title = '' }: ParsedEntry, address = ''): ToldEntry[] {
  if (id === undefined || address === '') return []
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

/**
 * A watch written later is set against what was read before, so that its stories have their
 * beginnings and nobody is mailed an old one as new.
 */
import { createHash } from 'node:crypto'
import { placeInStories } from '../core/story/place-in-stories.ts'
import { describeTellings } from '../core/story/telling.ts'
import { matchItems } from '../core/watch/match-items.ts'
import type { Item, PastItem, Placement, Watch } from '../model.ts'
import type { PollStore, Store, World } from '../ports.ts'

/** Few enough that no poll waits long for the placement lock. */
const BATCH = 200

/** past items -> match -> place in stories -> record as history */
export async function lookBack(
  { store, now }: Pick<World, 'store' | 'now'>,
  watch: Watch,
): Promise<{ readonly read: number; readonly placed: number }> {
  const to = now()
  const done = { read: 0, placed: 0 }
  let after: PastItem | undefined
  do {
    const batch = await store.history({ ...(after && { after }), to, limit: BATCH })
    for (const items of byVisit(batch)) done.placed += await placePast(store, items, watch)
    done.read += batch.length
    after = batch.at(-1)
  } while (after)
  await store.recordLookBack(watch.name, hashOf(watch), to)
  return done
}

interface Visit {
  readonly readAt: Date
  readonly items: Item[]
}

/** Items in no story yet, together with those of the same moment. */
function byVisit(past: readonly PastItem[]): readonly Visit[] {
  const visits: Visit[] = []
  for (const { item, readAt, placed } of past) {
    const latest = visits.at(-1)
    if (placed) continue
    if (latest?.readAt.getTime() === readAt.getTime()) latest.items.push(item)
    else visits.push({ readAt, items: [item] })
  }
  return visits
}

/** What one visit brought, placed as that poll would have placed it. */
async function placePast(store: Store, { readAt, items }: Visit, watch: Watch): Promise<number> {
  const matches = matchItems(items, [watch], readAt)
  if (matches.length === 0) return 0
  const tellings = describeTellings(matches, readAt)
  return store.transaction(async (inner: PollStore) => {
    const placements = placeInStories(tellings, await inner.near(tellings))
    await inner.recordPlacements(placements.map(asHistory(watch)), readAt)
    return placements.length
  })
}

function asHistory({ name }: Watch): (placement: Placement) => Placement {
  const heldBack = `it was read before the watch “${name}” asked for it`
  return (placement) => ({ ...placement, heldBack })
}

/** The watches that have not been set against the past as they ask now. */
export async function watchesWithoutPast(
  store: Pick<Store, 'lookedBack'>,
  watches: readonly Watch[],
): Promise<readonly Watch[]> {
  const known = await store.lookedBack()
  return watches.filter((watch) => known[watch.name] !== hashOf(watch))
}

/** Forget the looks of watches that are gone: should one come back, it has missed something. */
export async function forgetGoneWatches(
  store: Pick<Store, 'lookedBack' | 'forgetLookBacks'>,
  watches: readonly Watch[],
): Promise<void> {
  const names = new Set(watches.map(({ name }) => name))
  const gone = Object.keys(await store.lookedBack()).filter((name) => !names.has(name))
  if (gone.length > 0) await store.forgetLookBacks(gone)
}

/** Of the query, not of its words: an alias or a saved query may change behind them. */
function hashOf({ query }: Watch): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('hex').slice(0, 16)
}

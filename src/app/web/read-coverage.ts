import { localDay } from '../../core/digest/local-time.ts'
import type { CoverageDay, Store } from '../../ports.ts'
import type { DayCount } from './coverage-chart.ts'
import type { PageTime } from './pages/page-time.ts'

const DAY_MS = 86_400_000
/** Days are longer and shorter by an hour where the clocks change. */
const HALF_A_DAY_MS = DAY_MS / 2

type Counting = Pick<Store, 'coverage' | 'lookedBack'>

/** Watch -> the last days in the page's zone, each day there, whatever came. */
export async function readCoverage(
  { world }: { readonly world: { readonly store: Counting } },
  time: PageTime,
  count: number,
): Promise<(watch: string) => readonly DayCount[]> {
  const midday = time.startOfToday().getTime() + HALF_A_DAY_MS
  const names = Array.from({ length: count }, (_, at) =>
    localDay(new Date(midday - (count - 1 - at) * DAY_MS), time.zone),
  )
  const from = new Date(midday - count * DAY_MS)
  const counts = await countsSince(world.store, from, time)
  const known = new Map(counts.map(({ watch, ...day }) => [`${watch} ${day.day}`, day]))
  return (watch) =>
    names.map((day) => known.get(`${watch} ${day}`) ?? { day, news: 0, rest: 0, mails: 0 })
}

/** So long a poll or digest of yesterday may still be on its way to the record. */
const SETTLED_MS = 600_000

/**
 * The days that are over, by zone, first instant and the watches that were set against the past, which
 * puts items into those days; counted once a day, not at every view.
 */
const over = new WeakMap<Counting, Map<string, readonly CoverageDay[]>>()

async function countsSince(
  store: Counting,
  from: Date,
  time: PageTime,
): Promise<readonly CoverageDay[]> {
  const { now, zone } = time
  const [today, start] = [localDay(now, zone), time.startOfToday()]
  const kept = over.get(store) ?? new Map<string, readonly CoverageDay[]>()
  const key = JSON.stringify([zone, from, await store.lookedBack()])
  const known = kept.get(key)
  if (known) return [...known, ...(await store.coverage(start, zone))]
  const counts = await store.coverage(from, zone)
  if (now.getTime() - start.getTime() < SETTLED_MS) return counts
  if (kept.size > 1) kept.clear()
  over.set(
    store,
    kept.set(
      key,
      counts.filter(({ day }) => day < today),
    ),
  )
  return counts
}

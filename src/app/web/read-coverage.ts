import { localDay } from '../../core/digest/local-time.ts'
import type { DayCount } from './coverage-chart.ts'
import type { PageTime } from './pages/page-time.ts'
import type { WebParts } from './web-parts.ts'

const DAY_MS = 86_400_000
/** Days are longer and shorter by an hour where the clocks change. */
const HALF_A_DAY_MS = DAY_MS / 2

/** Watch -> the last days in the page's zone, each day there, whatever came. */
export async function readCoverage(
  { world }: Pick<WebParts, 'world'>,
  time: PageTime,
  count: number,
): Promise<(watch: string) => readonly DayCount[]> {
  const midday = time.startOfToday().getTime() + HALF_A_DAY_MS
  const names = Array.from({ length: count }, (_, at) =>
    localDay(new Date(midday - (count - 1 - at) * DAY_MS), time.zone),
  )
  const from = new Date(midday - count * DAY_MS)
  const counts = await world.store.coverage(from, time.zone)
  const known = new Map(counts.map(({ watch, ...day }) => [`${watch} ${day.day}`, day]))
  return (watch) =>
    names.map((day) => known.get(`${watch} ${day}`) ?? { day, news: 0, rest: 0, mails: 0 })
}

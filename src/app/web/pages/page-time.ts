import { localDay, localTime } from '../../../core/digest/local-time.ts'
import { zoneInUse } from '../../zone-in-use.ts'
import { html, type Html } from '../html.ts'
import type { WebParts } from '../web-parts.ts'

/** Times as the readers of this service have them. */
export interface PageTime {
  readonly zone: string
  readonly now: Date
  /** 'Sat 12 Jul, 21:10', for people and machines. */
  at(instant: Date | undefined): Html
  /** 'Today', 'Yesterday', 'Sat 12 Jul'. */
  day(instant: Date): string
  startOfToday(): Date
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export function pageTime({ world, followed }: Pick<WebParts, 'world' | 'followed'>): PageTime {
  return timeIn(zoneInUse(followed.current.subscribers), world.now())
}

export function timeIn(zone: string, now: Date): PageTime {
  return {
    zone,
    now,
    at: (instant) =>
      instant
        ? html`<time datetime="${instant.toISOString()}">${localTime(instant, zone, now)}</time>`
        : html`<span class="soft">never</span>`,
    day: (instant) => dayInWords(instant, zone, now),
    startOfToday: () => startOfDay(now, zone),
  }
}

function dayInWords(instant: Date, zone: string, now: Date): string {
  const day = localDay(instant, zone)
  if (day === localDay(now, zone)) return 'Today'
  if (day === localDay(new Date(startOfDay(now, zone).getTime() - HOUR_MS), zone))
    return 'Yesterday'
  return localTime(instant, zone, now).replace(/, \d\d:\d\d$/, '')
}

/** The first hour of the day it is in the zone, whole half hours back: clocks change by no less. */
function startOfDay(now: Date, zone: string): Date {
  const today = localDay(now, zone)
  const step = HOUR_MS / 2
  let start = Math.floor(now.getTime() / step) * step
  const longest = start - DAY_MS - 2 * HOUR_MS
  while (start - step > longest && localDay(new Date(start - step), zone) === today) start -= step
  // Zones of a quarter of an hour: Kathmandu, Chatham.
  const quarter = start - step / 2
  return new Date(localDay(new Date(quarter), zone) === today ? quarter : start)
}

/** At the end of a page that shows times. */
export function zoneNote({ zone }: PageTime): Html {
  return html`<p class="soft small">Times are those of ${zone}.</p>`
}

/**
 * RSS feeds may name hours and days (GMT) in which nobody need ask: skipHours and skipDays of
 * RSS 0.91 to 2.0.
 */
import type { VisitWishes } from '../../model.ts'

const HOUR_MS = 3_600_000

/**
 * The first moment from `due` on that the feed does not skip, yet no later than `latest`. A feed
 * that leaves fewer than four hours a day, or no day, asks too much and is not heeded.
 */
export function afterSkippedHours(due: Date, wishes: VisitWishes, latest: Date): Date {
  const hours = skippedHours(wishes)
  const days = skippedDays(wishes)
  let time = due
  while (hours.has(time.getUTCHours()) || days.has(time.getUTCDay())) {
    time = new Date((Math.floor(time.getTime() / HOUR_MS) + 1) * HOUR_MS)
    if (time > latest) return latest > due ? latest : due
  }
  return time
}

/** UserLand counted hours from 1 to 24, everybody else from 0 to 23: 24 is midnight. */
function skippedHours({ skipHours = [] }: VisitWishes): ReadonlySet<number> {
  const named = skipHours.filter((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 24)
  const hours = new Set(named.map((hour) => hour % 24))
  return hours.size > 20 ? new Set() : hours
}

function skippedDays({ skipDays = [] }: VisitWishes): ReadonlySet<number> {
  const named = skipDays.map((day) => DAYS.indexOf(day.trim().slice(0, 3).toLowerCase()))
  const days = new Set(named.filter((day) => day >= 0))
  return days.size > 6 ? new Set() : days
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/**
 * When a subscriber's digest comes, in the subscriber's own zone.
 *
 * A time of day happens once a day, also on the days the clocks change: one that the spring gap
 * swallows comes right after the gap, one that autumn repeats comes the first time. That holds for
 * lists of times too (`30 2,14 * * *`), hence `no-wildcard`. Patterns with a star or a step go on
 * by the clock of the wall, so an hourly digest comes hourly through both changes.
 */
import { Cron } from 'croner'
import type { Subscriber } from '../../model.ts'
import { localDay } from './local-time.ts'

export type Rhythm = Pick<Subscriber, 'schedule' | 'zone'>

/** Days without a digest are skipped, a year of them at most. */
const MOST_SKIPPED = 400

/**
 * The first slot after an instant; told at once, the end of the next gathering. Throws for
 * a schedule or zone that configuration should have refused.
 */
export function nextDigestAt({ schedule, zone }: Rhythm, after: Date): Date {
  if (schedule.gatherMs !== undefined) return new Date(after.getTime() + schedule.gatherMs)
  let last = after
  for (let skipped = 0; skipped < MOST_SKIPPED; skipped += 1) {
    const slots = schedule.crons.flatMap((cron) => slotAfter(cron, zone, last) ?? [])
    const [first] = slots.toSorted((a, b) => a.getTime() - b.getTime())
    if (!first) break
    if (!schedule.except?.includes(localDay(first, zone))) return first
    last = first
  }
  throw new RangeError(
    `the schedule "${schedule.written}" (${schedule.crons.join(' and ')} in ${zone}) never comes ` +
      `after ${after.toISOString()}: write one that does`,
  )
}

/**
 * Whether a slot has passed since the last digest. Before the first one there is nothing to wait
 * for; a subscriber told at once has no slots.
 */
export function isDigestDue(
  subscriber: Rhythm,
  lastComposedAt: Date | undefined,
  now: Date,
): boolean {
  if (!lastComposedAt) return true
  if (subscriber.schedule.crons.length === 0) return false
  return nextDigestAt(subscriber, lastComposedAt).getTime() <= now.getTime()
}

/** Without a name, a function or a start, croner only calculates: no timer, no registry. */
function slotAfter(cron: string, timezone: string, after: Date): Date | null {
  return new Cron(cron, { timezone, paused: true, fixedTimeRule: 'no-wildcard' }).nextRun(after)
}

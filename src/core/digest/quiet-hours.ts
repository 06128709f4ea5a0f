/**
 * Hours in which a subscriber is not to be disturbed, in the subscriber's own zone.
 *
 * They are judged by instants, not by the clock on the wall: hours that end at 02:30 end at the
 * first 02:30 of an autumn night and do not begin again with the hour that comes twice.
 */
import type { QuietHours } from '../../model.ts'
import { nextDigestAt } from './digest-due.ts'

const ONE_DAY_MS = 86_400_000
/** A week may be silent from end to end; then there is no end to wait for. */
const MOST_IN_A_ROW = 15

/** When the quiet an instant falls in ends, or undefined when it falls in none. */
export function quietUntil(quiet: readonly QuietHours[], zone: string, at: Date): Date | undefined {
  let until: Date | undefined
  for (let count = 0; count < MOST_IN_A_ROW; count += 1) {
    const from = until ?? at
    const ends = quiet.flatMap((hours) => endOf(hours, zone, from) ?? [])
    if (ends.length === 0) return until
    until = new Date(Math.max(...ends.map((end) => end.getTime())))
  }
  return until
}

/** The end of these hours where the instant lies between it and their last beginning. */
function endOf({ from, to, days }: QuietHours, zone: string, at: Date): Date | undefined {
  const begins = slotsOf(from, zone, days)
  let start: Date | undefined
  let next = nextDigestAt(begins, new Date(at.getTime() - 8 * ONE_DAY_MS))
  while (next <= at) {
    start = next
    next = nextDigestAt(begins, next)
  }
  if (!start) return undefined
  const end = nextDigestAt(slotsOf(to, zone), start)
  return at < end ? end : undefined
}

function slotsOf(time: string, zone: string, days: QuietHours['days'] = []) {
  const [hour, minute] = time.split(':').map(Number)
  const cron = `${minute} ${hour} * * ${days.length === 0 ? '*' : days.join(',')}`
  return { schedule: { crons: [cron], written: time }, zone }
}

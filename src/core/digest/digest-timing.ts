/**
 * Whether a subscriber's digest goes out now, and why.
 *
 * News of an urgent watch goes at once, at any hour. A story whose pace rises goes out of turn,
 * and what is due by the schedule when it is due; both wait for the end of quiet hours. A digest
 * that goes out takes along everything waiting: nothing is told twice, nothing told late for it.
 */
import type { Subscriber } from '../../model.ts'
import { isDigestDue, nextDigestAt } from './digest-due.ts'
import { quietUntil } from './quiet-hours.ts'

/** What a digest would tell now. */
export interface WaitingNews {
  /** When the oldest of it was put on record. */
  readonly since: Date
  /** The headline of a story under an urgent watch. */
  readonly urgent?: string
  /** The headline of a story told faster and faster. */
  readonly rising?: string
}

export interface TimingMaterial {
  readonly subscriber: Subscriber
  /** When the digest was last looked into; undefined before the first time. */
  readonly lookedAt: Date | undefined
  readonly waiting: WaitingNews | undefined
  readonly now: Date
}

export type Timing =
  | { readonly due: true; readonly because: string }
  | { readonly due: false; readonly because: string; readonly until?: Date }

/** Clocks of several machines differ; a job for a slot may come this much before it. */
const EARLY_MS = 10_000

export function digestTiming(material: TimingMaterial): Timing {
  const { subscriber, waiting, now } = material
  if (waiting?.urgent !== undefined) return { due: true, because: `urgent: ${waiting.urgent}` }
  const timing = timingOfSchedule(material)
  if (!timing.due) return timing
  const quiet = quietUntil(subscriber.quiet ?? [], subscriber.zone, now)
  return quiet ? { due: false, because: `quiet hours; ${timing.because}`, until: quiet } : timing
}

/** Whether somebody must look between the slots of the schedule: for news, or an end of quiet. */
export function looksBetweenSlots(
  { schedule, quiet = [], paceAlarm }: Subscriber,
  anyUrgent: boolean,
): boolean {
  return schedule.gatherMs !== undefined || quiet.length > 0 || paceAlarm === true || anyUrgent
}

function timingOfSchedule({ subscriber, lookedAt, waiting, now }: TimingMaterial): Timing {
  const { schedule } = subscriber
  if (waiting?.rising !== undefined) return { due: true, because: `rising: ${waiting.rising}` }
  if (isDigestDue(subscriber, lookedAt, new Date(now.getTime() + EARLY_MS))) {
    return { due: true, because: lookedAt ? `due ${schedule.written}` : 'the first digest' }
  }
  if (schedule.gatherMs === undefined) {
    const until = nextDigestAt(subscriber, lookedAt ?? now)
    return { due: false, because: `not due yet (${schedule.written})`, until }
  }
  if (!waiting) return { due: false, because: 'nothing new is waiting' }
  const until = new Date(waiting.since.getTime() + schedule.gatherMs)
  if (until <= now) return { due: true, because: 'news has gathered' }
  return { due: false, because: 'news is gathering', until }
}

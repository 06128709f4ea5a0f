import { shortestPace } from '../core/feed/rhythm.ts'
import type { JobName, TimetableEntry } from '../ports.ts'
import type { Configuration } from './configuration/configuration.ts'

const TEN_MINUTES = 600_000
const ONE_HOUR = 3_600_000

/**
 * What runs when, on one page.
 *
 * Feeds are looked at at the pace their reader wished for, or the shortest they may come to of
 * themselves; whether a visit is due, given what the
 * outlet asked for, is decided by the job (isVisitDue).
 */
export function timetable({ feeds, subscribers, web }: Configuration): TimetableEntry[] {
  return [
    ...feeds.map((feed) => entry('poll-feed', feed.id, { everyMs: shortestPace(feed) })),
    ...subscribers.map(({ id, schedule: { crons }, zone }) =>
      entry('send-digest', id, { crons, zone }),
    ),
    ...(web.publicUrl === undefined
      ? []
      : [entry('keep-subscriptions', '', { everyMs: TEN_MINUTES })]),
    entry('keep-house', '', { everyMs: ONE_HOUR }),
  ]
}

function entry(name: JobName, subject: string, when: TimetableEntry['when']): TimetableEntry {
  return { job: { name, subject }, when }
}

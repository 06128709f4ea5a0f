import { looksBetweenSlots } from '../core/digest/digest-timing.ts'
import { shortestPace } from '../core/feed/rhythm.ts'
import type { JobName, TimetableEntry } from '../ports.ts'
import type { Configuration } from './configuration/configuration.ts'

const TEN_MINUTES = 600_000
const ONE_MINUTE = 60_000
const ONE_HOUR = 3_600_000

/** How long items are kept for pages and `why`; what was seen is remembered for good. */
export const KEEP_ITEMS_DAYS = 180

/**
 * What runs when, on one page.
 *
 * Feeds are looked at at the pace their reader wished for, or the shortest they may come to of
 * themselves; whether a visit is due, given what the
 * outlet asked for, is decided by the job (isVisitDue). A digest is looked into at the slots of
 * its schedule; every minute where more than the schedule decides (digestTiming).
 */
export function timetable(configuration: Configuration): TimetableEntry[] {
  const { feeds, subscribers, watches, web, polling } = configuration
  const anyUrgent = watches.some(({ urgent }) => urgent)
  return [
    ...feeds.map((feed) => entry('poll-feed', feed.id, { everyMs: shortestPace(feed) })),
    ...subscribers.map((subscriber) =>
      entry(
        'send-digest',
        subscriber.id,
        looksBetweenSlots(subscriber, anyUrgent)
          ? { everyMs: ONE_MINUTE }
          : { crons: subscriber.schedule.crons, zone: subscriber.zone },
      ),
    ),
    ...(web.publicUrl === undefined
      ? []
      : [entry('keep-subscriptions', '', { everyMs: TEN_MINUTES })]),
    ...(polling.checkTold ? [entry('look-at-articles', '', { everyMs: TEN_MINUTES })] : []),
    entry('keep-house', '', { everyMs: ONE_HOUR }),
  ]
}

function entry(name: JobName, subject: string, when: TimetableEntry['when']): TimetableEntry {
  return { job: { name, subject }, when }
}

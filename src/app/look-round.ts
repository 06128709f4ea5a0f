/**
 * Once a minute one of the workers looks whether the timetable stands and whether anything due was
 * left undone, and puts it right: Redis may come back empty, and a job that failed three times
 * while a server was away would otherwise wait for its next stroke, which may be a day off.
 *
 * Which worker it is, is decided by a lease in the store: no worker is needed for it in particular.
 */
import { randomUUID } from 'node:crypto'
import { leaseOn } from './at-host.ts'
import type { Duties } from './jobs.ts'
import { timetable } from './timetable.ts'
import type { OpenWorld } from './world.ts'
import { jobsDue } from './jobs-due.ts'

const EVERY_MS = 60_000
/** What was due this long ago has been missed, or stands in a line. */
const MISSED_MS = 120_000

type Working = Duties & { readonly world: OpenWorld }

/** Look round from now on; the answer ends it. */
export function startLookingRound(duties: Working): () => void {
  const look = () => {
    lookRound(duties).catch((error: unknown) => {
      // Whatever is away now will be looked for again in a minute.
      duties.log.warn({ err: error }, 'looking round: trouble')
    })
  }
  const timer = setInterval(look, EVERY_MS)
  return () => clearInterval(timer)
}

/** Answers how many schedulers and jobs had to be put back. */
export async function lookRound(
  duties: Working,
): Promise<{ readonly schedulers: number; readonly jobs: number }> {
  const { world, configuration, log } = duties
  const now = world.now()
  // A little less than a minute, or the worker that looked last would find its own lease.
  const lease = leaseOn('the timetable', randomUUID(), now, EVERY_MS * 0.9)
  const { freeAt } = await world.store.takeHost({ ...lease, until: lease.nextStartAt })
  if (freeAt) return { schedulers: 0, jobs: 0 }
  const schedulers = await world.queue.mendTimetable(timetable(configuration))
  if (schedulers > 0) log.warn({ schedulers }, 'the timetable had gaps, which were filled')
  const jobs = await putMissedInLine(duties, new Date(now.getTime() - MISSED_MS))
  return { schedulers, jobs }
}

/** A line that waits may well hold what is due: it is let run empty first. */
async function putMissedInLine(duties: Working, dueAt: Date): Promise<number> {
  const { world, log } = duties
  if ((await world.queue.counts()).waiting > 0) return 0
  const missed = await jobsDue({ ...duties, world: { ...world, now: () => dueAt } })
  for (const job of missed) await world.queue.add(job)
  if (missed.length > 0) log.warn({ jobs: missed.length }, 'what was left undone is in line again')
  return missed.length
}

import type { Working } from '../ports.ts'
import { hastenRefused } from './feeds/hasten-feeds.ts'
import { jobsDue } from './jobs-due.ts'
import { doJob, type Duties } from './jobs.ts'
import { startLookingRound } from './look-round.ts'
import { timetable } from './timetable.ts'
import type { OpenWorld } from './world.ts'

/** Set the timetable, put in line what came due while nobody worked, and start working. */
export async function startWork(duties: Duties & { world: OpenWorld }): Promise<Working> {
  await setTimetable(duties)
  const working = await work(duties)
  await putInLine(duties)
  const stopLooking = startLookingRound(duties)
  return {
    ...working,
    drain(limitMs) {
      stopLooking()
      return working.drain(limitMs)
    },
  }
}

/** The timetable anew and what is due now, for a configuration that took another's place. */
export async function takeUp(
  duties: Duties & { world: OpenWorld },
  working: Working | undefined,
): Promise<void> {
  working?.setConcurrency(duties.configuration.polling.concurrency)
  await setTimetable(duties)
  await putInLine(duties)
}

function setTimetable({ world, configuration }: Duties & { world: OpenWorld }): Promise<void> {
  return world.queue.keepTimetable(timetable(configuration))
}

async function putInLine(duties: Duties & { world: OpenWorld }): Promise<void> {
  await hastenRefused(duties.world, duties.configuration)
  for (const job of await jobsDue(duties)) await duties.world.queue.add(job)
}

/** Work off what is in line, without setting a timetable. */
export function work(duties: Duties & { world: OpenWorld }): Promise<Working> {
  const { queue } = duties.world
  const { concurrency } = duties.configuration.polling
  const putBack: Duties['putBack'] = (job, at) => queue.add(job, { at })
  // The duties are read at each job: the configuration may have changed since the last one.
  return queue.work((job) => doJob({ putBack, ...duties }, job), { concurrency })
}

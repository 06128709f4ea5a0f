import { isVisitDue } from '../core/feed/next-visit.ts'
import type { Job, Working } from '../ports.ts'
import { doJob, type Duties } from './jobs.ts'
import { lookAtTiming } from './look-at-timing.ts'
import { forgetGoneWatches, watchesWithoutPast } from './look-back.ts'
import { timetable } from './timetable.ts'
import type { OpenWorld } from './world.ts'

/** Set the timetable, put in line what came due while nobody worked, and start working. */
export async function startWork(duties: Duties & { world: OpenWorld }): Promise<Working> {
  await setTimetable(duties)
  const working = await work(duties)
  await putInLine(duties)
  return working
}

/** The timetable anew and what is due now, for a configuration that took another's place. */
export async function takeUp(duties: Duties & { world: OpenWorld }): Promise<void> {
  await setTimetable(duties)
  await putInLine(duties)
}

function setTimetable({ world, configuration }: Duties & { world: OpenWorld }): Promise<void> {
  return world.queue.keepTimetable(timetable(configuration))
}

async function putInLine(duties: Duties & { world: OpenWorld }): Promise<void> {
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

/**
 * Every watch without its past, every feed due for a visit and every subscriber due for a digest,
 * now.
 */
export async function jobsDue({ world, configuration }: Duties): Promise<Job[]> {
  const now = world.now()
  await forgetGoneWatches(world.store, configuration.watches)
  const looks = (await watchesWithoutPast(world.store, configuration.watches)).map(
    ({ name }): Job => ({ name: 'look-back', subject: name }),
  )
  const memories = await world.store.feedMemories()
  const byFeed = new Map(memories.map((memory) => [memory.feedId, memory]))
  const polls = configuration.feeds
    .filter(({ id, url }) => isVisitDue(byFeed.get(id), now, memories, url).due)
    .map(({ id }): Job => ({ name: 'poll-feed', subject: id }))
  const digests: Job[] = []
  for (const subscriber of configuration.subscribers) {
    const waiting = await world.store.undelivered(subscriber.id)
    const { due } = await lookAtTiming(world, subscriber, configuration.watches)
    if (waiting.length > 0 || due) {
      digests.push({ name: 'send-digest', subject: subscriber.id })
    }
  }
  return [...looks, ...polls, ...digests]
}

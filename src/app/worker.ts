import { isDigestDue } from '../core/digest/digest-due.ts'
import { isVisitDue } from '../core/feed/next-visit.ts'
import type { Job, Working } from '../ports.ts'
import { doJob, type Duties } from './jobs.ts'
import { timetable } from './timetable.ts'
import type { OpenWorld } from './world.ts'

/** Set the timetable, put in line what came due while nobody worked, and start working. */
export async function startWork(duties: Duties & { world: OpenWorld }): Promise<Working> {
  const { queue } = duties.world
  await queue.keepTimetable(timetable(duties.configuration))
  const working = await work(duties)
  for (const job of await jobsDue(duties)) await queue.add(job)
  return working
}

/** Work off what is in line, without setting a timetable: `run --once` and the demo. */
export function work(duties: Duties & { world: OpenWorld }): Promise<Working> {
  const { queue } = duties.world
  const { concurrency } = duties.configuration.polling
  const whole: Duties = { putBack: (job, at) => queue.add(job, { at }), ...duties }
  return queue.work((job) => doJob(whole, job), { concurrency })
}

/** Every feed due for a visit and every subscriber due for a digest, now. */
export async function jobsDue({ world, configuration }: Duties): Promise<Job[]> {
  const now = world.now()
  const memories = await world.store.feedMemories()
  const byFeed = new Map(memories.map((memory) => [memory.feedId, memory]))
  const polls = configuration.feeds
    .filter(({ id, url }) => isVisitDue(byFeed.get(id), now, memories, url).due)
    .map(({ id }): Job => ({ name: 'poll-feed', subject: id }))
  const digests: Job[] = []
  for (const subscriber of configuration.subscribers) {
    const lookedAt = await world.store.lookedAt(subscriber.id)
    const waiting = await world.store.undelivered(subscriber.id)
    if (waiting.length > 0 || isDigestDue(subscriber, lookedAt, now)) {
      digests.push({ name: 'send-digest', subject: subscriber.id })
    }
  }
  return [...polls, ...digests]
}

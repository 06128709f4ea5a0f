import { isVisitDue } from '../core/feed/next-visit.ts'
import type { DigestOnRecord } from '../model.ts'
import type { Job, JobName } from '../ports.ts'
import type { Duties } from './jobs.ts'
import { lookAtTiming } from './look-at-timing.ts'
import { forgetGoneWatches, watchesWithoutPast } from './look-back.ts'

/** What is due of each kind that has subjects: watches, feeds, subscribers. */
export const DUE: Partial<Record<JobName, (duties: Duties) => Promise<Job[]>>> = {
  'look-back': looksDue,
  'poll-feed': visitsDue,
  'send-digest': digestsDue,
}

/**
 * Every watch without its past, every feed due for a visit and every subscriber due for a digest,
 * now.
 */
export async function jobsDue(duties: Duties): Promise<Job[]> {
  const jobs: Job[] = []
  for (const due of Object.values(DUE)) jobs.push(...(await due(duties)))
  return jobs
}

async function looksDue({ world, configuration }: Duties): Promise<Job[]> {
  await forgetGoneWatches(world.store, configuration.watches)
  const watches = await watchesWithoutPast(world.store, configuration.watches)
  return watches.map(({ name }) => ({ name: 'look-back', subject: name }))
}

async function visitsDue({ world, configuration }: Duties): Promise<Job[]> {
  const now = world.now()
  const memories = await world.store.feedMemories()
  const waiting = memories.filter(({ askedToWaitUntil: until }) => until && until > now)
  const byFeed = new Map(memories.map((memory) => [memory.feedId, memory]))
  return configuration.feeds
    .filter(({ id, url }) => isVisitDue(byFeed.get(id), now, waiting, url).due)
    .map(({ id }) => ({ name: 'poll-feed', subject: id }))
}

async function digestsDue({ world, configuration }: Duties): Promise<Job[]> {
  const jobs: Job[] = []
  for (const subscriber of configuration.subscribers) {
    const waiting = await world.store.undelivered(subscriber.id)
    const toTry = waiting.some((one) => isToTry(one, world.now()))
    const { due } = await lookAtTiming(world, subscriber, configuration.watches)
    if (toTry || due) jobs.push({ name: 'send-digest', subject: subscriber.id })
  }
  return jobs
}

/** Not while every addressee's next try is still to come. */
function isToTry({ digest, deliveries }: DigestOnRecord, now: Date): boolean {
  const putOff = deliveries.filter(({ nextTryAt }) => nextTryAt && nextTryAt > now)
  const done = deliveries.filter(({ nextTryAt }) => !nextTryAt)
  return putOff.length === 0 || putOff.length + done.length < (digest.addressees?.length ?? 1)
}

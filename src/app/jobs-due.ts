import { isVisitDue } from '../core/feed/next-visit.ts'
import type { Job } from '../ports.ts'
import type { Duties } from './jobs.ts'
import { lookAtTiming } from './look-at-timing.ts'
import { forgetGoneWatches, watchesWithoutPast } from './look-back.ts'

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

import { composeDigest, type DigestMaterial } from '../core/digest/compose-digest.ts'
import {
  digestTiming,
  looksBetweenSlots,
  type Timing,
  type WaitingNews,
} from '../core/digest/digest-timing.ts'
import type { Digest, Subscriber, Watch } from '../model.ts'
import { digestMaterial, type DigestWorld } from '../pipeline.ts'

/** Whether the digest goes out now. What waits is read only where more than the schedule decides. */
export async function lookAtTiming(
  world: DigestWorld,
  subscriber: Subscriber,
  watches: readonly Watch[],
): Promise<Timing> {
  const lookedAt = await world.store.lookedAt(subscriber.id)
  const anyUrgent = watches.some(({ urgent }) => urgent)
  const waiting = looksBetweenSlots(subscriber, anyUrgent)
    ? waitingNews(await digestMaterial(world, subscriber, watches))
    : undefined
  return digestTiming({ subscriber, lookedAt, waiting, now: world.now() })
}

/** What a digest composed now would tell. */
function waitingNews(material: DigestMaterial): WaitingNews | undefined {
  const { subscriber, now, placed } = material
  const digest = composeDigest({
    ...material,
    subscriber: { ...subscriber, evenWhenNothingIsNew: false },
  })
  if (!digest) return undefined
  const told = new Set(digest.stories.flatMap(({ itemIds = [] }) => itemIds))
  const times = placed.filter(({ item }) => told.has(item.id)).map((one) => one.placedAt)
  const changed = (digest.corrections ?? []).map(({ at = now }) => at)
  const since = Math.min(...[now, ...times, ...changed].map((at) => at.getTime()))
  return { since: new Date(since), ...pressing(digest) }
}

function pressing({ stories, rising = [] }: Digest): Partial<WaitingNews> {
  const urgent = stories.find((story) => story.urgent)?.headline
  const [first] = rising
  return { ...(urgent !== undefined && { urgent }), ...(first && { rising: first.title }) }
}

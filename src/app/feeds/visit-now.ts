import { fullTime } from '../../core/digest/local-time.ts'
import type { Feed } from '../../model.ts'
import type { Queue, World } from '../../ports.ts'
import { Refusal } from '../refusal.ts'

/** What a person may want and an outlet may mind. */
const VISITS_APART_MS = 60_000

/**
 * Have a feed visited now instead of when it is due. Throws Refusal where the outlet asked to be
 * left alone, or was visited a moment ago.
 */
export async function visitNow(
  { store, queue, now }: Pick<World, 'store' | 'now'> & { queue: { add: Queue['add'] } },
  { id, name }: Feed,
  zone: string,
): Promise<void> {
  const at = now()
  const { askedToWaitUntil, lastVisitAt } = (await store.feedMemory(id)) ?? {}
  if (askedToWaitUntil && askedToWaitUntil > at) {
    const until = fullTime(askedToWaitUntil, zone)
    throw new Refusal(`${name}: the outlet asked to be left alone until ${until} (Retry-After)`)
  }
  if (lastVisitAt && at.getTime() < lastVisitAt.getTime() + VISITS_APART_MS) {
    throw new Refusal(`${name}: it was visited less than a minute ago`)
  }
  await store.hastenVisit(id, at, 'asked for on the page')
  await queue.add({ name: 'poll-feed', subject: id })
}

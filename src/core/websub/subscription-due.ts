import type { FeedMemory, Subscription } from '../../model.ts'

const ONE_HOUR = 3_600_000
const LONGEST_PAUSE = 24 * ONE_HOUR

/**
 * Why a feed's hub is to be asked now, or undefined: there is no subscription yet or not at this
 * hub, its lease runs out, or it was asked in vain some time ago, each time twice as long.
 */
export function subscriptionDue(
  { hub }: Pick<FeedMemory, 'hub'>,
  subscription: Subscription | undefined,
  now: Date,
): string | undefined {
  if (!hub) return undefined
  if (!subscription) return 'the feed names a hub'
  if (!isAt(subscription, hub)) return 'the feed names another hub or address'
  const { state, askedAt, attempts, renewAt } = subscription
  const pause = Math.min(ONE_HOUR * 2 ** Math.min(attempts - 1, 10), LONGEST_PAUSE)
  if (state === 'verified') {
    const early = renewAt !== undefined && now < renewAt
    // After a renewal that came to nothing it is asked again; one that came through set renewAt.
    const asked = renewAt !== undefined && askedAt >= renewAt
    return early || (asked && now.getTime() < askedAt.getTime() + pause)
      ? undefined
      : 'its lease runs out'
  }
  return now.getTime() < askedAt.getTime() + pause ? undefined : 'it was asked in vain'
}

/** Whether a subscription is for this hub and address. */
export function isAt({ hub }: Subscription, other: Subscription['hub']): boolean {
  return hub.url === other.url && hub.topic === other.topic
}

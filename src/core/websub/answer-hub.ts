import type { Subscription } from '../../model.ts'

/** What a hub asks when it verifies a subscription (WebSub 5.3): its query, as it came. */
export type HubQuery = Readonly<Record<string, unknown>>

export type HubAnswer =
  | { readonly status: 200; readonly body: string; readonly subscription: Subscription }
  | { readonly status: 404; readonly body: string }

const ONE_DAY = 24 * 3_600_000
/** Asked for, and taken for granted where a hub names none. */
export const LEASE_MS = 10 * ONE_DAY
const LONGEST_LEASE_MS = 60 * ONE_DAY
const LONGEST_CHALLENGE = 2048
/** Renewed while so much of a lease is left: a hub may be down for a day. */
const RENEW_AFTER = 0.8

/**
 * Answer a hub that asks whether a subscription is meant: its challenge back for one we asked for
 * within a day, 404 for any other, as WebSub has it. A refusal by the hub is put down.
 */
export function answerHub(
  subscription: Subscription | undefined,
  query: HubQuery,
  now: Date,
): HubAnswer {
  const { 'hub.mode': mode, 'hub.challenge': challenge } = query
  if (!subscription || query['hub.topic'] !== subscription.hub.topic) return unknown()
  if (mode === 'denied') {
    const reason =
      typeof query['hub.reason'] === 'string' ? query['hub.reason'] : 'without a reason'
    const because = `the hub refuses to tell of its news: ${reason.slice(0, 200)}`
    return { status: 200, body: '', subscription: { ...subscription, state: 'denied', because } }
  }
  const meant = now.getTime() - subscription.askedAt.getTime() < ONE_DAY
  const isChallenge = typeof challenge === 'string' && challenge.length <= LONGEST_CHALLENGE
  if (mode !== 'subscribe' || !meant || !isChallenge) return unknown()
  const lease = leaseIn(query['hub.lease_seconds'])
  return {
    status: 200,
    body: challenge,
    subscription: {
      ...subscription,
      state: 'verified',
      attempts: 0,
      leaseUntil: new Date(now.getTime() + lease),
      renewAt: new Date(now.getTime() + lease * RENEW_AFTER),
      because: 'its hub tells of its news',
    },
  }
}

function leaseIn(seconds: unknown): number {
  const lease = typeof seconds === 'string' && /^\d{1,9}$/.test(seconds) ? Number(seconds) : 0
  return lease > 0 ? Math.min(lease * 1000, LONGEST_LEASE_MS) : LEASE_MS
}

function unknown(): HubAnswer {
  return { status: 404, body: 'no such subscription was asked for' }
}

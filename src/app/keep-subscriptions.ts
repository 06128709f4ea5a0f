/**
 * Subscriptions at the hubs that feeds name (WebSub), so that news comes when it is published
 * instead of at the next visit. Nothing rests on them: feeds are visited all the same, only less
 * often while their hub is in force.
 */
import { randomBytes } from 'node:crypto'
import { LEASE_MS } from '../core/websub/answer-hub.ts'
import { isAt, subscriptionDue } from '../core/websub/subscription-due.ts'
import type { Hub, Subscription } from '../model.ts'
import type { World } from '../ports.ts'
import { atHost } from './at-host.ts'
import type { Configuration } from './configuration/configuration.ts'

type Part = Pick<World, 'now' | 'chance' | 'store' | 'fetcher'>

/** Ask every hub that is due, and say how many were asked and how many refused. */
export async function keepSubscriptions(
  world: Part,
  { feeds, web, polling }: Configuration,
): Promise<{ readonly asked: number; readonly refused: number }> {
  const { publicUrl } = web
  if (publicUrl === undefined) return { asked: 0, refused: 0 }
  const wanted = new Set(feeds.map(({ id }) => id))
  const known = new Map((await world.store.subscriptions()).map((each) => [each.feedId, each]))
  let asked = 0
  let refused = 0
  for (const { feedId, hub } of await world.store.feedMemories()) {
    const before = known.get(feedId)
    if (!hub || !wanted.has(feedId) || !subscriptionDue({ hub }, before, world.now())) continue
    const subscription = asking(feedId, hub, before, world.now())
    const visit = await atHost(world, polling, {
      address: hub.url,
      make: ({ answered }) => ask(world, subscription, publicUrl).finally(answered),
    })
    // A hub that is busy is asked at the next look.
    if ('busy' in visit) continue
    asked += 1
    if (visit.done !== undefined) refused += 1
  }
  return { asked, refused }
}

/** On record before it is asked for: a hub may verify it while we still wait for its answer. */
async function ask(
  { store, fetcher }: Part,
  subscription: Subscription,
  publicUrl: string,
): Promise<string | undefined> {
  await store.recordSubscription(subscription)
  const { hub, path, secret } = subscription
  const refusal = await fetcher.askHub(hub.url, {
    'hub.mode': 'subscribe',
    'hub.topic': hub.topic,
    'hub.callback': callbackUrl(publicUrl, path),
    'hub.secret': secret,
    'hub.lease_seconds': String(LEASE_MS / 1000),
  })
  if (refusal !== undefined) {
    await store.recordHubTrouble(path, `its hub ${new URL(hub.url).host}: ${refusal}`)
  }
  return refusal
}

/** A renewal keeps path and secret, so that nothing a hub sends meanwhile is turned away. */
function asking(
  feedId: string,
  hub: Hub,
  before: Subscription | undefined,
  askedAt: Date,
): Subscription {
  if (before && isAt(before, hub)) {
    const state = before.state === 'verified' ? before.state : 'asked'
    return { ...before, state, askedAt, attempts: before.attempts + 1 }
  }
  return {
    feedId,
    hub,
    path: randomBytes(24).toString('base64url'),
    secret: randomBytes(32).toString('base64url'),
    state: 'asked',
    askedAt,
    attempts: 1,
    because: 'its hub was asked to tell of its news',
  }
}

function callbackUrl(publicUrl: string, path: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/websub/${path}`
}

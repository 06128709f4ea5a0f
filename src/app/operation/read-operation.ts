/** How a service is getting on, as its store has it: what status shows, and what alarms are made of. */
import { addresseesOf } from '../../core/digest/addressees.ts'
import { nextDigestAt } from '../../core/digest/digest-due.ts'
import { quietUntil } from '../../core/digest/quiet-hours.ts'
import { feedHealths, type FeedHealth } from '../../core/feed/feed-health.ts'
import type { Delivery, Subscriber } from '../../model.ts'
import type { Queue, Store } from '../../ports.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { messageOf } from '../system-error.ts'
import { zoneInUse } from '../zone-in-use.ts'

export interface Operation {
  readonly at: Date
  /** The zone in which times are said. */
  readonly zone: string
  readonly feeds: readonly FeedHealth[]
  /** The latest visit to any feed, whatever came of it. */
  readonly lastVisitAt?: Date
  readonly subscribers: readonly SubscriberState[]
  readonly stored: Awaited<ReturnType<Store['counts']>>
  /** Absent where nobody has the queue open. */
  readonly jobs?: Awaited<ReturnType<Queue['counts']>>
  /** Why nothing can be said of the jobs. */
  readonly queueTrouble?: string
  /** Bytes that may still be written to the data folder. */
  readonly freeBytes?: number
  /** Why the configuration as it stands in the file is not in force. */
  readonly configurationTrouble?: string
}

export interface SubscriberState {
  readonly id: string
  readonly name: string
  readonly schedule: string
  readonly lastDigestAt?: Date
  readonly lookedAt?: Date
  /** The next slot of the schedule after the last look; absent for who is told at once. */
  readonly nextAt?: Date
  /** The quiet hours now end then. */
  readonly quietUntil?: Date
  /** Digests not settled with every addressee, and when the oldest was composed. */
  readonly waiting: number
  readonly waitingSince?: Date
  /** What was refused and is tried again, though mails after it may have been taken. */
  readonly refused?: readonly Delivery[]
  /** The latest try to each of the addressees. */
  readonly deliveries: readonly Delivery[]
}

/** A refusal that was answered by nothing since is no trouble of today's. */
const DELIVERIES_DAYS = 14

/** What can be looked at; a queue that does not answer is waited for five seconds. */
export interface Looked {
  readonly store: Store
  readonly now: () => Date
  readonly queue?: Pick<Queue, 'counts'>
  readonly queuePatienceMs?: number
  readonly freeBytes?: () => Promise<number>
}

export async function readOperation(
  { store, now, queue, queuePatienceMs = 5000, freeBytes }: Looked,
  { feeds, subscribers }: Pick<Configuration, 'feeds' | 'subscribers'>,
  configurationTrouble?: string,
): Promise<Operation> {
  const at = now()
  const memories = await store.feedMemories()
  const known = new Set(feeds.map(({ id }) => id))
  const visits = memories.flatMap(({ feedId, lastVisitAt }) =>
    known.has(feedId) && lastVisitAt ? lastVisitAt.getTime() : [],
  )
  const since = new Date(at.getTime() - DELIVERIES_DAYS * 86_400_000)
  const latest = await store.latestDeliveries(since)
  const states: SubscriberState[] = []
  for (const subscriber of subscribers) {
    const own = latest.filter(({ subscriberId }) => subscriberId === subscriber.id)
    states.push(await stateOf(store, subscriber, own, at))
  }
  const jobs = queue && (await jobsOf(queue, queuePatienceMs))
  // A folder that is not there is no trouble of a store on a server.
  const free = await freeBytes?.().catch(() => undefined)
  return {
    at,
    zone: zoneInUse(subscribers),
    feeds: feedHealths(feeds, memories, at),
    ...(visits.length > 0 && { lastVisitAt: new Date(Math.max(...visits)) }),
    subscribers: states,
    stored: await store.counts(),
    ...jobs,
    ...(free !== undefined && { freeBytes: free }),
    ...(configurationTrouble !== undefined && { configurationTrouble }),
  }
}

/** Its client waits for a server that went away, and whoever asks how it is must hear of it. */
async function jobsOf(
  queue: Pick<Queue, 'counts'>,
  patienceMs: number,
): Promise<Pick<Operation, 'jobs' | 'queueTrouble'>> {
  const silent = AbortSignal.timeout(patienceMs)
  const waited = new Promise<Pick<Operation, 'queueTrouble'>>((resolve) => {
    const queueTrouble = `no answer in ${patienceMs / 1000} s`
    silent.addEventListener('abort', () => resolve({ queueTrouble }))
  })
  const asked = queue.counts().then(
    (jobs) => ({ jobs }),
    (error: unknown) => ({ queueTrouble: messageOf(error) }),
  )
  return Promise.race([asked, waited])
}

async function stateOf(
  store: Store,
  subscriber: Subscriber,
  latest: readonly Delivery[],
  at: Date,
): Promise<SubscriberState> {
  const { id, name, schedule, quiet = [], zone } = subscriber
  const last = await store.lastDigest(id)
  const lookedAt = await store.lookedAt(id)
  const waiting = await store.undelivered(id)
  const refused = waiting
    .flatMap(({ deliveries }) => deliveries)
    .filter(({ outcome, nextTryAt }) => outcome === 'refused' && nextTryAt !== undefined)
  const silentUntil = quietUntil(quiet, zone, at)
  const wanted = new Set(addresseesOf(subscriber).map(({ key }) => key))
  return {
    id,
    name,
    schedule: schedule.written,
    ...(last && { lastDigestAt: last.composedAt }),
    ...(lookedAt && { lookedAt }),
    ...(schedule.gatherMs === undefined && { nextAt: nextDigestAt(subscriber, lookedAt ?? at) }),
    ...(silentUntil && { quietUntil: silentUntil }),
    waiting: waiting.length,
    ...(refused.length > 0 && { refused }),
    ...(waiting[0] && { waitingSince: waiting[0].digest.composedAt }),
    deliveries: latest.filter(({ addressee }) => wanted.has(addressee)),
  }
}

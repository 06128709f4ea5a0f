import { nextDigestAt } from '../../core/digest/digest-due.ts'
import { looksBetweenSlots } from '../../core/digest/digest-timing.ts'
import type { Digest, Feed, PlacedItem, Story, Subscriber } from '../../model.ts'
import { pollFeed, sendDigest } from '../../pipeline.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { lookAtTiming } from '../look-at-timing.ts'
import { pastVisits, type History, type PastVisit } from './past-visits.ts'
import { openPastWorld } from './past-world.ts'

/** What of a configuration says what is found and who is told it when. */
export type Plan = Pick<Configuration, 'watches' | 'subscribers' | 'feeds'>

/** What a plan would have brought over a stretch of the past. */
export interface Outcome {
  readonly plan: Plan
  readonly digests: readonly Digest[]
  /** What waits at the end for the digest that is due next. */
  readonly waiting: readonly Digest[]
  /** Every item that answered, with its place, by its id. */
  readonly placed: ReadonlyMap<string, PlacedItem>
}

const ONE_DAY = 86_400_000
const ONE_MINUTE = 60_000

export interface Replay {
  readonly history: History
  readonly plans: readonly Plan[]
  readonly seeds: readonly Story[]
  /** What is read before this is known, and not told. */
  readonly since: Date
  readonly to: Date
  /** Items that may answer one plan: what answers stays in memory, some 15 KB each. */
  readonly mostPlaced?: number
  readonly onVisit?: (visit: PastVisit, items: number) => void
}

export type ReplayResult =
  | { readonly ok: true; readonly outcomes: readonly Outcome[]; readonly facts: ReplayFacts }
  | { readonly ok: false; readonly problem: string }

export interface ReplayFacts {
  readonly items: number
  /** When digests were due: from `since`, or the first visit where that came later. */
  readonly from: Date
  readonly to: Date
  /** Those that were read at all. */
  readonly feedIds: ReadonlySet<string>
}

/**
 * Send the past through the line once for each plan, side by side. The corpus is what the past
 * before `since` makes it, so that the stories of that time are known.
 */
export async function replayHistory(replay: Replay): Promise<ReplayResult> {
  const { history, plans, seeds, since, to, mostPlaced = Infinity, onVisit } = replay
  const runs = plans.map((plan) => openRun(plan, seeds))
  const feedIds = new Set<string>()
  let items = 0
  let first: Date | undefined
  let last = since
  for await (const visit of pastVisits(history, { to })) {
    first ??= visit.recordedAt
    last = visit.recordedAt
    items += visit.fresh.length
    feedIds.add(visit.feedId)
    for (const run of runs) await run.take(visit)
    const most = Math.max(...runs.map((run) => run.placed.size))
    if (most > mostPlaced) return { ok: false, problem: tooMany(mostPlaced, visit.at) }
    onVisit?.(visit, items)
  }
  const from = first && first > since ? first : since
  // After a day without a visit nobody was reading: no mails a week can be counted there.
  const end = new Date(Math.min(to.getTime(), last.getTime() + ONE_DAY))
  const outcomes = []
  for (const run of runs) outcomes.push(await run.end(from, end))
  return { ok: true, outcomes, facts: { items, from, to: end, feedIds } }
}

function tooMany(most: number, at: Date): string {
  return (
    `more than ${most.toLocaleString('en')} items answer by ${at.toISOString().slice(0, 10)} ` +
    'alone: ask for less, or for a shorter time'
  )
}

function openRun(plan: Plan, seeds: readonly Story[]) {
  const countsPaces = plan.subscribers.some(({ paceAlarm }) => paceAlarm)
  const world = openPastWorld(seeds, countsPaces)
  // The articles of a feed are in its items already.
  const feeds = new Map(plan.feeds.map(({ fullText: _read, ...feed }) => [feed.id, feed]))
  const digests: Digest[] = []
  /** When somebody looks into a subscriber's digest next, if no news comes before. */
  const looks = new Map<string, Date | undefined>()
  const anyUrgent = plan.watches.some(({ urgent }) => urgent)

  async function sendUpTo(until: Date): Promise<void> {
    for (const subscriber of plan.subscribers) {
      if (!looks.has(subscriber.id)) await begin(subscriber, until)
      let at = looks.get(subscriber.id)
      while (at && at < until) at = await look(subscriber, at)
      looks.set(subscriber.id, at)
    }
  }
  /** A service that starts looks once, and finds nothing yet. */
  const begin = async (subscriber: Subscriber, at: Date) => {
    await world.store.recordLook(subscriber.id, at)
    looks.set(subscriber.id, nextSlot(subscriber, at))
  }
  /** As the job of this name does. Returns when to look again; only news can bring it about earlier. */
  const look = async (subscriber: Subscriber, at: Date): Promise<Date | undefined> => {
    world.enter(at)
    const timing = await lookAtTiming(world, subscriber, plan.watches)
    if (timing.due) digests.push(...(await send(subscriber, at)))
    const next = timing.due ? nextSlot(subscriber, at) : timing.until
    return next && new Date(Math.max(minuteFrom(next).getTime(), at.getTime() + ONE_MINUTE))
  }
  /** Where more than the schedule decides, somebody looks every minute; here, when there is news. */
  const lookSoon = (at: Date) => {
    for (const subscriber of plan.subscribers) {
      const next = looks.get(subscriber.id)
      const soon = minuteFrom(at)
      if (looksBetweenSlots(subscriber, anyUrgent) && !(next && next <= soon)) {
        looks.set(subscriber.id, soon)
      }
    }
  }
  const send = async (subscriber: Subscriber, at: Date) => {
    world.enter(at)
    return (await sendDigest(world, subscriber, plan.watches, { from: '' })).digests
  }
  const poll = (feed: Feed, visit: PastVisit) => {
    world.enter(visit.at, visit)
    return pollFeed(world, feed, plan.watches)
  }
  return {
    placed: world.placed,
    take: async (visit: PastVisit) => {
      await sendUpTo(visit.recordedAt)
      const feed = feeds.get(visit.feedId)
      if (!feed) return
      const { placements, revised } = await poll(feed, visit)
      if (placements.length + revised.length > 0) lookSoon(visit.recordedAt)
    },
    end: async (from: Date, to: Date): Promise<Outcome> => {
      await sendUpTo(new Date(to.getTime() + 1))
      const told = digests.filter(({ composedAt }) => composedAt >= from)
      const waiting = []
      for (const subscriber of plan.subscribers) {
        waiting.push(...(await send(subscriber, nextDigestAt(subscriber, to))))
      }
      return { plan, digests: told, waiting, placed: world.placed }
    },
  }
}

/** Told at once, there is no slot: the next news begins another gathering. */
function nextSlot(subscriber: Subscriber, after: Date): Date | undefined {
  return subscriber.schedule.gatherMs === undefined ? nextDigestAt(subscriber, after) : undefined
}

function minuteFrom(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / ONE_MINUTE) * ONE_MINUTE)
}

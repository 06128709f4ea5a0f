/** What a watch would have found in the past, and what it would have brought its subscribers. */
import { decidingParts, explainMatch } from '../../core/watch/explain-match.ts'
import { loosenQuery } from '../../core/watch/loosen-query.ts'
import { matchItems, readItems } from '../../core/watch/match-items.ts'
import type { Item, PlacedItem, Story, Subscriber, Watch } from '../../model.ts'
import { digestsFor, paceOf, type Pace } from './compare-outcomes.ts'
import type { History, PastVisit } from './past-visits.ts'
import { replayHistory, type Plan, type Replay } from './replay-history.ts'

export interface WatchTest {
  readonly watch: Watch
  /** Items read, and those that answer. */
  readonly items: number
  readonly hits: number
  /** Items that an expression of the watch took too long to read to the end. */
  readonly givenUp: number
  readonly from: Date
  readonly to: Date
  /** Hits by the day they were told, every day of the time. */
  readonly perDay: readonly { readonly day: string; readonly hits: number }[]
  /** The latest hits. */
  readonly samples: readonly PlacedItem[]
  /** Items that fail by the fewest clauses, the latest first of equals. */
  readonly nearMisses: readonly NearMiss[]
  /** What the watch alone would bring each subscriber, by the schedules as they are. */
  readonly expected: readonly (Pace & { readonly name: string; readonly schedule: string })[]
}

export interface NearMiss {
  readonly item: Item
  readonly at: Date
  /** The clauses that failed, each with its reason. */
  readonly failed: readonly { readonly clause: string; readonly because: string }[]
}

export interface WatchTrial extends Pick<Replay, 'since' | 'to' | 'mostPlaced' | 'onVisit'> {
  readonly history: History
  readonly watch: Watch
  readonly plan: Pick<Plan, 'subscribers' | 'feeds'>
  readonly seeds: readonly Story[]
  /** Samples of each kind. */
  readonly samples: number
}

export type WatchTestResult =
  { readonly ok: true; readonly test: WatchTest } | { readonly ok: false; readonly problem: string }

/** Send the past through the line with this watch alone. */
export async function testWatch(trial: WatchTrial): Promise<WatchTestResult> {
  const { watch, plan, since, samples, onVisit } = trial
  const misses = collectMisses(watch, samples)
  // Muted or not: the question is what it would find.
  const { muted: _muted, ...asking } = watch
  const subscribers = plan.subscribers.map(toldOfAll)
  const result = await replayHistory({
    ...trial,
    plans: [{ ...plan, watches: [asking], subscribers }],
    onVisit: (visit, items) => {
      if (visit.at >= since) misses.look(visit)
      onVisit?.(visit, items)
    },
  })
  if (!result.ok) return result
  const { outcomes, facts } = result
  const [outcome] = outcomes
  if (!outcome) return { ok: false, problem: 'nothing was replayed' }
  const hits = [...outcome.placed.values()].filter(({ placedAt }) => placedAt >= facts.from)
  return {
    ok: true,
    test: {
      watch,
      items: facts.items,
      hits: hits.length,
      givenUp: misses.givenUp(),
      from: facts.from,
      to: facts.to,
      perDay: countByDay(hits, facts.from, facts.to),
      samples: hits.slice(-samples).toReversed(),
      nearMisses: misses.best(),
      expected: subscribers.map((subscriber) => ({
        name: subscriber.name,
        schedule: subscriber.schedule.written,
        ...paceOf(digestsFor(outcome, subscriber.id), facts),
      })),
    },
  }
}

function toldOfAll(subscriber: Subscriber): Subscriber {
  const { watches: _some, ...all } = subscriber
  return all
}

/** Near misses: of what answers the loosened query and not the query, the few that failed least. */
function collectMisses(watch: Watch, most: number) {
  const query = loosenQuery(watch.query)
  const loose = query ? [{ name: '', written: '', query }] : []
  const strict = [watch]
  let best: NearMiss[] = []
  let givenUp = 0
  return {
    best: () => best,
    givenUp: () => givenUp,
    look: ({ fresh, at }: PastVisit) => {
      const read = readItems(fresh, strict, at)
      givenUp += read.givenUp.length
      const near = matchItems(fresh, loose, at).map(({ item }) => item)
      if (near.length === 0) return
      const hits = new Set(read.matches.map(({ item }) => item))
      const missed = near.filter((item) => !hits.has(item))
      const explained = missed.map((item): NearMiss => {
        const parts = decidingParts(explainMatch(item, watch, at))
        return { item, at, failed: parts.map(({ clause, because }) => ({ clause, because })) }
      })
      best = [...explained, ...best].toSorted(byFailures).slice(0, most)
    },
  }
}

function byFailures(a: NearMiss, b: NearMiss): number {
  return a.failed.length - b.failed.length || b.at.getTime() - a.at.getTime()
}

const ONE_DAY = 86_400_000

type Hit = Pick<PlacedItem, 'placedAt'> & { readonly item: Pick<Item, 'published'> }

/** Each hit on the day it was published, or read where it was published before the first of them. */
export function countByDay(hits: readonly Hit[], from: Date, to: Date): WatchTest['perDay'] {
  const counts = new Map<string, number>()
  for (let at = from.getTime(); at <= to.getTime(); at += ONE_DAY)
    counts.set(dayOf(new Date(at)), 0)
  for (const { item, placedAt } of hits) {
    const { published } = item
    const told = dayOf(published && published < placedAt ? published : placedAt)
    const day = counts.has(told) ? told : dayOf(placedAt)
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return [...counts].map(([day, count]) => ({ day, hits: count }))
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** Items of files as a past: each read the moment it was published, the undated ones now. */
export function historyOf(items: readonly Item[], now: Date): History {
  const told = items
    .map((item) => ({
      item,
      readAt: item.published && item.published < now ? item.published : now,
    }))
    .toSorted((a, b) => a.readAt.getTime() - b.readAt.getTime())
    .map((past, at) => ({
      ...past,
      number: at + 1,
      recordedAt: past.readAt,
      baseline: false,
      placed: false,
    }))
  return {
    history: async ({ after, limit }) =>
      told.slice(after?.number ?? 0, (after?.number ?? 0) + limit),
  }
}

/** Stands in where nobody is told yet. */
export const anybody: Subscriber = {
  id: 'anybody',
  name: 'Anybody',
  to: ['anybody@example.org'],
  schedule: { crons: ['0 * * * *'], written: 'every 1h' },
  zone: 'UTC',
  evenWhenNothingIsNew: false,
}

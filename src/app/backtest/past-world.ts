/**
 * A world in which the past happens again: what the feeds brought is brought by recorded visits,
 * the corpus is in memory, and what is posted goes nowhere. The line itself is the one of
 * pipeline.ts, so that a backtest cannot come to another answer than the service would.
 */
import { memoryCorpus } from '../../core/story/memory-corpus.ts'
import type { Digest, FeedMemory, PlacedItem, PollReport, Story, StoryMove } from '../../model.ts'
import type { DigestStore, Line, LineStore, PollStore } from '../../ports.ts'
import { pastTellings, type PastPlaces, type PastTellings } from './past-tellings.ts'
import type { PastVisit } from './past-visits.ts'

export interface PastWorld extends Line {
  /** Set the clock, and what the next visit brings. */
  enter(at: Date, visit?: PastVisit): void
  /** Every item that was placed, by its id. */
  readonly placed: ReadonlyMap<string, PlacedItem>
}

/** Seeds are the corpus at the beginning; paces are counted where a subscriber asks for the alarm. */
export function openPastWorld(seeds: readonly Story[], countsPaces: boolean): PastWorld {
  let clock = new Date(0)
  let visit: PastVisit | undefined
  const placed = new Map<string, PlacedItem>()
  const places = { placed, order: [] as string[] }
  const tellings = pastTellings(places, countsPaces)
  const ledger = pastLedger()
  return {
    now: () => clock,
    chance: () => 0.5,
    placed,
    enter: (at, next) => {
      clock = at
      visit = next
    },
    // Whatever stood in the body has been read to the end already.
    fetcher: {
      fetchFeed: async ({ url }) => ({
        kind: 'body',
        url,
        status: 200,
        headers: {},
        bytes: new Uint8Array(),
      }),
    },
    parser: {
      read: async () => {
        const changed = visit ? [...visit.fresh, ...visit.revised] : []
        return { parsed: { feed: {}, entryCount: changed.length, problems: [] }, changed }
      },
    },
    // A page that was read stands in the item already.
    articles: { read: async () => [] },
    store: pastStore(seeds, places, tellings, () => visit),
    mailer: { post: async () => ({ outcome: 'accepted', receipt: 'posted in the past' }) },
    channels: { post: async () => ({ outcome: 'accepted', receipt: 'posted in the past' }) },
    ledger,
  }
}

/** What reached whom: an item told once is not told again, though it is moved to another story. */
function pastLedger(): Line['ledger'] {
  const told = new Map<string, Map<string, string>>()
  return {
    sent: async (subscriberId) => ({
      items: told.get(subscriberId) ?? new Map(),
      receipts: new Map(),
    }),
    keep: async ({ subscriberId, digestId, items }) => {
      const own = told.get(subscriberId) ?? new Map<string, string>()
      for (const item of items) own.set(item, digestId)
      told.set(subscriberId, own)
    },
  }
}

function pastStore(
  seeds: readonly Story[],
  { placed, order }: { readonly placed: Map<string, PlacedItem>; readonly order: string[] },
  tellings: PastTellings,
  visit: () => PastVisit | undefined,
): LineStore {
  const corpus = memoryCorpus(seeds)
  const unseen: PollStore['unseen'] = async (_, items) =>
    items.length === 0 ? [] : (visit()?.fresh ?? [])
  const feedMemory = async (feedId: string) => memoryBefore(feedId, visit())
  const record = (placements: PollReport['placements'], at: Date) => {
    corpus.record(placements, at)
    for (const { match, verdict, heldBack, moves = [] } of placements) {
      for (const move of moves) movePlaced(placed, move)
      const { item, answers } = match
      const one = { sequence: placed.size + 1, placedAt: at, item, answers, verdict }
      if (!placed.has(item.id)) {
        order.push(item.id)
        placed.set(item.id, { ...one, ...(heldBack !== undefined && { heldBack }) })
      }
    }
  }
  const polls: PollStore = {
    feedMemory,
    unseen,
    revised: async () =>
      (visit()?.revised ?? []).map((item) => ({ item, placed: placed.has(item.id) })),
    near: async (asked) => corpus.near(asked),
    recordItems: async () => {},
    recordPolls: async (reports) => {
      for (const { placements, revised, at } of reports) {
        record(placements, at)
        for (const { item } of revised) tellings.reword(item, at)
      }
    },
    recordPlacements: async (placements, at) => record(placements, at),
  }
  return {
    feedMemory,
    unseen,
    transaction: (work) => work(polls),
    together: async (ask, work) => (await work(polls, [ask]))[0]!,
    lastStood: async () => ({}),
    ...digestStore({ placed, order }, tellings),
  }
}

/** As the store has it: what was placed goes along to the story it proves to belong to. */
function movePlaced(placed: Map<string, PlacedItem>, { from, to, title, documents }: StoryMove) {
  const known = [...placed.values()].find(({ verdict }) => verdict.storyId === to)
  const storyTitle = known?.verdict.storyTitle ?? title
  for (const [id, one] of placed) {
    if (one.verdict.storyId !== from || documents?.includes(id) === false) continue
    placed.set(id, { ...one, verdict: { ...one.verdict, storyId: to, storyTitle } })
  }
}

/** What decides whether an item is news: whether the feed was read before, and when. */
function memoryBefore(feedId: string, visit: PastVisit | undefined): FeedMemory | undefined {
  if (!visit || visit.baseline) return undefined
  const { readBefore: lastSuccessAt } = visit
  return {
    feedId,
    url: '',
    baselineAt: new Date(0),
    ...(lastSuccessAt && { lastSuccessAt }),
    failuresInARow: 0,
    because: '',
  }
}

/** What the feeds did besides is not replayed: see `withFeeds`. */
function digestStore(
  { placed, order }: PastPlaces,
  tellings: PastTellings,
): DigestStore & Pick<LineStore, 'actions'> {
  const last = new Map<string, Digest>()
  const waiting = new Map<string, Digest>()
  const looks = new Map<string, Date>()
  return {
    lastDigest: async (subscriber) => {
      const digest = last.get(subscriber)
      return digest && { upTo: digest.covers.upTo, composedAt: digest.composedAt }
    },
    placementsAfter: async (sequence) => order.slice(sequence).map((id) => placed.get(id)!),
    placementsSince: async (at) =>
      order.map((id) => placed.get(id)!).filter(({ placedAt }) => placedAt >= at),
    feedRecords: async () => [],
    recordDigest: async (digest) => {
      last.set(digest.subscriberId, digest)
      waiting.set(digest.id, digest)
      tellings.record(digest)
    },
    undelivered: async (subscriber) =>
      [...waiting.values()]
        .filter(({ subscriberId }) => subscriberId === subscriber)
        .map((digest) => ({ digest, deliveries: [] })),
    missed: async () => [],
    recordDelivery: async ({ digestId }) => void waiting.delete(digestId),
    lookedAt: async (subscriber) => looks.get(subscriber),
    recordLook: async (subscriber, at) => void looks.set(subscriber, at),
    digestPast: async (...asked) => tellings.recall(...asked),
    actions: async () => [],
    newsOf: async () => [],
    digests: async () => [],
    digest: async () => undefined,
  }
}

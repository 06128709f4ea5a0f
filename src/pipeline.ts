/**
 * How the news becomes a digest. Read this first.
 *
 * Nothing is decided here: decisions are in core/, the outside is in ports.ts. The order is the
 * point of this file. A poll has no branches: a poll that failed is a poll with an empty list,
 * and it is put on record like any other.
 *
 * What is on record is decided by two orders. A poll is within one transaction, so an item is never
 * counted as seen without being placed. A digest is recorded before it is posted and marked
 * after, so that a death between the two posts the same digest again under the same Message-ID.
 */
import type {
  Delivery,
  Digest,
  Feed,
  FeedMemory,
  Fetched,
  Item,
  Letterhead,
  MatchedTelling,
  PollReport,
  Subscriber,
  Watch,
} from './model.ts'
import type { Bundle, Line, PollStore, Posting, Sent } from './ports.ts'
import { composeDigest, type DigestMaterial } from './core/digest/compose-digest.ts'
import { itemsTold } from './core/digest/told-lines.ts'
import { firstDigestSince } from './core/digest/first-digest.ts'
import { deliveryAfter, isPutOff, waitingLines, type Waiting } from './core/digest/deliveries.ts'
import { writeMessage } from './core/digest/write-message.ts'
import { writeNotice } from './core/digest/write-notice.ts'
import { notFresh } from './core/feed/as-shown.ts'
import { reportPoll, type PollFacts } from './core/feed/report-poll.ts'
import { teasersOf, withArticles } from './core/feed/teasers.ts'
import { unanswered } from './core/feed/unanswered.ts'
import { placeInStories } from './core/story/place-in-stories.ts'
import { describeTellings } from './core/story/telling.ts'
import { readItems } from './core/watch/match-items.ts'

/**
 * address -> fetch -> read -> full texts -> match -> describe, and on record beside others
 *
 * `known` is the feed's memory, where it was only just asked for; what stood in the feed at its
 * last visit may be left out of it.
 */
export async function pollFeed(
  world: Line,
  feed: Feed,
  watches: readonly Watch[],
  known?: FeedMemory,
): Promise<PollReport> {
  const at = world.now()
  const before = known ?? (await world.store.feedMemory(feed.id))
  const fetched = await world.fetcher.fetchFeed(feed, before, at)
  const memory = await recall(world.store, before, fetched)
  const { changed, ...reading } = await world.parser.read(fetched, feed, at, memory)
  const teasers = await world.store.unseen(feed.id, teasersOf(feed, changed, memory))
  const articles = await world.articles.read(teasers)
  const whole = withArticles(changed, articles)
  const { matches, givenUp } = readItems(whole, watches, at)
  const tellings = describeTellings(matches, at)
  const read = { fetched, ...reading, changed: whole, tellings, givenUp }
  const bundle = { subject: feed.id, size: whole.length }
  return world.store.together({ ...bundle, feed, at, memory, ...read, world }, recordPolls)
}

/** A visit on its way to the store: what it brought, read for the watches. */
interface Visit extends Bundle, Omit<PollFacts, 'fresh' | 'revised' | 'placements' | 'chance'> {
  readonly changed: readonly Item[]
  readonly tellings: readonly MatchedTelling[]
  readonly world: Pick<Line, 'now' | 'chance'>
}

/** unseen -> place in stories -> record, of all visits that came while others went on record */
async function recordPolls(
  store: PollStore,
  visits: readonly Visit[],
): Promise<readonly PollReport[]> {
  const polls = await Promise.all(visits.map((visit) => withFresh(store, visit)))
  const tellings = polls.flatMap(unanswered).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const neighbourhood = await store.near(tellings)
  // The store writes the items down while their tellings are placed.
  await store.recordItems(polls)
  const placements = placeInStories(tellings, neighbourhood)
  const reports = polls.map(({ world, ...poll }) => {
    const own = placements.filter(({ match }) => match.item.feedId === poll.feed.id)
    return reportPoll({ ...poll, placements: own, chance: world.chance() })
  })
  await store.recordPolls(reports, visits[0]?.world.now())
  return reports
}

async function withFresh<Brought extends Visit>(store: PollStore, visit: Brought) {
  const fresh = await store.unseen(visit.feed.id, visit.changed)
  const revised = await store.revised(notFresh(visit.changed, fresh))
  return { ...visit, fresh, revised }
}

/** What stood in the feed is asked for only where a body came to be set against it. */
async function recall(
  store: Line['store'],
  memory: FeedMemory | undefined,
  fetched: Fetched,
): Promise<FeedMemory | undefined> {
  if (!memory || fetched.kind !== 'body') return memory
  return { ...memory, ...(await store.lastStood(memory.feedId)) }
}

/** What a digest asks of the world. */
export type DigestWorld = Pick<Line, 'now' | 'store' | 'mailer' | 'channels' | 'ledger'>

/** due -> compose digest -> record -> message -> post -> record delivered */
export async function sendDigest(
  world: DigestWorld,
  subscriber: Subscriber,
  watches: readonly Watch[],
  letterhead: Letterhead,
): Promise<Sending> {
  const material = await digestMaterial(world, subscriber, watches)
  const digest = composeDigest(material)
  if (digest) await world.store.recordDigest(digest)
  await world.store.recordLook(subscriber.id, material.now)
  return postDigests(world, subscriber, letterhead)
}

/** All that a digest is composed of, as it stands now. */
export async function digestMaterial(
  world: DigestWorld,
  subscriber: Subscriber,
  watches: readonly Watch[],
): Promise<DigestMaterial> {
  const now = world.now()
  const last = await world.store.lastDigest(subscriber.id)
  const since = firstDigestSince(await world.store.lookedAt(subscriber.id), now)
  const placed = last?.upTo
    ? await world.store.placementsAfter(last.upTo)
    : await world.store.placementsSince(since)
  const feeds = await world.store.feedRecords(last?.composedAt ?? since, now)
  const storyIds = [...new Set(placed.map(({ verdict }) => verdict.storyId))]
  const before = await world.store.digestPast(subscriber.id, storyIds, now)
  const { items: toldItems } = await world.ledger.sent(subscriber.id)
  return { subscriber, watches, last, placed, feeds, now, past: { ...before, toldItems } }
}

/** What came of posting: the digests that reached somebody, and every try. */
export interface Sending {
  readonly digests: readonly Digest[]
  readonly deliveries: readonly Delivery[]
}

/**
 * undelivered -> message -> post -> record delivery, each addressee's line beside the others, so
 * that one that fails holds up nobody else. What was thrown is thrown when all are through.
 */
export async function postDigests(
  world: DigestWorld,
  subscriber: Subscriber,
  letterhead: Letterhead,
): Promise<Sending> {
  const undelivered = await world.store.undelivered(subscriber.id)
  const actions = await world.store.actions(subscriber.id)
  const sent = await world.ledger.sent(subscriber.id)
  const lines = waitingLines(undelivered, subscriber, actions)
  const posted = await Promise.allSettled(
    lines.map((line) => postLine(world, line, subscriber, letterhead, sent)),
  )
  const failed = posted.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  const deliveries = posted.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  const reached = new Set(
    deliveries.flatMap(({ digestId, outcome }) => (outcome === 'accepted' ? [digestId] : [])),
  )
  return {
    digests: undelivered.map(({ digest }) => digest).filter(({ id }) => reached.has(id)),
    deliveries,
  }
}

/** A digest that cannot be posted keeps its place: nothing newer overtakes it, unless it was refused. */
async function postLine(
  world: DigestWorld,
  line: readonly Waiting[],
  subscriber: Subscriber,
  letterhead: Letterhead,
  sent: Sent,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = []
  for (const waiting of line) {
    if (isPutOff(waiting, world.now())) {
      if (waiting.before?.outcome === 'refused') continue
      break
    }
    const posting = await post(world, waiting, subscriber, letterhead, sent)
    const delivery = deliveryAfter(waiting, posting, world.now())
    if (posting.outcome === 'accepted') {
      const items = itemsTold(waiting.digest)
      await world.ledger.keep({ ...delivery, subscriberId: subscriber.id, items })
    }
    await world.store.recordDelivery(delivery)
    deliveries.push(delivery)
    if (delivery.outcome === 'trouble') break
  }
  return deliveries
}

/** Of digests whose addressee left the configuration or unsubscribed: nobody misses them. */
const NOT_WANTED = 'no longer wanted there'

async function post(
  world: DigestWorld,
  { digest, key, addressee }: Waiting,
  subscriber: Subscriber,
  letterhead: Letterhead,
  sent: Sent,
): Promise<Posting> {
  const known = sent.receipts.get(`${digest.id} ${key}`)
  if (known !== undefined) return { outcome: 'accepted', receipt: known }
  if (!addressee) return { outcome: 'refused', receipt: NOT_WANTED }
  if ('channel' in addressee) {
    return world.channels.post(
      writeNotice(digest, subscriber, letterhead, addressee.channel, world.now()),
    )
  }
  const missed = await world.store.missed(digest, key)
  const unread = missed.filter(({ receipt }) => receipt !== NOT_WANTED)
  return world.mailer.post(writeMessage(digest, subscriber, letterhead, addressee.address, unread))
}

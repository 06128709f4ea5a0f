/**
 * How the news becomes a digest. Read this first.
 *
 * Nothing is decided here: decisions are in core/, the outside is in ports.ts. The order is the
 * point of this file. A poll has no branches: a poll that failed is a poll with an empty list,
 * and it is put on record like any other.
 *
 * What is on record is decided by two orders. A poll is one transaction, so an item is never
 * counted as seen without being placed. A digest is recorded before it is posted and marked
 * after, so that a death between the two posts the same digest again under the same Message-ID.
 */
import type { Digest, Feed, PollReport, Subscriber, Watch } from './model.ts'
import type { Line } from './ports.ts'
import { composeDigest } from './core/digest/compose-digest.ts'
import { writeMessage } from './core/digest/write-message.ts'
import { reportPoll } from './core/feed/report-poll.ts'
import { teasersOf, withArticles } from './core/feed/teasers.ts'
import { unanswered } from './core/feed/unanswered.ts'
import { placeInStories } from './core/story/place-in-stories.ts'
import { describeTellings } from './core/story/telling.ts'
import { matchItems } from './core/watch/match-items.ts'

/** address -> fetch -> read -> full texts -> unseen -> match -> place in stories -> record */
export async function pollFeed(
  world: Line,
  feed: Feed,
  watches: readonly Watch[],
): Promise<PollReport> {
  const at = world.now()
  const memory = await world.store.feedMemory(feed.id)
  const fetched = await world.fetcher.fetchFeed(feed, memory, at)
  const { parsed, items: given } = await world.parser.read(fetched, feed, at, memory)
  const teasers = await world.store.unseen(feed.id, teasersOf(feed, given, memory))
  const items = withArticles(given, await world.articles.read(teasers))
  return world.store.transaction(async (store) => {
    const fresh = await store.unseen(feed.id, items)
    const revised = await store.revised(items)
    const matches = matchItems(unanswered(fresh, revised), watches, at)
    const tellings = describeTellings(matches, at)
    const neighbourhood = await store.near(tellings)
    const placements = placeInStories(tellings, neighbourhood, at)
    const seen = { feed, at, memory, fetched, parsed, items, fresh, revised, placements }
    const report = reportPoll({ ...seen, chance: world.chance() })
    await store.recordPoll(report, world.now())
    return report
  })
}

/** due -> compose digest -> record -> message -> post -> record delivered */
export async function sendDigest(
  world: Pick<Line, 'now' | 'store' | 'mailer'>,
  subscriber: Subscriber,
  watches: readonly Watch[],
  sender: string,
): Promise<readonly Digest[]> {
  const now = world.now()
  const last = await world.store.lastDigest(subscriber.id)
  const placed = await world.store.placementsAfter(last?.upTo ?? 0)
  const feeds = await world.store.feedRecords(last?.composedAt ?? new Date(0), now)
  const digest = composeDigest({ subscriber, watches, last, placed, feeds, now })
  if (digest) await world.store.recordDigest(digest)
  await world.store.recordLook(subscriber.id, now)
  const undelivered = await world.store.undelivered(subscriber.id)
  for (const unsent of undelivered) {
    const posting = await world.mailer.post(writeMessage(unsent, subscriber, sender))
    await world.store.recordDelivery({ digestId: unsent.id, deliveredAt: world.now(), ...posting })
  }
  return undelivered
}

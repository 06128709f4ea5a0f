import { healthInWords, type FeedHealth } from '../../core/feed/feed-health.ts'
import { doubtful, ill, well, type Finding } from './finding.ts'

/** Feeds named one by one; the others are counted. */
const NAMED = 10

/** How the feeds are as a whole, which of them need somebody, and whether the clock can be right. */
export function lookAtFeeds(feeds: readonly FeedHealth[], now: Date): readonly Finding[] {
  if (feeds.length === 0) {
    return [
      ill('feeds', 'there are none', 'wirewatch feeds add URL, or wirewatch feeds import FILE'),
    ]
  }
  const sick = feeds.filter(({ health }) => health === 'failing' || health === 'gone')
  const visited = feeds.filter(({ health }) => health !== 'not visited yet')
  const counts = `${feeds.length} feeds, ${visited.length} visited, ${sick.length} failing or gone`
  const overall =
    visited.length > 0 && sick.length === visited.length
      ? ill(
          'feeds',
          `${counts}: all of them fail`,
          'is this machine on the network, and its DNS well?',
        )
      : well('feeds', counts)
  const named = sick
    .slice(0, NAMED)
    .map((feed) =>
      doubtful(
        feed.name,
        `${healthInWords(feed)}: ${feed.because}`,
        `look at ${feed.url}; wirewatch feeds add finds a new address, wirewatch feeds remove ends it`,
      ),
    )
  return [overall, ...named, ...lookAtClock(feeds, now)]
}

/** A visit cannot lie ahead: then the clock has gone back, and nothing is due until it catches up. */
function lookAtClock(feeds: readonly FeedHealth[], now: Date): readonly Finding[] {
  const latest = Math.max(...feeds.map(({ lastReadAt }) => lastReadAt?.getTime() ?? 0))
  if (latest <= now.getTime()) return []
  const ahead = new Date(latest).toISOString()
  const found = `a feed was read at ${ahead}, which is yet to come: the clock has gone back`
  return [
    ill('clock', found, 'set the clock by NTP; feeds are visited again when it has caught up'),
  ]
}

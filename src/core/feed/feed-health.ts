import type { Failure, Feed, FeedMemory, MadeBySearch } from '../../model.ts'
import { roughlyInWords } from './duration-in-words.ts'
import { quietSince } from './rhythm.ts'

/** How a feed is, for the page, the command and whoever asks by machine. */
export interface FeedHealth {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly madeBy?: MadeBySearch
  readonly health: 'well' | 'quiet' | 'failing' | 'gone' | 'not visited yet'
  readonly failuresInARow: number
  readonly failure?: Failure
  readonly lastReadAt?: Date
  readonly nextVisitAt?: Date
  /** Since when the outlet says there is no such feed. */
  readonly goneSince?: Date
  /** Since when nothing came, where by its own rhythm it should have; and what that rhythm is. */
  readonly quietSince?: Date
  readonly usualGapMs?: number
  /** When last every item was new, so that some may have been missed. */
  readonly overflowedAt?: Date
  /** Why the next visit is then. */
  readonly because: string
}

/** Every feed of the configuration beside what is remembered of it, in the same order. */
export function feedHealths(
  feeds: readonly Feed[],
  memories: readonly FeedMemory[],
  now: Date,
): readonly FeedHealth[] {
  const remembered = new Map(memories.map((memory) => [memory.feedId, memory]))
  return feeds.map((feed) => feedHealth(feed, remembered.get(feed.id), now))
}

function feedHealth(
  { id, name, url, madeBy }: Feed,
  memory: FeedMemory | undefined,
  now: Date,
): FeedHealth {
  const failuresInARow = memory?.failuresInARow ?? 0
  const { failure, lastSuccessAt, nextVisitAt, goneSince, usualGapMs, overflowedAt } = memory ?? {}
  const silentSince = memory && quietSince(memory, now)
  return {
    id,
    name,
    url,
    ...(madeBy && { madeBy }),
    health: healthOf(memory, silentSince),
    failuresInARow,
    ...(failure && { failure }),
    ...(lastSuccessAt && { lastReadAt: lastSuccessAt }),
    ...(nextVisitAt && { nextVisitAt }),
    ...(goneSince && { goneSince }),
    ...(silentSince && { quietSince: silentSince }),
    ...(usualGapMs !== undefined && { usualGapMs }),
    ...(overflowedAt && { overflowedAt }),
    because: [memory?.because ?? 'the service has not started on it', memory?.pushBecause]
      .filter(Boolean)
      .join('; '),
  }
}

function healthOf(
  memory: FeedMemory | undefined,
  silentSince: Date | undefined,
): FeedHealth['health'] {
  if (!memory) return 'not visited yet'
  if (memory.goneSince) return 'gone'
  if (memory.failuresInARow > 0) return 'failing'
  return silentSince ? 'quiet' : 'well'
}

/** The health in words: since when it is quiet or gone, how often it failed, what it spilled. */
export function healthInWords(feed: FeedHealth): string {
  const { overflowedAt } = feed
  const spilled = overflowedAt
    ? `; all new at once on ${day(overflowedAt)}, some may be missing`
    : ''
  return stateInWords(feed) + spilled
}

function stateInWords(feed: FeedHealth): string {
  const { health, failuresInARow, goneSince, usualGapMs } = feed
  if (goneSince) return `gone since ${day(goneSince)}`
  if (health === 'quiet' && feed.quietSince) {
    const usual = roughlyInWords(usualGapMs ?? 0)
    return `quiet since ${day(feed.quietSince)}, an item in ${usual} is usual`
  }
  if (health !== 'failing') return health
  return failuresInARow === 1 ? 'failed 1 time' : `failed ${failuresInARow} times in a row`
}

function day(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

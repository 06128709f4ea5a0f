import type { Feed, FeedMemory } from '../../model.ts'

/** How a feed is, for the page, the command and whoever asks by machine. */
export interface FeedHealth {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly health: 'well' | 'failing' | 'not visited yet'
  readonly failuresInARow: number
  readonly lastReadAt?: Date
  readonly nextVisitAt?: Date
  /** Why the next visit is then. */
  readonly because: string
}

/** Every feed of the configuration beside what is remembered of it, in the same order. */
export function feedHealths(
  feeds: readonly Feed[],
  memories: readonly FeedMemory[],
): readonly FeedHealth[] {
  const remembered = new Map(memories.map((memory) => [memory.feedId, memory]))
  return feeds.map((feed) => feedHealth(feed, remembered.get(feed.id)))
}

function feedHealth({ id, name, url }: Feed, memory: FeedMemory | undefined): FeedHealth {
  const failuresInARow = memory?.failuresInARow ?? 0
  const { lastSuccessAt, nextVisitAt } = memory ?? {}
  return {
    id,
    name,
    url,
    health: !memory ? 'not visited yet' : failuresInARow > 0 ? 'failing' : 'well',
    failuresInARow,
    ...(lastSuccessAt && { lastReadAt: lastSuccessAt }),
    ...(nextVisitAt && { nextVisitAt }),
    because: memory?.because ?? 'the service has not started on it',
  }
}

/** The health in words: a feed that fails says how often it did. */
export function healthInWords({ health, failuresInARow }: FeedHealth): string {
  if (health !== 'failing') return health
  return failuresInARow === 1 ? 'failed 1 time' : `failed ${failuresInARow} times in a row`
}

import type { Feed, FeedMemory } from '../../model.ts'

/** How a feed is, for the page, the command and whoever asks by machine. */
export interface FeedHealth {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly health: 'well' | 'failing' | 'gone' | 'not visited yet'
  readonly failuresInARow: number
  readonly lastReadAt?: Date
  readonly nextVisitAt?: Date
  /** Since when the outlet says there is no such feed. */
  readonly goneSince?: Date
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
  const { lastSuccessAt, nextVisitAt, goneSince } = memory ?? {}
  return {
    id,
    name,
    url,
    health: healthOf(memory),
    failuresInARow,
    ...(lastSuccessAt && { lastReadAt: lastSuccessAt }),
    ...(nextVisitAt && { nextVisitAt }),
    ...(goneSince && { goneSince }),
    because: memory?.because ?? 'the service has not started on it',
  }
}

function healthOf(memory: FeedMemory | undefined): FeedHealth['health'] {
  if (!memory) return 'not visited yet'
  if (memory.goneSince) return 'gone'
  return memory.failuresInARow > 0 ? 'failing' : 'well'
}

/** The health in words: a feed that fails says how often it did. */
export function healthInWords({ health, failuresInARow, goneSince }: FeedHealth): string {
  if (goneSince) return `gone since ${goneSince.toISOString().slice(0, 10)}`
  if (health !== 'failing') return health
  return failuresInARow === 1 ? 'failed 1 time' : `failed ${failuresInARow} times in a row`
}

/** Feeds whose visits failed for a reason that is over are made due, instead of waiting out their back-off. */
import { isNotReached } from '../../core/feed/visit-failed.ts'
import type { FailureKind } from '../../model.ts'
import type { World } from '../../ports.ts'
import type { Configuration } from '../configuration/configuration.ts'

type Parts = Pick<World, 'store' | 'now'>
type Feeds = Pick<Configuration, 'feeds'>

/**
 * Those refused for where they lead, since that may be allowed by now: one that still is not costs
 * a look-up of its name and no connection.
 */
export async function hastenRefused(
  parts: Parts,
  { feeds, polling }: Pick<Configuration, 'feeds' | 'polling'>,
): Promise<void> {
  if (polling.allowHosts.length === 0) return
  const because = 'tried again: polling.allow_hosts may name it now'
  await hasten(parts, { feeds }, (kind) => kind === 'not allowed', because)
}

/** Those whose outlet was not reached, where another feed that failed is read again. */
export async function hastenNotReached(parts: Parts, feeds: Feeds): Promise<void> {
  const because = 'tried again: another feed that failed is read again'
  await hasten(parts, feeds, isNotReached, because)
}

async function hasten(
  { store, now }: Parts,
  { feeds }: Feeds,
  isOver: (kind: FailureKind | undefined) => boolean,
  because: string,
): Promise<void> {
  const wanted = new Set(feeds.map(({ id }) => id))
  const at = now()
  for (const { feedId, failure, nextVisitAt } of await store.feedMemories()) {
    const isDue = nextVisitAt !== undefined && nextVisitAt <= at
    if (isDue || !wanted.has(feedId) || !isOver(failure?.kind)) continue
    await store.hastenVisit(feedId, at, because)
  }
}

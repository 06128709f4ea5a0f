/** Feeds whose visits failed for a reason that is over are made due, instead of waiting out their back-off. */
import { failureIn } from '../../core/feed/next-visit.ts'
import { wasNotReached } from '../../core/feed/not-reached.ts'
import { NOT_ALLOWED } from '../../core/net/allow-list.ts'
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
  await hasten(parts, { feeds }, (failure) => failure.includes(NOT_ALLOWED), because)
}

/** Those whose outlet was not reached, where another feed that failed is read again. */
export async function hastenNotReached(parts: Parts, feeds: Feeds): Promise<void> {
  const because = 'tried again: another feed that failed is read again'
  await hasten(parts, feeds, wasNotReached, because)
}

async function hasten(
  { store, now }: Parts,
  { feeds }: Feeds,
  isOver: (failure: string) => boolean,
  because: string,
): Promise<void> {
  const wanted = new Set(feeds.map(({ id }) => id))
  for (const memory of await store.feedMemories()) {
    const failure = failureIn(memory.because)
    if (failure === undefined || !wanted.has(memory.feedId) || !isOver(failure)) continue
    await store.hastenVisit(memory.feedId, now(), because)
  }
}

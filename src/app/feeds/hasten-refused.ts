import { NOT_ALLOWED } from '../../core/net/allow-list.ts'
import type { World } from '../../ports.ts'
import type { Configuration } from '../configuration/configuration.ts'

/**
 * Make feeds due that were refused for where they lead, since that may be allowed by now: one
 * that still is not costs a look-up of its name and no connection.
 */
export async function hastenRefused(
  { store, now }: Pick<World, 'store' | 'now'>,
  { feeds, polling }: Pick<Configuration, 'feeds' | 'polling'>,
): Promise<void> {
  if (polling.allowHosts.length === 0) return
  const wanted = new Set(feeds.map(({ id }) => id))
  for (const { feedId, because } of await store.feedMemories()) {
    if (!wanted.has(feedId) || !because.includes(NOT_ALLOWED)) continue
    await store.hastenVisit(feedId, now(), 'tried again: polling.allow_hosts may name it now')
  }
}

import { atomFeed, jsonFeed } from '../../core/digest/watch-feed.ts'
import type { WebParts } from './web-parts.ts'

const MOST_ENTRIES = 50

/** The feed of a watch, `kind` 'atom' or 'json'; undefined where there is none. */
export async function feedOfWatch(
  { world, followed }: WebParts,
  name: string,
  kind: string,
): Promise<{ readonly type: string; readonly text: string } | undefined> {
  const { watches, web } = followed.current
  if (!watches.some((watch) => watch.name === name)) return undefined
  const placed = await world.store.newsOf(name, MOST_ENTRIES)
  const page = web.publicUrl
  const feed = { watch: name, placed, ...(page !== undefined && { page }) }
  if (kind === 'atom') {
    return { type: 'application/atom+xml; charset=utf-8', text: atomFeed(feed, world.now()) }
  }
  return kind === 'json' ? { type: 'application/feed+json', text: jsonFeed(feed) } : undefined
}

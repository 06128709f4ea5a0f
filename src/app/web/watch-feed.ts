import type { FastifyRequest } from 'fastify'
import { isSignedWatchFeed } from '../../core/digest/signed-action.ts'
import { muteInWords } from '../../core/watch/mute-in-words.ts'
import { atomFeed, jsonFeed } from '../../core/digest/watch-feed.ts'
import * as z from 'zod'
import type { Store } from '../../ports.ts'
import type { WebParts } from './web-parts.ts'

const MOST_ENTRIES = 50

/** The feed of a watch, `kind` 'atom' or 'json'; undefined where there is none. */
export async function feedOfWatch(
  { world, followed }: WebParts,
  name: string,
  kind: string,
): Promise<{ readonly type: string; readonly text: string } | undefined> {
  const { watches, web } = followed.current
  const watch = watches.find((one) => one.name === name)
  if (!watch) return undefined
  const muted = muteInWords(watch, world.now())
  // Muted is not told, here neither; the feed says so, lest its silence be taken for none.
  const placed = muted === '' ? await world.store.newsOf(name, MOST_ENTRIES) : []
  const { publicUrl: url } = web
  const feed = {
    watch: name,
    placed,
    ...(muted !== '' && { note: muted }),
    ...(url !== undefined && { page: { url, key: await world.store.linkKey() } }),
  }
  if (kind === 'atom') {
    return { type: 'application/atom+xml; charset=utf-8', text: atomFeed(feed, world.now()) }
  }
  return kind === 'json' ? { type: 'application/feed+json', text: jsonFeed(feed) } : undefined
}

/** Whether a request for a feed carries the signature of that watch. */
export async function isSignedFeed(
  store: Pick<Store, 'linkKey'>,
  { params, query }: Pick<FastifyRequest, 'params' | 'query'>,
): Promise<boolean> {
  const asked = signedFeed.safeParse({ params, query })
  if (!asked.success) return false
  const { name } = asked.data.params
  return isSignedWatchFeed(await store.linkKey(), name, asked.data.query.sign)
}

const signedFeed = z.object({
  params: z.object({ name: z.string() }),
  query: z.object({ sign: z.string() }),
})

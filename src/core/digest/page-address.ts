/** Where things stand on the page, for links in messages. */
import type { ActionKind, Digest, Letterhead } from '../../model.ts'
import { signWatchFeed, signAction, type LinkedAction } from './signed-action.ts'

type Page = NonNullable<Letterhead['page']>

export function digestAddress({ url }: Page, { id }: Digest): string {
  return `${url}/digests/${encodeURIComponent(id)}`
}

/** Why a story was told, every telling of it, and what was held back. */
export function storyAddress({ url }: Page, storyId: string): string {
  return `${url}/stories/${encodeURIComponent(storyId)}`
}

/** A link of which GET shows a page and POST acts, for whoever has it. */
export function actionAddress({ url, key }: Page, kind: ActionKind, action: LinkedAction): string {
  const { subscriberId, subject, watch } = action
  const query = new URLSearchParams({
    for: subscriberId,
    of: subject,
    ...(watch !== undefined && { watch }),
    sign: signAction(key, kind, action),
  })
  return `${url}/act/${kind}?${query.toString()}`
}

/** Where anybody who has the address reads the news of a watch as a feed. */
export function watchFeedAddress(
  { url, key }: NonNullable<Letterhead['page']>,
  watch: string,
  kind: 'atom' | 'json',
): string {
  const sign = signWatchFeed(key, watch)
  return `${url}/watches/${encodeURIComponent(watch)}/feed.${kind}?sign=${sign}`
}

/**
 * A digest as JSON for a program of one's own, signed as standardwebhooks.com has it: base64 of
 * HMAC-SHA256 over `id.timestamp.body`. The id is the digest's, so a repeat can be dropped.
 */
import { createHmac } from 'node:crypto'
import type { Digest, Notice } from '../../../model.ts'
import { feedsRead } from '../outline-feeds.ts'
import { jsonNotice, type NoticeOutline } from './outline-notice.ts'

export function webhookNotice(
  digest: Digest,
  { subject, archive }: NoticeOutline,
  { url, secret }: { readonly url: string; readonly secret?: string | undefined },
  now: Date,
): Notice {
  const { id, messageId, subscriberId, composedAt, covers, stories, heldBack, watches } = digest
  const { rising = [], corrections = [] } = digest
  const notice = jsonNotice(url, {
    type: 'wirewatch.digest',
    id,
    messageId,
    subscriber: subscriberId,
    composedAt,
    from: covers.from,
    to: covers.to,
    subject,
    ...(archive !== undefined && { page: archive }),
    stories,
    rising,
    corrections,
    heldBack: heldBack.length,
    watches,
    feeds: feedsRead(digest.feeds),
  })
  const stamp = String(Math.floor(now.getTime() / 1000))
  const headers = { ...notice.headers, 'webhook-id': id, 'webhook-timestamp': stamp }
  if (secret === undefined) return { ...notice, headers }
  const signature = createHmac('sha256', keyOf(secret))
    .update(`${id}.${stamp}.${notice.body}`)
    .digest('base64')
  return { ...notice, headers: { ...headers, 'webhook-signature': `v1,${signature}` } }
}

/** `whsec_` marks a key in base64; anything else is the key itself. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
}

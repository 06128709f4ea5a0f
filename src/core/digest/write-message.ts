/**
 * A digest made ready to post. The same digest always gives the same message, byte for byte, so
 * that a repeat after a death between posting and marking is recognisable.
 */
import type { Digest, Message, Subscriber } from '../../model.ts'
import { headerText } from './escape.ts'
import { messageHtml } from './message-html.ts'
import { messageText } from './message-text.ts'
import { outlineDigest } from './outline-digest.ts'
import { feedsRead } from './outline-feeds.ts'
import { counted } from './wording.ts'

const LONGEST_HEADLINE = 110
const LONGEST_HEADER = 250

/** `sender` is an address with or without a name: 'Wirewatch <news@example.org>'. */
export function writeMessage(digest: Digest, subscriber: Subscriber, sender: string): Message {
  const outline = outlineDigest(digest, subscriber)
  const subject = subjectOf(digest)
  const from = headerText(sender, LONGEST_HEADER)
  const unsubscribe = unsubscribeAddress(from, subscriber)
  return {
    messageId: headerText(digest.messageId, LONGEST_HEADER),
    from,
    to: subscriber.to.map((address) => headerText(address, LONGEST_HEADER)),
    subject,
    date: digest.composedAt,
    headers: headersOf(subscriber, unsubscribe),
    text: messageText(outline),
    html: messageHtml(outline, subject, unsubscribe),
  }
}

/** The news itself: 'Lavrov meets Kim in Wonsan + 3 more stories'. */
function subjectOf({ stories: [first, ...others], feeds }: Digest): string {
  if (!first) {
    return `Nothing new: ${feedsRead(feeds)}, 0 stories`
  }
  const headline = headerText(first.headline, LONGEST_HEADLINE) || 'Untitled'
  if (others.length === 0) return headline
  return `${headline} + ${counted(others.length, 'more story', 'more stories')}`
}

/**
 * RFC 2919 and 2369 so that clients can sort and unsubscribe; RFC 3834 and its Outlook cousin so
 * that holiday notices do not answer.
 */
function headersOf(
  subscriber: Subscriber,
  unsubscribe: string | undefined,
): Readonly<Record<string, string>> {
  // Atoms only: quotes and other scripts would be encoded, which RFC 2919 readers do not undo.
  const name = headerText(subscriber.name.replace(/[^\w !#$%&'*+/=?^{|}~-]/g, ''), 80)
  const list = subscriber.id.toLowerCase().replace(/[^a-z0-9-]/g, '-')
  return {
    'List-Id': `${name} <${list}.wirewatch.local>`.trim(),
    ...(unsubscribe !== undefined && { 'List-Unsubscribe': `<${unsubscribe}>` }),
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  }
}

/** A mail to the sender until there are signed links; no address to write to, no header. */
function unsubscribeAddress(from: string, subscriber: Subscriber): string | undefined {
  const address =
    /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(from)?.[1] ?? /^[^<>\s]+@[^<>\s]+$/.exec(from)?.[0]
  if (address === undefined) return undefined
  const subject = encodeURIComponent(`unsubscribe ${headerText(subscriber.id, 80)}`)
  return `mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=${subject}`
}

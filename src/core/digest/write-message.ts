/**
 * A digest made ready to post. The same digest always gives the same message, byte for byte, so
 * that a repeat after a death between posting and marking is recognisable.
 */
import type { Digest, Letterhead, Message, Missed, Subscriber } from '../../model.ts'
import { addresseesOf } from './addressees.ts'
import { headerText } from './escape.ts'
import { messageHtml } from './message-html.ts'
import { messageText } from './message-text.ts'
import { outlineDigest } from './outline-digest.ts'
import { outlineMissed } from './outline-missed.ts'
import { actionAddress } from './page-address.ts'
import { subjectOf } from './subject-of.ts'

const LONGEST_HEADER = 250
/** RFC 5322 lets a client shorten References; ten are a month of a story. */
const MOST_REFERENCES = 10

/**
 * For one of the subscriber's addresses, with what that one missed, or for all of them as the
 * archive shows it.
 */
export function writeMessage(
  digest: Digest,
  subscriber: Subscriber,
  letterhead: Letterhead,
  address?: string,
  missed: readonly Missed[] = [],
): Message {
  const outline = {
    ...outlineDigest(digest, subscriber, letterhead),
    missed: outlineMissed(missed, subscriber, letterhead, digest.composedAt),
  }
  const subject = subjectOf(digest)
  const from = headerText(letterhead.from, LONGEST_HEADER)
  const ways = waysToUnsubscribe(from, subscriber, letterhead, address)
  const to = address === undefined ? subscriber.to : [address]
  return {
    messageId: headerText(digest.messageId, LONGEST_HEADER),
    from,
    to: to.map((one) => headerText(one, LONGEST_HEADER)),
    subject,
    date: digest.composedAt,
    headers: { ...headersOf(subscriber, ways), ...threadOf(digest) },
    text: messageText(
      outline,
      ways.find((way) => way.startsWith('http')),
    ),
    html: messageHtml(outline, subject, ways[0]),
    ...(address !== undefined && subscriber.to.length > 1 && { copyFor: address }),
  }
}

/**
 * A digest that leads with what is new in a story is an answer to the one that told it before
 * (RFC 5322, 3.6.4). Only the lead's: a mail that answered every story's would tie all threads
 * into one.
 */
function threadOf({ stories: [lead] }: Digest): Readonly<Record<string, string>> {
  const before = [...new Set((lead?.earlier ?? []).map(({ messageId }) => messageId))]
    .map((id) => headerText(id, LONGEST_HEADER))
    .slice(-MOST_REFERENCES)
  const latest = before.at(-1)
  return latest === undefined ? {} : { 'In-Reply-To': latest, References: before.join(' ') }
}

/**
 * RFC 2919 and 2369 so that clients can sort and unsubscribe, RFC 8058 where the page is one they
 * may post to; RFC 3834 and its Outlook cousin so that holiday notices do not answer.
 */
function headersOf(
  subscriber: Subscriber,
  ways: readonly string[],
): Readonly<Record<string, string>> {
  // Atoms only: quotes and other scripts would be encoded, which RFC 2919 readers do not undo.
  const name = headerText(subscriber.name.replace(/[^\w !#$%&'*+/=?^{|}~-]/g, ''), 80)
  const list = subscriber.id.toLowerCase().replace(/[^a-z0-9-]/g, '-')
  const isOneClick = ways.some((way) => way.startsWith('https:'))
  return {
    'List-Id': `${name} <${list}.wirewatch.local>`.trim(),
    ...(ways.length > 0 && { 'List-Unsubscribe': ways.map((way) => `<${way}>`).join(', ') }),
    ...(isOneClick && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  }
}

/** The signed link where the page can be reached and the address is known, then a mail to the sender. */
function waysToUnsubscribe(
  from: string,
  subscriber: Subscriber,
  { page }: Letterhead,
  address: string | undefined,
): readonly string[] {
  const addressee = addresseesOf(subscriber).find(
    (one) => 'address' in one && one.address === address,
  )
  const action = addressee && { subscriberId: subscriber.id, subject: addressee.key }
  const mail = mailToSender(from, subscriber)
  return [
    ...(page && action ? [actionAddress(page, 'unsubscribe', action)] : []),
    ...(mail === undefined ? [] : [mail]),
  ]
}

/** No address to write to, no way. */
function mailToSender(from: string, subscriber: Subscriber): string | undefined {
  const address =
    /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(from)?.[1] ?? /^[^<>\s]+@[^<>\s]+$/.exec(from)?.[0]
  if (address === undefined) return undefined
  const subject = encodeURIComponent(`unsubscribe ${headerText(subscriber.id, 80)}`)
  return `mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=${subject}`
}

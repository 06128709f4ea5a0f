/** Posting outside the line: to try a subscriber's ways, or a digest once more. */
import { addresseesOf } from '../../core/digest/addressees.ts'
import { composeAnyway } from '../../core/digest/compose-digest.ts'
import { writeMessage } from '../../core/digest/write-message.ts'
import { writeNotice } from '../../core/digest/write-notice.ts'
import type { Digest, Letterhead, Subscriber, Watch } from '../../model.ts'
import { digestMaterial, type DigestWorld } from '../../pipeline.ts'
import type { Posting, Store } from '../../ports.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { letterheadOf } from '../letterhead.ts'
import { Refusal } from '../refusal.ts'

type PostingParts = Pick<DigestWorld, 'mailer' | 'channels'>

/** What came of posting to one addressee. */
export interface Posted extends Posting {
  /** As `addresseesOf` names it. */
  readonly key: string
}

/** Post a digest to everybody of a subscriber, one after the other; nothing is put on record. */
export async function postNow(
  { mailer, channels }: PostingParts,
  digest: Digest,
  subscriber: Subscriber,
  letterhead: Letterhead,
  now: Date,
): Promise<readonly Posted[]> {
  const posted: Posted[] = []
  for (const addressee of addresseesOf(subscriber)) {
    const posting = await ('address' in addressee
      ? mailer.post(writeMessage(digest, subscriber, letterhead, addressee.address))
      : channels.post(writeNotice(digest, subscriber, letterhead, addressee.channel, now)))
    posted.push({ key: addressee.key, ...posting })
  }
  return posted
}

/** Post the digest on record that is named once more, or a test of what would be told now. */
export async function sendOnRequest(
  world: DigestWorld & { readonly store: Pick<Store, 'linkKey'> },
  configuration: Pick<Configuration, 'watches' | 'mail' | 'web'>,
  subscriber: Subscriber,
  again?: string,
): Promise<readonly Posted[]> {
  const letterhead = await letterheadOf(world.store, configuration)
  return again === undefined
    ? sendTest(world, subscriber, configuration.watches, letterhead)
    : sendAgain(world, subscriber, again, letterhead)
}

/** Post a digest on record once more. Throws Refusal where it is none, or somebody else's. */
async function sendAgain(
  world: DigestWorld,
  subscriber: Subscriber,
  id: string,
  letterhead: Letterhead,
): Promise<readonly Posted[]> {
  const found = await world.store.digest(id)
  if (!found) throw new Refusal(`no digest "${id}" on record; the page lists them at /digests`)
  if (found.digest.subscriberId !== subscriber.id) {
    throw new Refusal(`digest "${id}" is of ${found.digest.subscriberId}, not ${subscriber.id}`)
  }
  return postNow(world, found.digest, subscriber, letterhead, world.now())
}

/**
 * Post what would be told now, marked as a test; nothing is kept, all comes again when due.
 * Throws Refusal when everybody has unsubscribed.
 */
async function sendTest(
  world: DigestWorld,
  subscriber: Subscriber,
  watches: readonly Watch[],
  letterhead: Letterhead,
): Promise<readonly Posted[]> {
  const digest = composeAnyway(await digestMaterial(world, subscriber, watches))
  if (!digest) throw new Refusal(`${subscriber.name}: every address is unsubscribed`)
  return postNow(world, asTest(digest), subscriber, letterhead, world.now())
}

/** Another Message-ID, or the real digest would be taken for a repeat of its test. */
export function asTest(digest: Digest): Digest {
  const id = `test-${digest.id}`
  return { ...digest, id, messageId: `<${id}@wirewatch.local>`, test: true }
}

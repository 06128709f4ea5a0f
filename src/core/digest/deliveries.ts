/**
 * Who still waits for which digest, and what comes of a try: a digest goes to each addressee on
 * its own, in order; trouble is tried again with growing pauses, and given up after five days, as
 * mail servers do. A refusal holds up nothing newer and is tried again twice, half a day long:
 * servers call for good what is not (a full mailbox, a filter's mood), RFC 5321 4.2.1 or not.
 */
import type {
  Addressee,
  Delivery,
  Digest,
  DigestOnRecord,
  RecordedAction,
  Subscriber,
} from '../../model.ts'
import { addresseesOf } from './addressees.ts'
import { isUnsubscribed } from './wishes.ts'

/** A digest that waits for one addressee. */
export interface Waiting {
  readonly digest: Digest
  readonly key: string
  /** Absent when nobody of that name is left in the configuration, or wants it. */
  readonly addressee?: Addressee
  /** What came of the tries before. */
  readonly before?: Delivery
}

/** What a try brought: see Posting in ports.ts. */
interface Outcome {
  readonly outcome: Delivery['outcome']
  readonly receipt: string
  readonly notBefore?: Date
}

const PAUSES_MINUTES = [1, 5, 15, 30, 60, 120, 240]
const GIVE_UP_AFTER_MS = 5 * 86_400_000
const HOUR_MS = 3_600_000
/** Refused before a digest is that old, it is tried again after as long. */
const REFUSAL_PAUSES_MS = [HOUR_MS, 12 * HOUR_MS]
/** An outlet that asks for a year of rest is asked again in a day. */
const LONGEST_PAUSE_MS = 86_400_000

/** For each addressee its digests, oldest first. */
export function waitingLines(
  undelivered: readonly DigestOnRecord[],
  subscriber: Subscriber,
  actions: readonly RecordedAction[],
): readonly (readonly Waiting[])[] {
  const addressees = addresseesOf(subscriber)
  const lines = new Map<string, Waiting[]>()
  for (const { digest, deliveries } of undelivered) {
    for (const key of digest.addressees ?? addressees.map((one) => one.key)) {
      const before = deliveries.find((delivery) => delivery.addressee === key)
      if (before && isFinal(before)) continue
      const addressee = addressees.find((one) => one.key === key && !isUnsubscribed(actions, key))
      const waiting = { digest, key, ...(addressee && { addressee }), ...(before && { before }) }
      lines.set(key, [...(lines.get(key) ?? []), waiting])
    }
  }
  return [...lines.values()]
}

function isFinal({ outcome, nextTryAt }: Delivery): boolean {
  return outcome !== 'trouble' && nextTryAt === undefined
}

/** Whether its next try is still to come. */
export function isPutOff({ before }: Waiting, now: Date): boolean {
  return before?.nextTryAt !== undefined && before.nextTryAt > now
}

/** The delivery to put on record after a try. */
export function deliveryAfter(waiting: Waiting, tried: Outcome, now: Date): Delivery {
  const { digest, key, before } = waiting
  const attempts = (before?.attempts ?? 0) + 1
  const made = { digestId: digest.id, addressee: key, at: now, attempts }
  const { outcome, receipt } = tried
  if (outcome === 'accepted') return { ...made, outcome, receipt }
  if (outcome === 'refused') {
    const nextTryAt = waiting.addressee && afterRefusal(digest, now)
    return { ...made, outcome, receipt, ...(nextTryAt && { nextTryAt }) }
  }
  if (now.getTime() - digest.composedAt.getTime() >= GIVE_UP_AFTER_MS) {
    return { ...made, outcome: 'refused', receipt: `given up after 5 days: ${receipt}` }
  }
  return { ...made, outcome, receipt, nextTryAt: nextTry(attempts, now, tried.notBefore) }
}

function afterRefusal({ composedAt }: Digest, now: Date): Date | undefined {
  // The pause before has passed with a little to spare or a little short.
  const age = now.getTime() - composedAt.getTime()
  const pause = REFUSAL_PAUSES_MS.find((one) => age < one)
  return pause === undefined ? undefined : new Date(now.getTime() + pause)
}

function nextTry(attempts: number, now: Date, notBefore: Date = now): Date {
  const minutes = PAUSES_MINUTES[attempts - 1] ?? PAUSES_MINUTES.at(-1) ?? 1
  const asked = Math.min(notBefore.getTime() - now.getTime(), LONGEST_PAUSE_MS)
  return new Date(now.getTime() + Math.max(minutes * 60_000, asked))
}

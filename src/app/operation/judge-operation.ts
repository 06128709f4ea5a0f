import { durationInWords } from '../../core/feed/duration-in-words.ts'
import { counted, listed } from '../../core/digest/wording.ts'
import { doubtful, ill, type Finding } from '../doctor/finding.ts'
import { lookAtDisk } from '../doctor/look-at-disk.ts'
import { lookAtFeeds } from '../doctor/look-at-feeds.ts'
import type { Operation, SubscriberState } from './read-operation.ts'

/** A restart, a long reading or a machine asleep for a moment is no alarm. */
const GRACE_MS = 30 * 60_000

/** A mail server may be down for so long before somebody should know. */
const MAIL_GRACE_MS = 60 * 60_000

/** What is wrong with a service, each under a name that stays while it lasts; empty when all is well. */
export function judgeOperation(operation: Operation): readonly Finding[] {
  return [
    ...configurationTrouble(operation),
    ...queueStopped(operation),
    ...diskFull(operation),
    ...visitsStopped(operation),
    ...lookAtFeeds(operation.feeds, operation.at).filter(({ state }) => state !== 'well'),
    ...operation.subscribers.flatMap((subscriber) => [
      ...digestsStopped(subscriber, operation.at),
      ...mailTrouble(subscriber, operation.at),
    ]),
    ...nobodyTold(operation),
  ]
}

function configurationTrouble({ configurationTrouble: trouble }: Operation): readonly Finding[] {
  if (trouble === undefined) return []
  const found = `the file as it stands is not in force: ${trouble}`
  return [ill('configuration', found, 'mend what is named; wirewatch config checks the file')]
}

function queueStopped({ queueTrouble }: Operation): readonly Finding[] {
  if (queueTrouble === undefined) return []
  const next = 'does Redis or PostgreSQL run, and let us in? Work goes on by itself when it does'
  return [ill('queue', `it cannot be asked: ${queueTrouble}`, next)]
}

function diskFull({ freeBytes }: Operation): readonly Finding[] {
  const finding = freeBytes === undefined ? undefined : lookAtDisk(freeBytes)
  return finding ? [finding] : []
}

/** Feeds are due, and none of all was visited for a while: nobody works. */
function visitsStopped({ feeds, lastVisitAt, jobs, at }: Operation): readonly Finding[] {
  const late = (since: Date | undefined) =>
    since !== undefined && at.getTime() - since.getTime() > GRACE_MS
  const due = feeds.filter(({ nextVisitAt }) => late(nextVisitAt))
  if (due.length === 0 || !late(lastVisitAt) || lastVisitAt === undefined) return []
  const queued = jobs ? `; ${counted(jobs.waiting, 'job')} in line, ${jobs.active} at work` : ''
  const ago = durationInWords(at.getTime() - lastVisitAt.getTime())
  const found = `no feed was visited for ${ago}, though ${counted(due.length, 'feed is', 'feeds are')} due${queued}`
  return [ill('visits', found, 'does the service run? wirewatch start, or look at its log')]
}

function digestsStopped(subscriber: SubscriberState, at: Date): readonly Finding[] {
  const { name, lookedAt, nextAt, quietUntil, schedule } = subscriber
  // Before the first look there is none that could be missing.
  if (!lookedAt || !nextAt || quietUntil) return []
  const late = at.getTime() - nextAt.getTime()
  if (late <= GRACE_MS) return []
  const found = `the digest (${schedule}) is ${durationInWords(late)} late`
  return [ill(`digests for ${name}`, found, 'does the service run? its log says what it waits for')]
}

function mailTrouble(
  { name, deliveries, waiting, waitingSince, refused: again = [] }: SubscriberState,
  at: Date,
): readonly Finding[] {
  const refused = deliveries.filter(({ outcome }) => outcome === 'refused')
  const failing = deliveries.filter(({ outcome }) => outcome === 'trouble')
  const words = [...failing, ...again].map(({ addressee, receipt }) => `${addressee}: ${receipt}`)
  const waited = at.getTime() - (waitingSince ?? at).getTime()
  const found = `${counted(waiting, 'digest waits', 'digests wait')} for ${durationInWords(waited)}${words.length > 0 ? `: ${listed(words, 3)}` : ''}`
  const next = 'is the mail server well? wirewatch doctor signs in; it is tried again by itself'
  return [
    ...refused.map(({ addressee, receipt }) =>
      ill(
        `mail to ${addressee}`,
        `refused: ${receipt}`,
        `look at the address of ${name}; wirewatch digest ${name} --test-send tries it. The next digest that arrives names what was missed`,
      ),
    ),
    ...(waiting === 0
      ? []
      : [
          waited > MAIL_GRACE_MS
            ? ill(`delivery to ${name}`, found, next)
            : doubtful(`delivery to ${name}`, found, next),
        ]),
  ]
}

function nobodyTold({ subscribers }: Operation): readonly Finding[] {
  if (subscribers.length > 0) return []
  return [
    doubtful('subscribers', 'there are none', 'nobody is told: name one in the configuration'),
  ]
}

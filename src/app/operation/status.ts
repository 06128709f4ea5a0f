import type { FeedHealth } from '../../core/feed/feed-health.ts'
import { durationInWords } from '../../core/feed/duration-in-words.ts'
import { counted } from '../../core/digest/wording.ts'
import { localTime } from '../../core/digest/local-time.ts'
import { findingInWords, terminalLine, type Finding } from '../doctor/finding.ts'
import { version } from '../version.ts'
import { judgeOperation } from './judge-operation.ts'
import type { Operation, SubscriberState } from './read-operation.ts'

/** One screen of how it is. */
export interface Status {
  readonly version: string
  /** What answered: the running service, or the store while none runs. */
  readonly from: string
  /** Since when this service runs; absent where none does. */
  readonly runningSince?: Date
  /** In which the words say times; as data they are instants. */
  readonly zone: string
  readonly feeds: Readonly<Record<FeedHealth['health'], number>>
  readonly lastVisitAt?: Date
  readonly nextVisitAt?: Date
  readonly subscribers: readonly SubscriberState[]
  readonly jobs?: NonNullable<Operation['jobs']>
  readonly stored: Operation['stored']
  readonly warnings: readonly Finding[]
  /** Something needs a person. */
  readonly ill: boolean
}

export function statusOf(operation: Operation, from: string, runningSince?: Date): Status {
  const { feeds, zone, lastVisitAt, subscribers, jobs, stored } = operation
  const tally = { well: 0, quiet: 0, failing: 0, gone: 0, 'not visited yet': 0 }
  for (const { health } of feeds) tally[health] += 1
  const next = feeds.flatMap(({ nextVisitAt }) => nextVisitAt?.getTime() ?? [])
  const warnings = judgeOperation(operation)
  return {
    version,
    from,
    ...(runningSince && { runningSince }),
    zone,
    feeds: tally,
    ...(lastVisitAt && { lastVisitAt }),
    ...(next.length > 0 && { nextVisitAt: new Date(next.reduce((a, b) => Math.min(a, b))) }),
    subscribers,
    ...(jobs && { jobs }),
    stored,
    warnings,
    ill: warnings.some(({ state }) => state === 'ill'),
  }
}

export function statusInWords(status: Status, now: Date): readonly string[] {
  const { runningSince, zone, from, feeds, jobs, stored, subscribers, warnings, ill } = status
  const running = runningSince
    ? `running for ${ago(runningSince, now)} (since ${localTime(runningSince, zone, now)})`
    : 'not running, or without a page'
  const healths = Object.entries(feeds).filter(([, count]) => count > 0)
  const count = healths.reduce((sum, [, some]) => sum + some, 0)
  const rows: [label: string, text: string][] = [
    [
      'feeds',
      `${count}: ${healths.map(([health, some]) => `${some} ${health}`).join(', ') || 'none'}`,
    ],
    ['visits', visitsInWords(status, now)],
    ...(jobs
      ? [
          [
            'queue',
            `${jobs.waiting} in line, ${jobs.active} at work, ${jobs.delayed} for later, ${jobs.failed} failed`,
          ] satisfies [string, string],
        ]
      : []),
    [
      'store',
      `${counted(stored.items, 'item')}, ${counted(stored.documents, 'document')}, ${counted(stored.stories, 'story', 'stories')}, ${counted(stored.digests, 'digest')}`,
    ],
    ['times', `those of ${zone}`],
  ]
  return [
    ...terminalLine('', `wirewatch ${status.version}: ${running}; ${from}`, 2),
    ...rows.flatMap(([label, text]) => terminalLine(`  ${label.padEnd(8)}`, text)),
    ...subscribers.flatMap((one) =>
      terminalLine('  ', `${one.name}: ${subscriberInWords(one, zone, now)}`, 4),
    ),
    ...warnings.flatMap(findingInWords),
    ...(ill || warnings.length > 0 ? [] : ['✓ nothing is wrong']),
  ]
}

function visitsInWords({ lastVisitAt, nextVisitAt }: Status, now: Date): string {
  if (!lastVisitAt) return 'none so far'
  const last = `the last ${ago(lastVisitAt, now)} ago`
  if (!nextVisitAt) return last
  return nextVisitAt > now
    ? `${last}, the next in ${ago(now, nextVisitAt)}`
    : `${last}, the next is due`
}

function subscriberInWords(state: SubscriberState, zone: string, now: Date): string {
  const { lastDigestAt, nextAt, quietUntil, waiting, schedule } = state
  return [
    lastDigestAt ? `last digest ${ago(lastDigestAt, now)} ago` : 'no digest so far',
    nextAt
      ? `next ${nextAt > now ? localTime(nextAt, zone, now) : 'due now'} (${schedule})`
      : `next ${schedule}`,
    ...(quietUntil ? [`quiet until ${localTime(quietUntil, zone, now)}`] : []),
    ...(waiting > 0 ? [`${counted(waiting, 'digest')} waiting to be posted`] : []),
  ].join('; ')
}

function ago(from: Date, to: Date): string {
  return durationInWords(Math.max(0, to.getTime() - from.getTime()))
}

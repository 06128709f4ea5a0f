import { localDay, localTime } from '../../core/digest/local-time.ts'
import { counted, listed } from '../../core/digest/wording.ts'
import type { Feed } from '../../model.ts'
import type { Change, Difference, Pace, Telling } from '../backtest/compare-outcomes.ts'
import { countedOver } from '../backtest/counted-over.ts'
import type { ReplayFacts } from '../backtest/replay-history.ts'

export interface BacktestReport {
  /** The changed configuration's file, and where the past was read, in words. */
  readonly changed: string
  readonly where: string
  readonly facts: ReplayFacts
  readonly differences: readonly Difference[]
  /** Digests really sent in this time, and how many of them the replay tells story for story. */
  readonly check: { readonly sent: number; readonly alike: number }
  /** Feeds of the changed configuration of which nothing was ever read. */
  readonly unread: readonly Feed[]
}

export function backtestAsJson({ facts, unread, ...report }: BacktestReport): string {
  const { items, from, to } = facts
  return JSON.stringify({ ...report, items, from, to, unread: unread.map(({ id }) => id) })
}

/** For a terminal, in the times of a zone: at most `limit` stories of each kind. */
export function backtestAsText(
  report: BacktestReport,
  limit: number,
  zone: string,
  now: Date,
): string {
  const said: Said = (at) => localTime(at, zone, now)
  const { where, facts, check, unread, differences } = report
  return [
    `${counted(facts.items, 'item')} read, digests from ${localDay(facts.from, zone)} to ${localDay(facts.to, zone)} (${zone}), out of ${where}`,
    ...checkInWords(check),
    ...(unread.length > 0
      ? [
          `nothing was ever read from ${listed(
            unread.map(({ name }) => name),
            5,
          )}: not tried`,
        ]
      : []),
    ...differences.flatMap((difference) => [
      '',
      ...differenceAsText(difference, limit, countedOver(facts), said),
    ]),
  ].join('\n')
}

function checkInWords({ sent, alike }: BacktestReport['check']): string[] {
  if (sent === 0) return ['no digest was really sent in this time to check the replay by']
  const all = `${counted(sent, 'digest')} really sent`
  if (alike === sent)
    return [`checked: the replay of what is in force tells the ${all}, story for story`]
  return [
    `checked: of the ${all} the replay of what is in force tells ${alike.toLocaleString('en')} story for story;`,
    '  the others were sent under an earlier configuration or by an earlier program, or late',
  ]
}

type Said = (at: Date) => string

function differenceAsText(
  difference: Difference,
  limit: number,
  over: string,
  said: Said,
): string[] {
  const { name, before, after, gained, lost, otherwise, waiting, same } = difference
  return [
    `${name}${over}`,
    ...paceTable(before, after),
    `  told alike ${same}, otherwise ${otherwise.length}, gained ${gained.length}, lost ${lost.length}` +
      (waiting.length > 0 ? `, waiting for the next digest ${waiting.length}` : ''),
    ...shown(gained, limit, (change) => changeAsText('+', change, said)),
    ...shown(lost, limit, (change) => changeAsText('-', change, said)),
    ...shown(otherwise, limit, (one) => otherwiseAsText(one, said)),
  ]
}

/** Mails, stories and minutes a week, before and after. */
function paceTable(before: Pace, after: Pace): string[] {
  const rows = [
    ['', 'before', 'after'],
    ['mails a week', before.mailsPerWeek, after.mailsPerWeek],
    ['stories a week', before.storiesPerWeek, after.storiesPerWeek],
    ['minutes of reading a week', before.minutesPerWeek, after.minutesPerWeek],
  ] as const
  return rows.map(([label, ...values]) => {
    const cells = values.map((value) => (typeof value === 'number' ? value.toFixed(1) : value))
    return `  ${label.padEnd(26)}${cells.map((cell) => cell.padStart(8)).join('')}`
  })
}

function shown<T>(list: readonly T[], limit: number, asText: (one: T) => string): string[] {
  const left = list.length - limit
  const lines = list.slice(0, limit).map(asText)
  return left > 0 ? [...lines, `    and ${left.toLocaleString('en')} more (--limit)`] : lines
}

function changeAsText(sign: '+' | '-', { at, story, because }: Change, said: Said): string {
  const { kind, headline, watch, lead, answered } = story
  const why = sign === '+' ? 'not before' : 'not any more'
  return [
    `  ${sign} ${said(at)}  ${headline}`,
    `      ${kind}, ${lead.outlet}; ${watch}: ${answered.join(', ')}`,
    `      ${why}: ${because}`,
  ].join('\n')
}

function otherwiseAsText(
  { before, after }: { before: Telling; after: Telling },
  said: Said,
): string {
  const changes = [
    ...(before.at.getTime() === after.at.getTime() ? [] : [`before at ${said(before.at)}`]),
    ...(before.story.kind === after.story.kind ? [] : [`before as ${before.story.kind}`]),
    ...(before.story.headline === after.story.headline ? [] : [`before: ${before.story.headline}`]),
  ]
  return `  ~ ${said(after.at)}  ${after.story.headline}\n      ${changes.join('; ')}`
}

/** The answer of `why` as lines for a terminal, the decisive word of each part first. */
import type { Delivery } from '../../model.ts'
import { plainLine } from '../digest/escape.ts'
import { localTime } from '../digest/local-time.ts'
import { counted, listed } from '../digest/wording.ts'
import type { DigestOfFate, Fate, HostFeed, WatchesOfItem, Why, WhyItem } from './why.ts'

const LONGEST_LINE = 600
const MOST_SENTENCES = 5
const MOST_REASONS = 12

/** An instant as its reader has it. */
type Said = (instant: Date) => string

/** Times are those of `zone`, which the last line names where there are any. */
export function whyInWords(why: Why, zone: string, now: Date): readonly string[] {
  let timesSaid = false
  const said: Said = (instant) => {
    timesSaid = true
    return localTime(instant, zone, now)
  }
  const lines = linesOf(why, said).map((line) => {
    const [margin = ''] = /^ */.exec(line) ?? []
    return margin + plainLine(line, LONGEST_LINE)
  })
  return timesSaid ? [...lines, `times are those of ${zone}`] : lines
}

function linesOf(why: Why, said: Said): readonly string[] {
  switch (why.kind) {
    case 'items':
      return why.items.flatMap((item) => itemLines(item, said))
    case 'digest':
      return digestLines(why, said)
    case 'story':
      return storyLines(why, said)
    case 'forgotten':
      return [
        `${why.address}: forgotten`,
        ...why.seen.map(({ feed, at }) => `  read in ${feed} at ${said(at)}`),
        `  what it said and what became of it is kept for ${why.keptDays} days; its address is remembered`,
      ]
    default:
      return neverReadLines(why, said)
  }
}

function itemLines(why: WhyItem, said: Said): readonly string[] {
  const { item, readAt, feed, baseline, watches, verdict, heldBack, fates } = why
  return [
    `${item.title} (${item.outlet})`,
    `  ${item.id}  ${item.url}`,
    `  ${summaryOf(why)}`,
    `  read in ${feed} at ${said(readAt)}${baseline ? ', at its first visit: its starting point' : ''}`,
    ...(item.published ? [`  published ${said(item.published)}`] : []),
    ...watchLines(watches),
    ...(verdict ? verdictLines(verdict) : []),
    ...(heldBack === undefined ? [] : [`  held back from every digest: ${heldBack}`]),
    ...fates.flatMap((fate) => fateLines(fate, said)),
  ]
}

/** What a person in a hurry wants to know. */
export function summaryOf({ verdict, fates, watches }: WhyItem): string {
  if (!verdict) {
    return watches.answeringNow.length > 0
      ? `not told: no watch asked for it when it was read; ${listed(watches.answeringNow)} would now`
      : 'not told: no watch asks for it'
  }
  const by = (what: Fate['what']) => fates.filter((fate) => fate.what === what)
  const names = (list: readonly Fate[]) =>
    listed([...new Set(list.map((one) => one.subscriber))], 3)
  const told = by('told')
  const reached = told.filter(({ digest }) => digest && isPosted(digest))
  if (reached.length > 0) return `told to ${names(reached)}`
  if (told.length > 0) return `not told yet: the digest for ${names(told)} is not posted`
  if (by('counted').length > 0) return `counted for ${names(by('counted'))}, not told again`
  if (by('waiting').length > 0)
    return `not told yet: it waits for the next digest of ${names(by('waiting'))}`
  const [first] = fates
  return first ? `not told: ${first.because}` : 'not told: there is no subscriber'
}

function isPosted({ deliveries }: DigestOfFate): boolean {
  return deliveries.some(({ outcome }) => outcome === 'accepted')
}

function watchLines({ answered, nearly, answeringNow, others }: WatchesOfItem): readonly string[] {
  return [
    ...answered.map(
      ({ watch, words, muted }) =>
        `  answers ${watch}${muted ? ' (muted then)' : ''}: ${words.join(', ') || 'by what is known of it'}`,
    ),
    ...answeringNow.map(
      (watch) => `  would answer ${watch}, which did not ask so when it was read`,
    ),
    ...nearly.flatMap(({ watch, failed }) => [
      `  nearly answers ${watch}:`,
      ...failed.map(({ clause, because }) => `    ${clause}: ${because}`),
    ]),
    ...(others > 0
      ? [othersLine(others, answered.length + nearly.length + answeringNow.length > 0)]
      : []),
  ]
}

function othersLine(count: number, besideSome: boolean): string {
  const other = besideSome ? 'other ' : ''
  return `  ${counted(count, `${other}watch`, `${other}watches`)}: nothing of what is asked for is in it`
}

function verdictLines(verdict: NonNullable<WhyItem['verdict']>): readonly string[] {
  const { kind, because, partner, storyId, storyTitle, newSentences, contradictions = [] } = verdict
  return [
    `  ${kind}: ${because}`,
    `  story ${storyId}: ${storyTitle}`,
    ...(partner
      ? [
          `  most like ${partner.documentId}: ${partner.title} (${partner.outlet}; ${partner.origin}), ` +
            `likeness ${verdict.similarity.toFixed(2)}`,
        ]
      : []),
    ...newSentences.slice(0, MOST_SENTENCES).map(({ text }) => `    new in it: ${text}`),
    ...contradictions.map(
      ({ thing, sides }) =>
        `    not agreed on ${thing}: ${sides.map((side) => `${side.written} (${side.outlet})`).join(', ')}`,
    ),
  ]
}

function fateLines(
  { subscriber, what, because, digest, until }: Fate,
  said: Said,
): readonly string[] {
  const where = digest ? ` in ${digest.id} (${said(digest.composedAt)})` : ''
  const when = until ? `, until ${said(until)}` : ''
  return [
    `  ${subscriber}: ${what}${where}: ${because}${when}`,
    ...(digest && (what === 'told' || what === 'counted') ? deliveryLines(digest, said) : []),
  ]
}

function deliveryLines(
  { deliveries }: Pick<DigestOfFate, 'deliveries'>,
  said: Said,
): readonly string[] {
  if (deliveries.length === 0) return ['    not posted to anybody so far']
  return deliveries.map(
    (delivery) =>
      `    ${delivery.addressee}: ${delivery.outcome} at ${said(delivery.at)}, ${delivery.receipt}${nextTry(delivery, said)}`,
  )
}

function nextTry({ nextTryAt, attempts }: Delivery, said: Said): string {
  return nextTryAt ? `; ${counted(attempts, 'try', 'tries')}, the next at ${said(nextTryAt)}` : ''
}

function digestLines(why: Extract<Why, { kind: 'digest' }>, said: Said): readonly string[] {
  const { id, subscriber, composedAt, from, to, stories, heldBack } = why
  const tally = new Map<string, number>()
  for (const { because } of heldBack) tally.set(because, (tally.get(because) ?? 0) + 1)
  return [
    `${id}: digest for ${subscriber}, composed ${said(composedAt)}`,
    `  of what came from ${said(from)} to ${said(to)}`,
    ...deliveryLines(why, said),
    ...stories.map(
      ({ kind, headline, watch, storyId, because }) =>
        `  ${kind}: ${headline} (${watch}; story ${storyId}): ${because}`,
    ),
    ...(stories.length === 0 ? ['  it told no story'] : []),
    ...[...tally]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, MOST_REASONS)
      .map(([because, count]) => `  held back ${counted(count, 'item')}: ${because}`),
  ]
}

function storyLines(why: Extract<Why, { kind: 'story' }>, said: Said): readonly string[] {
  const { id, title, firstAt, lastAt, tellings, told, latest } = why
  return [
    `${id}: ${title}`,
    `  a story told ${said(firstAt)} to ${said(lastAt)}, ${counted(tellings.length, 'telling')}`,
    ...tellings.map(
      ({ itemId, title: headline, outlet, placedAt, verdict, heldBack }) =>
        `  ${said(placedAt)}  ${verdict}: ${headline} (${outlet}; ${itemId})${heldBack === undefined ? '' : `; held back: ${heldBack}`}`,
    ),
    ...told.flatMap(({ subscriber, headline, ...digest }) => [
      `  told to ${subscriber} in ${digest.id} (${said(digest.composedAt)}): ${headline}`,
      ...deliveryLines(digest, said),
    ]),
    ...(told.length === 0 ? ['  no digest told it so far'] : []),
    ...(latest.length > 0
      ? [
          '  its latest telling:',
          ...latest.flatMap((fate) => fateLines(fate, said)).map((line) => `  ${line}`),
        ]
      : []),
  ]
}

function neverReadLines(why: Extract<Why, { kind: 'never read' }>, said: Said): readonly string[] {
  const { asked, address, host, feeds, keptDays } = why
  if (address === undefined || host === undefined) {
    return [
      `${asked}: nothing on record goes by this name`,
      '  ask by an article’s address, or by the id of an item, a story or a digest',
      `  items are kept for ${keptDays} days`,
    ]
  }
  return [
    `${address}: never read`,
    ...(feeds.length === 0
      ? [
          `  no feed of the configuration carries ${host}`,
          `  add one: wirewatch feeds add https://${host}/`,
        ]
      : [
          `  no feed gave this address; these carry ${host}:`,
          ...feeds.map((feed) => hostFeedLine(feed, said)),
          '  a feed shows its latest items only, and often not all its outlet publishes',
        ]),
  ]
}

function hostFeedLine(feed: HostFeed, said: Said): string {
  const { name, health, lastReadAt, overflowedAt, items, because } = feed
  const read = lastReadAt ? `last read ${said(lastReadAt)}` : 'never read so far'
  const missed = overflowedAt
    ? `; items may have come and gone before ${said(overflowedAt)}, visit it more often`
    : ''
  const trouble = health === 'well' ? '' : ` (${because})`
  return `    ${name}: ${health}${trouble}, ${read}, ${counted(items, 'item')} of it lately${missed}`
}

/**
 * What came of one poll, in one shape for the log, the page and the store: its outcome and why,
 * what a digest may not tell of it, and what is remembered for the next visit.
 */
import type { Item, Placement, PollReport, Reading, Revision } from '../../model.ts'
import { tooLongForExpression } from '../watch/too-long.ts'
import { durationInWords } from './duration-in-words.ts'
import { unreadArticles } from './teasers.ts'
import { rememberVisit } from './remember-visit.ts'
import { isUnreadable, wasRead, type Visit } from './visit-failed.ts'

export interface PollFacts extends Visit, Pick<Reading, 'gapMs' | 'shown' | 'keys'> {
  readonly fresh: readonly Item[]
  readonly revised: readonly Revision[]
  readonly placements: readonly Placement[]
  /** Items that an expression was not tried on to the end. */
  readonly givenUp?: readonly Item[]
  /** 0 to 1: see nextVisit. */
  readonly chance?: number
}

/**
 * Published so long before it came, an item is no news, however new it is to us; unless nobody
 * could have read it earlier, because the feed or the service was down.
 */
const OLD_NEWS_MS = 7 * 24 * 3_600_000

/** Sum up a poll. Takes any poll, failed ones included. */
export function reportPoll(facts: PollFacts): PollReport {
  const { feed, at, memory, parsed, fresh, givenUp = [] } = facts
  const { entryCount } = parsed
  const unread = unreadArticles(fresh)
  const baseline = memory?.baselineAt === undefined && wasRead(facts.fetched, parsed)
  const placements = facts.placements.map((placement) => holdBack(placement, baseline, facts))
  const overflowed = !baseline && entryCount > 1 && fresh.length === entryCount
  const visit = rememberVisit({ ...facts, overflowed })
  return {
    feed,
    at,
    ...outcomeOf(facts, placements, baseline),
    problems: [
      ...parsed.problems,
      ...(overflowed ? [overflowWords(facts)] : []),
      ...(unread === undefined ? [] : [unread]),
      ...(givenUp.length > 0 ? [tooLongForExpression(givenUp.length)] : []),
      ...(visit.keyedBy && !memory?.keyedBy ? [GUIDS_WORTHLESS] : []),
      ...(visit.movedAt ? [`moved for good to ${visit.movedTo}: configure that address`] : []),
    ],
    itemCount: entryCount,
    fresh,
    revised: facts.revised,
    placements,
    baseline,
    overflowed,
    memory: visit,
  }
}

const GUIDS_WORTHLESS =
  'its guids change from visit to visit or stand for several items: from now on its items are known by their address'

/**
 * What a digest would tell needs holding back, the other verdicts do that by themselves; but of a
 * baseline its copies and retellings too, or they would count as outlets that take up a story now.
 */
function holdBack(placement: Placement, baseline: boolean, facts: PollFacts): Placement {
  const { verdict, heldBack: held } = placement
  const taken = baseline && held === undefined && verdict.kind !== 'known'
  if (!wouldBeTold(placement) && !taken) return placement
  const heldBack = reasonToHoldBack(placement.match.item.published, baseline, facts)
  return heldBack === undefined ? placement : { ...placement, heldBack }
}

function reasonToHoldBack(
  published: Date | undefined,
  baseline: boolean,
  { at, memory }: PollFacts,
): string | undefined {
  if (baseline && !(published && published >= at)) {
    return 'it stood in the feed when Wirewatch first read it'
  }
  const lastRead = memory?.lastSuccessAt ?? at
  const oldBefore = Math.min(at.getTime() - OLD_NEWS_MS, lastRead.getTime())
  if (published && published.getTime() < oldBefore) {
    return `published ${published.toISOString().slice(0, 10)}, long before it came: old news`
  }
  return undefined
}

function wouldBeTold({ verdict, heldBack }: Placement): boolean {
  return heldBack === undefined && (verdict.kind === 'new' || verdict.kind === 'update')
}

function outcomeOf(
  facts: PollFacts,
  placements: readonly Placement[],
  baseline: boolean,
): Pick<PollReport, 'outcome' | 'because'> {
  const { fetched, parsed } = facts
  if (fetched.kind !== 'body') return { outcome: fetched.kind, because: fetched.because }
  if (isUnreadable(fetched, parsed)) {
    return { outcome: 'unreadable', because: parsed.problems[0] ?? 'it is no feed' }
  }
  const news = placements.filter(wouldBeTold).length
  if (news > 0) return { outcome: 'news', because: `${news} of ${freshOnes(facts)} to be told` }
  return { outcome: 'nothing new', because: whyNothingNew(facts, placements, baseline) }
}

function whyNothingNew(
  facts: PollFacts,
  placements: readonly Placement[],
  baseline: boolean,
): string {
  const { fresh, revised } = facts
  const { entryCount } = facts.parsed
  if (entryCount === 0) return 'the feed is empty'
  if (baseline) return `first reading: ${counted(entryCount, 'item')} to start from`
  if (fresh.length + revised.length === 0) return `${counted(entryCount, 'item')}, all seen before`
  if (placements.length === 0) return `no watch asks for any of ${freshOnes(facts)}`
  const reasons = new Set(placements.map(({ heldBack, verdict }) => heldBack ?? verdict.kind))
  return `${placements.length} of ${freshOnes(facts)} asked for, none news: ${[...reasons].join(', ')}`
}

function freshOnes({ fresh, revised }: PollFacts): string {
  if (revised.length === 0) return counted(fresh.length, 'fresh item')
  const anew = `${counted(revised.length, 'item')} worded anew`
  return fresh.length === 0
    ? anew
    : `${counted(fresh.length + revised.length, 'item')}, ${revised.length} of them worded anew`
}

function counted(count: number, name: string): string {
  return count === 1 ? `1 ${name}` : `${count} ${name}s`
}

function overflowWords({ parsed, memory, at }: PollFacts): string {
  const since = at.getTime() - (memory?.lastSuccessAt ?? at).getTime()
  return `all ${parsed.entryCount} items are new since the last visit ${durationInWords(since)} ago: some may have been missed`
}

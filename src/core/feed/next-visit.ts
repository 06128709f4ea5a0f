/**
 * When to come back to a feed, and why. The reader's wish (`feed.every`) is the start, or the
 * feed's own rhythm where the reader has none; the outlet may lengthen it up to a day, failures
 * stretch it, and only Retry-After is kept to the second. Every answer carries its reason, for the
 * page and for whoever asks why no news came.
 */
import type { Failure, Feed, FeedMemory, Item, Reading } from '../../model.ts'
import { durationInWords } from './duration-in-words.ts'
import { rememberMissing } from './missing.ts'
import { feedWishes, retryAfter, wishesToWait } from './outlet-wishes.ts'
import { paceOf, rememberRhythm } from './rhythm.ts'
import { afterSkippedHours } from './skipped-hours.ts'
import { validatorsIn } from './validators.ts'
import { failureOf, isNotReached, type Visit } from './visit-failed.ts'

export interface VisitFacts extends Visit, Pick<Reading, 'gapMs' | 'shown' | 'keys'> {
  /**
   * 0 to 1, from the caller: shifts the visit by up to a tenth so that feeds of one pace do not
   * all come due at once. A half shifts nothing.
   */
  readonly chance?: number
  /** Nothing in the feed had been there at the last visit: something may have been missed. */
  readonly overflowed?: boolean
  /** The feed's items not seen before: its rhythm is told by them, and by the gap between all. */
  readonly fresh?: readonly Item[]
}

export interface NextVisit {
  readonly at: Date
  readonly because: string
  /** Present when the outlet asked by Retry-After: not a second earlier, for all of its host. */
  readonly askedUntil?: Date
}

/** max-age of sixteen years has been seen; a news feed is looked at once a day at least. */
const LONGEST_MS = 24 * 3_600_000
const GONE_MS = 7 * 24 * 3_600_000
const TOO_MANY_MS = 10 * 60_000
/** An outage of our own network must not keep us from the news for long after it. */
const NOT_REACHED_MS = 3_600_000
const SOONEST_MS = 5 * 60_000
const TO_BE_SURE_MS = 6 * 3_600_000
const VISITS_APART_MS = 60_000

/** Decide the next visit from what came of this one. */
export function nextVisit(facts: VisitFacts): NextVisit {
  const { fetched, parsed, at } = facts
  const failure = failureOf(fetched, parsed)
  const wanted = failure ? afterFailure(facts, failure) : afterSuccess(facts)
  const shift = wanted.asked ? Math.max(0, shiftOf(facts)) : shiftOf(facts)
  const due = new Date(at.getTime() + Math.round(wanted.ms * (1 + shift)))
  const wishes = feedWishes(parsed, facts.memory)
  const latest = new Date(at.getTime() + Math.max(wanted.ms, longest(facts.feed)))
  const allowed = wanted.hard ? due : afterSkippedHours(due, wishes, latest)
  return {
    at: allowed,
    because: allowed > due ? `${wanted.because}, and the feed skips those hours` : wanted.because,
    ...(wanted.hard && { askedUntil: new Date(at.getTime() + wanted.ms) }),
  }
}

/**
 * Whether a feed may be visited now, and if not, until when it waits and why. `others` are the
 * memories of other feeds: a host that asked one of them to wait is not visited for this one.
 * `address` is the configured one: a feed that failed is visited at once where it was corrected.
 */
export function isVisitDue(
  memory: FeedMemory | undefined,
  now: Date,
  others: readonly FeedMemory[] = [],
  address = memory?.url ?? '',
): { readonly due: true } | { readonly due: false; readonly because: string } {
  const corrected = memory?.url !== address && (memory?.failuresInARow ?? 0) > 0
  if (memory && !corrected) {
    const waits = ownWait(memory, now)
    if (waits)
      return { due: false, because: `waits until ${clockTime(waits, now)}: ${memory.because}` }
  }
  const host = memory && !corrected ? hostVisited(memory) : hostOf(address)
  const asked = others
    .filter((other) => hostVisited(other) === host)
    .map((other) => other.askedToWaitUntil ?? now)
    .reduce((latest, until) => (until > latest ? until : latest), now)
  if (asked <= now) return { due: true }
  const because = `${host} asked by Retry-After, at another of its feeds`
  return { due: false, because: `waits until ${clockTime(asked, now)}: ${because}` }
}

/** Until when a feed's own next visit is not due; undefined once it is. */
function ownWait(memory: FeedMemory, now: Date): Date | undefined {
  const { nextVisitAt: next, askedToWaitUntil: asked } = memory
  if (!next) return undefined
  if (toldByHub(memory, now)) return asked && asked > now ? asked : undefined
  const isEarly = next.getTime() - slack(memory, next) > now.getTime()
  return isEarly || (asked && asked > now) ? next : undefined
}

/** Its hub told of news since the last visit, which was not a moment ago. */
function toldByHub({ pushedAt, lastVisitAt }: FeedMemory, now: Date): boolean {
  if (!pushedAt || !lastVisitAt) return false
  return pushedAt > lastVisitAt && now.getTime() >= lastVisitAt.getTime() + VISITS_APART_MS
}

function hostVisited({ movedAt, movedTo, url }: FeedMemory): string {
  return hostOf(movedAt && movedTo !== undefined ? movedTo : url)
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}

interface Wait {
  readonly ms: number
  readonly because: string
  /** The outlet asked: a shift may lengthen the wait and never shorten it. */
  readonly asked?: boolean
  /** Asked by Retry-After: kept to the second. */
  readonly hard?: boolean
}

function afterSuccess(facts: VisitFacts): Wait {
  const { feed, memory, fetched, parsed, at } = facts
  const own: Wait = byHub(facts) ??
    paceOf(feed, rememberRhythm(facts), answersCheaply(facts)) ?? {
      ms: feed.every,
      because: `every ${durationInWords(feed.every)}`,
    }
  const wishes = wishesToWait(fetched, feedWishes(parsed, memory), at)
  const [wish] = wishes.toSorted((left, right) => right.ms - left.ms)
  if (wish && wish.ms > own.ms) {
    const ms = Math.min(wish.ms, longest(feed))
    const capped = ms < wish.ms ? `, held to ${durationInWords(ms)}` : ''
    const because = `${wish.by}: every ${durationInWords(wish.ms)}${capped}`
    return { ms, because, asked: true }
  }
  return facts.overflowed ? afterOverflow(own.ms) : own
}

/** While a hub tells of its news, visits are there to be sure; a hub may tell before the outlet shows. */
function byHub({ feed, memory, at, fresh = [] }: VisitFacts): Wait | undefined {
  const { pushUntil, pushedAt, lastVisitAt } = memory ?? {}
  if (!pushUntil || pushUntil <= at) return undefined
  if (pushedAt && fresh.length === 0 && !(lastVisitAt && lastVisitAt >= pushedAt)) {
    return { ms: SOONEST_MS, because: 'its hub told of news that does not show yet' }
  }
  const ms = Math.max(TO_BE_SURE_MS, feed.every)
  return { ms, because: `its hub tells of its news; every ${durationInWords(ms)} to be sure` }
}

/** By validators the outlet can say that nothing is new in a few bytes. */
function answersCheaply({ fetched, at }: VisitFacts): boolean {
  return fetched.status === 304 || Object.keys(validatorsIn(fetched.headers ?? {}, at)).length > 0
}

/** More came than the feed holds; come back sooner, but not so soon as to be a burden. */
function afterOverflow(wait: number): Wait {
  const ms = Math.max(wait / 2, Math.min(wait, SOONEST_MS))
  return {
    ms,
    because: `after ${durationInWords(ms)}: every entry was new, so some may have been missed`,
  }
}

function afterFailure(facts: VisitFacts, { kind, because: why, status }: Failure): Wait {
  const { feed, memory, fetched, at } = facts
  const failures = (memory?.failuresInARow ?? 0) + 1
  const most = isNotReached(kind) ? Math.max(NOT_REACHED_MS, feed.every) : longest(feed)
  const backOff = Math.min(feed.every * 2 ** Math.min(failures - 1, 30), most)
  // Meant for 429 and 503 (RFC 9110 10.2.3), sent with 403 and others too: a wish is a wish.
  const asked = retryAfter(fetched.headers ?? {}, at)
  if (asked !== undefined) {
    const ms = Math.max(Math.min(asked, LONGEST_MS), backOff)
    const words = `the outlet asked by Retry-After (${durationInWords(asked)})`
    return { ms, because: words, asked: true, hard: true }
  }
  if (status === 429) {
    const ms = Math.max(
      backOff,
      Math.min(TOO_MANY_MS * 2 ** Math.min(failures - 1, 30), LONGEST_MS),
    )
    return { ms, because: `the outlet says Wirewatch comes too often (429)`, asked: true }
  }
  const { missingSince, goneSince } = rememberMissing(facts)
  if (missingSince && goneSince) return afterGone(missingSince)
  // A day at least lies between the two 410 that are believed.
  if (status === 410) return { ms: LONGEST_MS, because: GONE_ONCE, asked: true }
  const count = failures === 1 ? 'the last visit failed' : `${failures} visits failed, the last`
  const because = `${count}: ${why}; tries again after ${durationInWords(backOff)}`
  return { ms: backOff, because }
}

const GONE_ONCE = 'the outlet says the feed is gone (410): asked once more after a day'

function afterGone(since: Date): Wait {
  const because =
    `the feed is gone, not there since ${since.toISOString().slice(0, 10)}: ` +
    'looked for once a week; correct its address or remove it'
  return { ms: GONE_MS, because }
}

function longest(feed: Feed): number {
  return Math.max(LONGEST_MS, feed.every)
}

function shiftOf({ chance = 0.5 }: VisitFacts): number {
  return (chance - 0.5) * 0.2
}

/**
 * The timetable strikes at the reader's pace, a moment before the visit noted after the last
 * stroke is due. Without some slack every second stroke would be for nothing.
 */
function slack(memory: FeedMemory, next: Date): number {
  const wait = next.getTime() - (memory.lastVisitAt ?? next).getTime()
  return Math.min(Math.max(0, wait / 4), 60_000)
}

function clockTime(time: Date, now: Date): string {
  const [day, clock] = time.toISOString().slice(0, 16).split('T')
  return now.toISOString().startsWith(`${day}T`) ? `${clock} UTC` : `${day} ${clock} UTC`
}

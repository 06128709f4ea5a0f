/** The proof of silence: for each feed what was read and what could not be, in words. */
import type { FeedRecord } from '../../model.ts'
import { roughlyInWords } from '../feed/duration-in-words.ts'
import { quietSince } from '../feed/rhythm.ts'
import { plainLine } from './escape.ts'
import { localTime } from './local-time.ts'
import { counted, listed } from './wording.ts'

export interface FeedLine {
  readonly name: string
  /**
   * failed: nothing could be read; gone: nor will it be; troubled: the latest visit failed;
   * overflowed: items may have been missed; quiet: too long silent by its own measure; idle: no
   * visit in this time.
   */
  readonly state: 'read' | 'troubled' | 'failed' | 'gone' | 'overflowed' | 'quiet' | 'idle'
  readonly words: string
}

const GRAVITY: Readonly<Record<FeedLine['state'], number>> = {
  failed: 0,
  gone: 1,
  overflowed: 2,
  troubled: 3,
  quiet: 4,
  idle: 5,
  read: 6,
}

/** Feeds named in one line, at most; a newsroom may have hundreds. */
const MOST_NAMES = 40

/** Trouble first, a line each; feeds that never failed share the last line. */
export function outlineFeeds(feeds: readonly FeedRecord[], zone: string, now: Date): FeedLine[] {
  const sound = feeds.filter((feed) => isSound(feed, now))
  const others = feeds.filter((feed) => !sound.includes(feed))
  const lines = others
    .map((feed) => feedLine(feed, zone, now))
    .toSorted((a, b) => GRAVITY[a.state] - GRAVITY[b.state])
  return sound.length === 0 ? lines : [...lines, soundLine(sound)]
}

function isSound(feed: FeedRecord, now: Date): boolean {
  const { polls, failedPolls, overflowedAt } = feed
  return polls > 0 && failedPolls === 0 && !overflowedAt && !quietSince(feed, now)
}

function soundLine(feeds: readonly FeedRecord[]): FeedLine {
  const visits = feeds.reduce((sum, { polls }) => sum + polls, 0)
  const items = feeds.reduce((sum, { freshItems }) => sum + freshItems, 0)
  const nameOf = ({ name }: FeedRecord) => plainLine(name, 80)
  const busy = feeds
    .filter(({ freshItems }) => freshItems > 0)
    .toSorted((a, b) => b.freshItems - a.freshItems)
    .map((feed) => `${nameOf(feed)} (${feed.freshItems.toLocaleString('en')})`)
  const quiet = feeds.filter(({ freshItems }) => freshItems === 0).map(nameOf)
  const news = busy.length > 0 ? `: ${listed(busy, MOST_NAMES)}` : ''
  const silence = quiet.length > 0 ? `; nothing new in ${listed(quiet, MOST_NAMES)}` : ''
  return {
    name: `${counted(feeds.length, 'feed')} without trouble`,
    state: 'read',
    words: `${counted(items, 'new item')} in ${counted(visits, 'visit')}${news}${silence}.`,
  }
}

/** '12 feeds read' where all answered at least once, else '10 of 12 feeds read'. */
export function feedsRead(feeds: readonly FeedRecord[]): string {
  const read = feeds.filter(({ polls, failedPolls }) => polls > failedPolls).length
  const all = read === feeds.length ? '' : `${read.toLocaleString('en')} of `
  return `${all}${counted(feeds.length, 'feed')} read`
}

function feedLine(feed: FeedRecord, zone: string, now: Date): FeedLine {
  const { polls, failedPolls, freshItems, trouble, lastSuccessAt } = feed
  const name = plainLine(feed.name, 80)
  const lastRead = lastSuccessAt
    ? `last read ${localTime(lastSuccessAt, zone, now)}`
    : 'never read so far'
  const why = trouble === undefined ? '' : `: ${plainLine(trouble, 300).replace(/\.$/, '')}`
  if (feed.goneSince) {
    const since = localTime(feed.goneSince, zone, now)
    const words = `Gone${why}; looked for once a week since ${since}, remove it or correct its address (${lastRead}).`
    return { name, state: 'gone', words }
  }
  if (polls === 0 && trouble !== undefined) {
    return {
      name,
      state: 'failed',
      words: `Still not read, visited less often now${why} (${lastRead}).`,
    }
  }
  if (polls === 0) return { name, state: 'idle', words: `Not visited in this time (${lastRead}).` }
  if (failedPolls >= polls) {
    const visits = counted(polls, 'visit')
    return { name, state: 'failed', words: `Not read in ${visits}${why} (${lastRead}).` }
  }
  const read = `${counted(freshItems, 'new item')} in ${counted(polls, 'visit')}`
  if (feed.overflowedAt) {
    const when = localTime(feed.overflowedAt, zone, now)
    const failing = trouble === undefined ? '' : `; the latest visit failed${why}`
    const words = `${read}; every item was new at the visit of ${when}: some may have been missed${failing}.`
    return { name, state: 'overflowed', words }
  }
  const silentSince = quietSince(feed, now)
  if (failedPolls === 0 && silentSince) {
    const usual = roughlyInWords(feed.usualGapMs ?? 0)
    const since = localTime(silentSince, zone, now)
    const words = `${read}; quiet since ${since}, where an item in ${usual} is usual.`
    return { name, state: 'quiet', words }
  }
  if (failedPolls === 0) return { name, state: 'read', words: `${read}.` }
  const failures = `${failedPolls.toLocaleString('en')} of which failed`
  if (trouble === undefined) return { name, state: 'read', words: `${read}, ${failures}.` }
  return { name, state: 'troubled', words: `${read}, ${failures}, the latest too${why}.` }
}

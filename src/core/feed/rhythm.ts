/**
 * How often a feed brings something, and when it last did. Kept as one average, since a rhythm
 * needs no history: the next visit and the feeds that have gone quiet are judged by it.
 */
import type { Feed, FeedMemory, Item } from '../../model.ts'
import { roughlyInWords } from './duration-in-words.ts'

export type RhythmMemory = Pick<FeedMemory, 'usualGapMs' | 'latestItemAt'>

interface Reading {
  readonly memory: FeedMemory | undefined
  readonly at: Date
  /** As medianGap gave it of all its items. */
  readonly gapMs?: number
  /** Items of this reading that were not seen before. */
  readonly fresh?: readonly Item[]
}

/** Weight of the latest reading: three readings make up two thirds of the average. */
const LATEST_WEIGHT = 0.3
/** Enough for a median, and of the present: archives in a feed say nothing of its pace. */
const LATEST_ITEMS = 20
const FEWEST_ITEMS = 3
const SHORTEST_MS = 5 * 60_000
const LONGEST_MS = 24 * 3_600_000
/** News is told at most so late, as a part of the time that usually lies between two items. */
const PART_OF_GAP = 4

/** The rhythm after a reading; one that brought nothing fresh leaves it as it was. */
export function rememberRhythm({ memory, at, gapMs, fresh = [] }: Reading): RhythmMemory {
  const known = memory?.usualGapMs
  const first = known === undefined || memory?.latestItemAt === undefined
  const gap = fresh.length > 0 || first ? gapMs : undefined
  const usualGapMs =
    known === undefined || gap === undefined
      ? (known ?? gap)
      : Math.round(known + (gap - known) * LATEST_WEIGHT)
  const latestItemAt = fresh.length > 0 ? latestOf(fresh, at) : undefined
  const latest = later(memory?.latestItemAt, latestItemAt)
  return {
    ...(usualGapMs !== undefined && { usualGapMs }),
    ...(latest && { latestItemAt: latest }),
  }
}

/** Silence shorter than this is a weekend, or a night. */
const SHORTEST_SILENCE_MS = 24 * 3_600_000
const GAPS_OF_SILENCE = 4

/** Since when a feed is silent against its own rhythm at an instant, if it is. */
export function quietSince({ usualGapMs, latestItemAt }: RhythmMemory, at: Date): Date | undefined {
  if (usualGapMs === undefined || !latestItemAt) return undefined
  const silence = at.getTime() - latestItemAt.getTime()
  const longest = Math.max(GAPS_OF_SILENCE * usualGapMs, SHORTEST_SILENCE_MS)
  return silence > longest ? latestItemAt : undefined
}

export interface Pace {
  readonly ms: number
  readonly because: string
}

/**
 * How long to wait by the feed's own rhythm, between a quarter of the default pace (five minutes
 * at least) and a day; undefined where the reader named a pace or no rhythm is known yet.
 * `cheap`: the outlet can answer "nothing new" without the whole feed. Without that nobody is
 * visited oftener than by default.
 */
export function paceOf(feed: Feed, { usualGapMs }: RhythmMemory, cheap: boolean): Pace | undefined {
  if (!feed.paceIsFree || usualGapMs === undefined) return undefined
  const shortest = cheap ? shortestPace(feed) : feed.every
  const longest = Math.max(LONGEST_MS, feed.every)
  const ms = Math.min(Math.max(Math.round(usualGapMs / PART_OF_GAP), shortest), longest)
  return {
    ms,
    because: `every ${roughlyInWords(ms)}, by its own rhythm (an item in ${roughlyInWords(usualGapMs)})`,
  }
}

/** The shortest wait a feed may come to: the timetable looks at it so often. */
export function shortestPace({ every, paceIsFree }: Feed): number {
  return paceIsFree ? Math.min(every, Math.max(SHORTEST_MS, every / PART_OF_GAP)) : every
}

/** The median milliseconds between neighbours among the latest dated items. */
export function medianGap(
  items: readonly { readonly published?: Date | undefined }[],
  at: Date,
): number | undefined {
  const times = items
    .flatMap(({ published }) => (published && published <= at ? [published.getTime()] : []))
    .toSorted((one, other) => other - one)
    .slice(0, LATEST_ITEMS)
  if (times.length < FEWEST_ITEMS) return undefined
  const gaps = times.slice(1).map((time, index) => times[index]! - time)
  const middle = gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0
  // A feed that dates everything alike (by its day, or by when it was built) tells no rhythm.
  return middle > 0 ? middle : undefined
}

/** An item without a date came when we read it. */
function latestOf(fresh: readonly Item[], at: Date): Date | undefined {
  return fresh
    .map(({ published = at }) => (published < at ? published : at))
    .reduce<Date | undefined>(later, undefined)
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (!one || !other) return one ?? other
  return one > other ? one : other
}

import { describe, expect, it } from 'vitest'
import type { Feed, FeedMemory, Fetched, Item } from '../../model.ts'
import { rememberVisit } from './remember-visit.ts'
import { medianGap, paceOf, quietSince, rememberRhythm, shortestPace } from './rhythm.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = new Date('2025-07-09T10:00:00Z')
const feed: Feed = {
  id: 'wire',
  name: 'Wire',
  url: 'https://wire.example/rss',
  every: 15 * MINUTE,
  paceIsFree: true,
}
const known: FeedMemory = {
  feedId: 'wire',
  url: feed.url,
  failuresInARow: 0,
  because: '',
  usualGapMs: HOUR,
  latestItemAt: new Date('2025-07-09T08:00:00Z'),
}

function anItem(key: string, published?: Date): Item {
  const texts = { title: key, url: '', outlet: 'Wire', summary: '', text: '' }
  const rest = { authors: [], categories: [], ...(published && { published }) }
  return { id: key, feedId: 'wire', key, ...texts, ...rest }
}

/** Items published so long before `at`, one after the other. */
function itemsApart(...gaps: readonly number[]): Item[] {
  let time = at.getTime()
  return gaps.map((gap) => anItem(String((time -= gap)), new Date(time)))
}

const even = (gap: number) => itemsApart(gap, gap, gap, gap, gap)

/** A reading of these items, of which some are fresh. */
function reading(items: readonly Item[], fresh = items) {
  const gapMs = medianGap(items, at)
  return { at, fresh, ...(gapMs !== undefined && { gapMs }) }
}

function waitAfter(items: readonly Item[], changes: Partial<Feed> = {}, etag = '"1"') {
  const headers = etag === '' ? {} : { etag }
  const fetched: Fetched = { kind: 'body', url: '', status: 200, headers, bytes: new Uint8Array() }
  const parsed = { feed: {}, entryCount: 0, problems: [] }
  const facts = { fetched, parsed, ...reading(items) }
  const { nextVisitAt, because } = rememberVisit({
    feed: { ...feed, ...changes },
    memory: undefined,
    ...facts,
  })
  return { ms: nextVisitAt!.getTime() - at.getTime(), because }
}

describe('the rhythm of a feed', () => {
  it('is the median time between its items, so that a night or a burst changes little', () => {
    const items = itemsApart(0, HOUR, HOUR, MINUTE, 11 * HOUR, HOUR)
    expect(rememberRhythm({ memory: undefined, ...reading(items) })).toEqual({
      usualGapMs: HOUR,
      latestItemAt: at,
    })
  })

  it('moves with what is fresh, a third of the way at a time', () => {
    const items = even(2 * HOUR)
    const { usualGapMs } = rememberRhythm({ memory: known, ...reading(items, items.slice(0, 1)) })
    expect(usualGapMs).toBe(1.3 * HOUR)
  })

  it('stays where nothing is fresh, and where the visit brought nothing', () => {
    const kept = { usualGapMs: HOUR, latestItemAt: known.latestItemAt }
    expect(rememberRhythm({ memory: known, ...reading(even(MINUTE), []) })).toEqual(kept)
    expect(rememberRhythm({ memory: known, at })).toEqual(kept)
  })

  it.each<[string, Item[]]>([
    ['are too few', even(HOUR).slice(0, 2)],
    ['have no dates', ['a', 'b', 'c', 'd'].map((key) => anItem(key))],
    ['have one date', itemsApart(HOUR, 0, 0, 0)],
    ['are all announced for later', even(-HOUR)],
  ])('is not known while the items %s', (_, items) => {
    expect(rememberRhythm({ memory: undefined, ...reading(items) })).not.toHaveProperty(
      'usualGapMs',
    )
    expect(waitAfter(items)).toEqual({ ms: feed.every, because: 'every 15 min' })
  })

  it('counts an item without a date, or of tomorrow, as come when it was read', () => {
    for (const item of [anItem('a'), anItem('b', new Date(at.getTime() + HOUR))]) {
      expect(rememberRhythm({ memory: known, at, fresh: [item] }).latestItemAt).toEqual(at)
    }
    const old = [anItem('c', new Date('2025-07-01T00:00:00Z'))]
    expect(rememberRhythm({ memory: known, at, fresh: old }).latestItemAt).toEqual(
      known.latestItemAt,
    )
  })
})

describe('a feed whose reader named no pace is visited', () => {
  it.each([
    ['at a quarter of its gap', 2 * HOUR, 30 * MINUTE],
    ['no oftener than every five minutes', MINUTE, 5 * MINUTE],
    ['five minutes being a quarter of twenty', 20 * MINUTE, 5 * MINUTE],
    ['once a day, however slow', 30 * DAY, DAY],
  ])('%s', (_, gap, ms) => {
    expect(waitAfter(even(gap)).ms).toBe(ms)
  })

  it('no oftener than a quarter of the default pace', () => {
    expect(waitAfter(even(MINUTE), { every: HOUR }).ms).toBe(15 * MINUTE)
  })

  it('no oftener than by default where the outlet sends the whole feed each time', () => {
    expect(waitAfter(even(MINUTE), {}, '').ms).toBe(15 * MINUTE)
    expect(waitAfter(even(2 * HOUR), {}, '').ms).toBe(30 * MINUTE)
  })

  it('and is told why', () => {
    expect(waitAfter(even(2 * HOUR)).because).toBe(
      'every 30 min, by its own rhythm (an item in 2 h)',
    )
  })

  it('and the timetable strikes as often as that', () => {
    expect(shortestPace(feed)).toBe(5 * MINUTE)
    expect(shortestPace({ ...feed, every: HOUR })).toBe(15 * MINUTE)
    expect(shortestPace({ ...feed, every: 3000 })).toBe(3000)
  })
})

it('a pace the reader named is kept, whatever the rhythm', () => {
  const { paceIsFree: _, ...named } = feed
  const items = even(2 * HOUR)
  expect(shortestPace(named)).toBe(15 * MINUTE)
  expect(paceOf(named, rememberRhythm({ memory: undefined, ...reading(items) }), true)).toBe(
    undefined,
  )
})

describe('silence', () => {
  it.each([
    ['a day and four gaps long', 6 * HOUR, DAY + 1, true],
    ['just a day long', MINUTE, DAY, false],
    ['a day long, less than four gaps', 7 * HOUR, 25 * HOUR, false],
    ['long, of a feed whose rhythm is not known', undefined, 99 * DAY, false],
  ])('%s', (_, usualGapMs, ms, quiet) => {
    const latestItemAt = new Date(at.getTime() - ms)
    const rhythm = { latestItemAt, ...(usualGapMs !== undefined && { usualGapMs }) }
    expect(quietSince(rhythm, at)).toEqual(quiet ? latestItemAt : undefined)
  })
})

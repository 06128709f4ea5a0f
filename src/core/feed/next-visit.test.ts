import { describe, expect, it } from 'vitest'
import type { Feed, FeedMemory, Fetched, Outline } from '../../model.ts'
import { isVisitDue, nextVisit } from './next-visit.ts'
import type { VisitFacts } from './next-visit.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
// A Wednesday.
const at = new Date('2025-07-09T10:00:00Z')
const feed: Feed = { id: 'wire', name: 'Wire', url: 'https://wire.example/rss', every: 15 * MINUTE }

function facts(changes: Partial<VisitFacts> = {}): VisitFacts {
  return { feed, memory: undefined, fetched: body(), parsed: parsed(), at, ...changes }
}

function body(headers: Record<string, string> = {}): Fetched {
  return { kind: 'body', url: feed.url, status: 200, headers, bytes: new Uint8Array() }
}

function unchanged(headers: Record<string, string> = {}): Fetched {
  return { kind: 'unchanged', url: feed.url, status: 304, headers, because: '' }
}

function failed(status?: number, headers: Record<string, string> = {}): Fetched {
  const because = 'trouble'
  return { kind: 'failed', url: feed.url, because, headers, ...(status && { status }) }
}

function parsed(heading: Outline['feed'] = {}, problems: string[] = []): Outline {
  return { feed: heading, entryCount: problems.length > 0 ? 0 : 1, problems }
}

function memory(changes: Partial<FeedMemory> = {}): FeedMemory {
  return { feedId: 'wire', url: feed.url, failuresInARow: 0, because: 'every 15 min', ...changes }
}

function waitOf(changes: Partial<VisitFacts>): number {
  return nextVisit(facts(changes)).at.getTime() - at.getTime()
}

describe('after a visit that went well', () => {
  it('comes back at the pace the reader wished for', () => {
    expect(nextVisit(facts())).toEqual({
      at: new Date('2025-07-09T10:15:00Z'),
      because: 'every 15 min',
    })
  })

  it('keeps a pace of seconds and one of days', () => {
    expect(waitOf({ feed: { ...feed, every: 3000 } })).toBe(3000)
    expect(waitOf({ feed: { ...feed, every: 3 * DAY } })).toBe(3 * DAY)
  })

  it.each<[string, Fetched, Outline['feed'], number]>([
    ['max-age', body({ 'cache-control': 'public, max-age=3600' }), {}, HOUR],
    ['max-age on a 304', unchanged({ 'cache-control': 'max-age=3600' }), {}, HOUR],
    ['max-age less age', body({ 'cache-control': 'max-age=3600', age: '600' }), {}, 50 * MINUTE],
    ['a short max-age', body({ 'cache-control': 'max-age=60' }), {}, 15 * MINUTE],
    ['s-maxage, meant for proxies', body({ 'cache-control': 's-maxage=9999' }), {}, 15 * MINUTE],
    ['no-cache over max-age', body({ 'cache-control': 'no-cache, max-age=3600' }), {}, 15 * MINUTE],
    ['sixteen years', body({ 'cache-control': 'max-age=504576000' }), {}, DAY],
    ['a negative max-age', body({ 'cache-control': 'max-age=-1' }), {}, 15 * MINUTE],
    ['Expires', body({ expires: 'Wed, 09 Jul 2025 11:00:00 GMT' }), {}, HOUR],
    [
      'Expires by the clock of the outlet',
      body({ expires: 'Wed, 09 Jul 2025 12:00:00 GMT', date: 'Wed, 09 Jul 2025 11:30:00 GMT' }),
      {},
      30 * MINUTE,
    ],
    ['Expires: 0', body({ expires: '0' }), {}, 15 * MINUTE],
    ['Expires: -1', body({ expires: '-1' }), {}, 15 * MINUTE],
    [
      'max-age over Expires',
      body({ 'cache-control': 'max-age=1800', expires: 'Wed, 09 Jul 2025 20:00:00 GMT' }),
      {},
      30 * MINUTE,
    ],
    ['ttl', body(), { ttlMinutes: 60 }, HOUR],
    ['a ttl shorter than the pace', body(), { ttlMinutes: 5 }, 15 * MINUTE],
    ['a ttl of a year', body(), { ttlMinutes: 525_600 }, DAY],
    [
      'the longer of ttl and max-age',
      body({ 'cache-control': 'max-age=3600' }),
      { ttlMinutes: 120 },
      2 * HOUR,
    ],
  ])('heeds %s within bounds', (_, fetched, heading, wait) => {
    expect(waitOf({ fetched, parsed: parsed(heading) })).toBe(wait)
  })

  it('says who asked for the longer wait', () => {
    const fetched = body({ 'cache-control': 'max-age=504576000' })
    expect(nextVisit(facts({ fetched })).because).toBe(
      'the outlet says so (max-age): every 5840 days, held to 24 h',
    )
  })

  it('remembers the ttl of the feed when a 304 brings none', () => {
    const before = memory({ wishes: { ttlMinutes: 60 } })
    const empty: Outline = { feed: {}, entryCount: 0, problems: [] }
    expect(waitOf({ memory: before, fetched: unchanged(), parsed: empty })).toBe(HOUR)
  })

  it('comes sooner when every entry was new, but not at every breath', () => {
    expect(waitOf({ feed: { ...feed, every: HOUR }, overflowed: true })).toBe(30 * MINUTE)
    expect(waitOf({ feed: { ...feed, every: 6 * MINUTE }, overflowed: true })).toBe(5 * MINUTE)
    expect(waitOf({ feed: { ...feed, every: 3000 }, overflowed: true })).toBe(3000)
  })

  it('is shifted by chance both ways, and only later where the outlet asked', () => {
    expect(waitOf({ chance: 0 })).toBe(13.5 * MINUTE)
    expect(waitOf({ chance: 1 })).toBe(16.5 * MINUTE)
    expect(waitOf({ chance: 0, parsed: parsed({ ttlMinutes: 60 }) })).toBe(HOUR)
    expect(waitOf({ chance: 1, parsed: parsed({ ttlMinutes: 60 }) })).toBe(66 * MINUTE)
  })
})

describe('hours and days a feed skips', () => {
  it.each<[string, Outline['feed'], string]>([
    ['the next hour', { skipHours: [10] }, '2025-07-09T11:00:00.000Z'],
    ['an hour that is not near', { skipHours: [12] }, '2025-07-09T10:15:00.000Z'],
    [
      'hours to midnight, counted to 24',
      { skipHours: [...Array(15).keys()].map((h) => h + 10) },
      '2025-07-10T01:00:00.000Z',
    ],
    [
      'all but three hours: not heeded',
      { skipHours: [...Array(21).keys()] },
      '2025-07-09T10:15:00.000Z',
    ],
    ['today', { skipDays: ['Wednesday'] }, '2025-07-10T00:00:00.000Z'],
    [
      'two days: a look once a day all the same',
      { skipDays: ['wednesday', 'THURSDAY'] },
      '2025-07-10T10:00:00.000Z',
    ],
    [
      'every day: not heeded',
      { skipDays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] },
      '2025-07-09T10:15:00.000Z',
    ],
    [
      'a day that is none',
      { skipDays: ['Mittwoch'], skipHours: [-1, 99, 10.5] },
      '2025-07-09T10:15:00.000Z',
    ],
  ])('%s', (_, heading, expected) => {
    expect(nextVisit(facts({ parsed: parsed(heading) })).at.toISOString()).toBe(expected)
  })

  it('are named in the reason', () => {
    expect(nextVisit(facts({ parsed: parsed({ skipHours: [10] }) })).because).toBe(
      'every 15 min, and the feed skips those hours',
    )
  })
})

describe('after a visit that failed', () => {
  it.each([
    [0, 15 * MINUTE],
    [1, 30 * MINUTE],
    [2, HOUR],
    [6, 16 * HOUR],
    [7, DAY],
    [5000, DAY],
  ])('after %i failures before it, the wait is %i ms', (failuresInARow, wait) => {
    expect(waitOf({ memory: memory({ failuresInARow }), fetched: failed() })).toBe(wait)
    expect(waitOf({ memory: memory({ failuresInARow }), fetched: failed(404) })).toBe(wait)
    const unreadable = parsed({}, ['it is a web page'])
    expect(waitOf({ memory: memory({ failuresInARow }), parsed: unreadable })).toBe(wait)
  })

  it.each<[string, number, Record<string, string>, number, number]>([
    ['429 with seconds', 429, { 'retry-after': '3600' }, 0, HOUR],
    ['429 with a date', 429, { 'retry-after': 'Wed, 09 Jul 2025 12:00:00 GMT' }, 0, 2 * HOUR],
    ['503 with seconds', 503, { 'retry-after': ' 7200 ' }, 0, 2 * HOUR],
    ['403 with seconds', 403, { 'retry-after': '3600' }, 0, HOUR],
    ['a wish shorter than the pace', 429, { 'retry-after': '5' }, 0, 15 * MINUTE],
    ['a wish shorter than the back-off', 503, { 'retry-after': '1800' }, 3, 2 * HOUR],
    ['a wish of a month', 429, { 'retry-after': '2592000' }, 0, DAY],
    ['a date long past', 503, { 'retry-after': 'Wed, 09 Jul 2003 12:00:00 GMT' }, 0, 15 * MINUTE],
    ['a wish that is no time', 503, { 'retry-after': 'soon' }, 0, 15 * MINUTE],
    ['429 without a wish', 429, {}, 0, 15 * MINUTE],
    ['429 without a wish, again', 429, {}, 1, 30 * MINUTE],
    ['410 once', 410, {}, 0, DAY],
    ['410 after other trouble', 410, {}, 1, DAY],
  ])('%s', (_, status, headers, failuresInARow, wait) => {
    expect(waitOf({ memory: memory({ failuresInARow }), fetched: failed(status, headers) })).toBe(
      wait,
    )
  })

  it('waits ten minutes for an outlet that says too often, whatever the pace', () => {
    const fast = { ...feed, every: 3000 }
    expect(waitOf({ feed: fast, fetched: failed(429) })).toBe(10 * MINUTE)
    expect(waitOf({ feed: fast, fetched: failed(500) })).toBe(3000)
  })

  it('asks once more, not less than a day after the first 410, whatever chance says', () => {
    expect(waitOf({ fetched: failed(410), chance: 0 })).toBe(DAY)
    expect(waitOf({ fetched: failed(410), chance: 1 })).toBe(DAY + DAY / 10)
  })

  it('looks once a week for a feed that is gone, and says since when', () => {
    const gone = memory({ missingSince: new Date('2025-06-25T10:00:00Z'), failuresInARow: 30 })
    expect(waitOf({ memory: gone, fetched: failed(404) })).toBe(7 * DAY)
    expect(nextVisit(facts({ memory: gone, fetched: failed(404) })).because).toBe(
      'the feed is gone, not there since 2025-06-25: looked for once a week; correct its address or remove it',
    )
  })

  it('tries an outlet that was not reached once an hour at least, however often it failed', () => {
    const down = memory({ failuresInARow: 12 })
    const unknown = { ...failed(), failureKind: 'no such name' } as const
    expect(waitOf({ memory: down, fetched: unknown })).toBe(HOUR)
    expect(waitOf({ memory: down, fetched: failed() })).toBe(DAY)
    const rare = { ...feed, every: 3 * HOUR }
    expect(waitOf({ feed: rare, memory: down, fetched: unknown })).toBe(3 * HOUR)
  })

  it('says why in words', () => {
    expect(nextVisit(facts({ fetched: failed() })).because).toBe(
      'the last visit failed: trouble; tries again after 15 min',
    )
    const third = facts({ memory: memory({ failuresInARow: 2 }), fetched: failed(404) })
    expect(nextVisit(third).because).toBe(
      '3 visits failed, the last: trouble; tries again after 1 h',
    )
    const asked = facts({ fetched: failed(503, { 'retry-after': '5400' }) })
    expect(nextVisit(asked)).toEqual({
      at: new Date('2025-07-09T11:30:00Z'),
      because: 'the outlet asked by Retry-After (1 h 30 min)',
      askedUntil: new Date('2025-07-09T11:30:00Z'),
    })
  })
})

describe('whether a visit is due', () => {
  const next = new Date('2025-07-09T10:15:00Z')
  const waiting = memory({ lastVisitAt: at, nextVisitAt: next })

  it('is, for a feed never visited', () => {
    expect(isVisitDue(undefined, at)).toEqual({ due: true })
    expect(isVisitDue(memory(), at)).toEqual({ due: true })
  })

  it.each([
    [new Date('2025-07-09T10:13:59Z'), false],
    // The timetable strikes a moment early; the visit is not put off a whole round for that.
    [new Date('2025-07-09T10:14:00Z'), true],
    [next, true],
    [new Date('2025-07-10T10:15:00Z'), true],
  ])('at %s: %s', (now, due) => {
    expect(isVisitDue(waiting, now).due).toBe(due)
  })

  it('is, when the configuration corrects the address of a feed that failed', () => {
    const failing = { ...waiting, failuresInARow: 1 }
    const corrected = 'https://wire.example/corrected'
    expect(isVisitDue(failing, at, [], feed.url).due).toBe(false)
    expect(isVisitDue(waiting, at, [], corrected).due).toBe(false)
    expect(isVisitDue(failing, at, [], corrected)).toEqual({ due: true })
  })

  it('is never early where the outlet asked by Retry-After', () => {
    const asked = memory({ lastVisitAt: at, nextVisitAt: next, askedToWaitUntil: next })
    expect(isVisitDue(asked, new Date(next.getTime() - 1)).due).toBe(false)
    expect(isVisitDue(asked, next).due).toBe(true)
  })

  it('says until when it waits and why', () => {
    const because = 'the outlet asked by Retry-After (15 min)'
    expect(isVisitDue({ ...waiting, because }, at)).toEqual({
      due: false,
      because: 'waits until 10:15 UTC: the outlet asked by Retry-After (15 min)',
    })
    expect(isVisitDue(waiting, new Date('2025-07-08T10:00:00Z'))).toEqual({
      due: false,
      because: 'waits until 2025-07-09 10:15 UTC: every 15 min',
    })
  })

  it('is not while the host asked another of its feeds to wait', () => {
    const until = new Date('2025-07-09T12:00:00Z')
    const sibling = memory({
      feedId: 'sport',
      url: 'https://wire.example/sport',
      askedToWaitUntil: until,
    })
    const stranger = memory({ feedId: 'x', url: 'https://other.example/', askedToWaitUntil: until })
    expect(isVisitDue(waiting, next, [stranger, memory()])).toEqual({ due: true })
    expect(isVisitDue(waiting, next, [stranger, sibling])).toEqual({
      due: false,
      because: 'waits until 12:00 UTC: wire.example asked by Retry-After, at another of its feeds',
    })
    expect(isVisitDue(waiting, until, [sibling])).toEqual({ due: true })
  })
})

import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Feed, FeedMemory, Fetched, Outline } from '../../model.ts'
import { rememberVisit } from './remember-visit.ts'
import { validatorsToSend } from './validators.ts'

const at = new Date('2025-07-09T10:00:00Z')
const before = new Date('2025-07-09T09:00:00Z')
const feed: Feed = { id: 'wire', name: 'Wire', url: 'https://wire.example/rss', every: 900_000 }
const bytes = new TextEncoder().encode('<rss/>')
const hash = createHash('sha256').update('<rss/>').digest('hex')

const readOnce: FeedMemory = {
  feedId: 'wire',
  url: feed.url,
  etag: '"old"',
  lastModified: 'Tue, 08 Jul 2025 09:00:00 GMT',
  validatorsSince: before,
  bodyHash: 'hash of the old body',
  answeredBy: feed.url,
  baselineAt: before,
  lastVisitAt: before,
  lastSuccessAt: before,
  failuresInARow: 0,
  nextVisitAt: at,
  because: 'every 15 min',
}
const nothing: Outline = { feed: {}, entryCount: 0, problems: [] }
const some: Outline = { ...nothing, entryCount: 1 }
const unreadable: Outline = { ...nothing, problems: ['it is a web page'] }

function body(headers: Record<string, string> = {}, url = feed.url): Fetched {
  return { kind: 'body', url, status: 200, headers, bytes }
}

function unchanged(status: number, headers: Record<string, string> = {}): Fetched {
  return { kind: 'unchanged', url: feed.url, status, headers, because: '' }
}

const refused: Fetched = { kind: 'failed', url: feed.url, because: 'refused' }

describe('what is remembered of a visit', () => {
  it('that read a body: validators byte for byte, its hash, who answered, and the start', () => {
    const headers = { etag: 'W/"x, é \\"', 'last-modified': 'wed, 9 jul 25 ·odd' }
    const fetched = body(headers, 'https://cdn.example/rss')
    expect(rememberVisit({ feed, memory: undefined, fetched, parsed: some, at })).toEqual({
      feedId: 'wire',
      url: feed.url,
      etag: 'W/"x, é \\"',
      lastModified: 'wed, 9 jul 25 ·odd',
      validatorsSince: at,
      bodyHash: hash,
      answeredBy: 'https://cdn.example/rss',
      baselineAt: at,
      lastVisitAt: at,
      lastSuccessAt: at,
      failuresInARow: 0,
      nextVisitAt: new Date('2025-07-09T10:15:00Z'),
      because: 'every 15 min',
    })
  })

  it('with only one validator: the other one, of an older body, is forgotten', () => {
    const fetched = body({ etag: '"new"' })
    const memory = rememberVisit({ feed, memory: readOnce, fetched, parsed: some, at })
    expect(memory.etag).toBe('"new"')
    expect(memory).not.toHaveProperty('lastModified')
  })

  it('without validators: none', () => {
    const memory = rememberVisit({ feed, memory: readOnce, fetched: body(), parsed: some, at })
    expect(memory).not.toHaveProperty('etag')
    expect(memory).not.toHaveProperty('validatorsSince')
  })

  it('answered by 304: the validator it names is renewed, the rest and their age stay', () => {
    const fetched = unchanged(304, { etag: '"newer"' })
    const memory = rememberVisit({ feed, memory: readOnce, fetched, parsed: nothing, at })
    expect(memory).toMatchObject({
      etag: '"newer"',
      lastModified: readOnce.lastModified,
      validatorsSince: before,
      bodyHash: readOnce.bodyHash,
      baselineAt: before,
      lastSuccessAt: at,
    })
  })

  it('with the same bytes again: validators are young again', () => {
    const fetched = unchanged(200, { etag: '"same"' })
    const memory = rememberVisit({ feed, memory: readOnce, fetched, parsed: nothing, at })
    expect(memory).toMatchObject({
      etag: '"same"',
      validatorsSince: at,
      bodyHash: readOnce.bodyHash,
    })
    expect(memory).not.toHaveProperty('lastModified')
  })

  it('that brought something unreadable: a failure, and nothing of that body', () => {
    const fetched = body({ etag: '"broken"', 'last-modified': 'Wed, 09 Jul 2025 10:00:00 GMT' })
    const memory = rememberVisit({ feed, memory: readOnce, fetched, parsed: unreadable, at })
    expect(memory).toMatchObject({
      etag: '"old"',
      lastModified: readOnce.lastModified,
      bodyHash: readOnce.bodyHash,
      lastSuccessAt: before,
      failuresInARow: 1,
    })
    const first = rememberVisit({ feed, memory: undefined, fetched, parsed: unreadable, at })
    for (const name of ['etag', 'lastModified', 'bodyHash', 'baselineAt', 'lastSuccessAt']) {
      expect(first).not.toHaveProperty(name)
    }
  })

  it('that failed: one failure more, and what was known of the last body', () => {
    const memory = rememberVisit({ feed, memory: readOnce, fetched: refused, parsed: nothing, at })
    expect(memory).toMatchObject({ etag: '"old"', bodyHash: readOnce.bodyHash, failuresInARow: 1 })
    const again = rememberVisit({ feed, memory, fetched: refused, parsed: nothing, at })
    expect(again.failuresInARow).toBe(2)
    const well = rememberVisit({ feed, memory: again, fetched: body(), parsed: some, at })
    expect(well.failuresInARow).toBe(0)
  })

  it('at a new address: nothing of the old address but the start', () => {
    const moved = { ...feed, url: 'https://new.example/rss' }
    const memory = rememberVisit({
      feed: moved,
      memory: readOnce,
      fetched: refused,
      parsed: nothing,
      at,
    })
    for (const name of ['etag', 'lastModified', 'validatorsSince', 'bodyHash', 'answeredBy']) {
      expect(memory).not.toHaveProperty(name)
    }
    expect(memory).toMatchObject({ url: moved.url, baselineAt: before, lastSuccessAt: before })
  })

  it('is a start as soon as a feed was read, be it empty: what comes after is news', () => {
    const empty = rememberVisit({ feed, memory: undefined, fetched: body(), parsed: nothing, at })
    expect(empty).toMatchObject({ failuresInARow: 0, lastSuccessAt: at, baselineAt: at })
    const failed = { feed, memory: undefined, fetched: refused, parsed: nothing, at }
    expect(rememberVisit(failed)).not.toHaveProperty('baselineAt')
  })

  it('keeps what the feed asks of visits until the feed says otherwise', () => {
    const asking: Outline = { ...some, feed: { ttlMinutes: 60, skipHours: [3], title: 'Wire' } }
    const first = rememberVisit({ feed, memory: readOnce, fetched: body(), parsed: asking, at })
    expect(first.wishes).toEqual({ ttlMinutes: 60, skipHours: [3] })
    const next = { feed, memory: first, at }
    const still = rememberVisit({ ...next, fetched: unchanged(304), parsed: nothing })
    expect(still.wishes).toEqual({ ttlMinutes: 60, skipHours: [3] })
    const silent = rememberVisit({ ...next, fetched: body(), parsed: some })
    expect(silent).not.toHaveProperty('wishes')
  })

  it('without items leaves what stood there at the one before', () => {
    const stood = { shown: '0123456789ab', lastIds: { a: 'b' } }
    const next = { feed, memory: { ...readOnce, ...stood }, at }
    const empty = { fetched: body(), parsed: nothing, shown: '', keys: { lastIds: { a: 'b' } } }
    expect(rememberVisit({ ...next, ...empty })).toMatchObject(stood)
    expect(rememberVisit({ ...next, fetched: refused, parsed: nothing })).toMatchObject(stood)
    const now = { shown: 'ba9876543210', keys: { lastIds: { c: 'd' } } }
    const { shown, lastIds } = rememberVisit({ ...next, fetched: body(), parsed: some, ...now })
    expect({ shown, lastIds }).toEqual({ shown: now.shown, ...now.keys })
  })

  it('keeps until when the outlet asked to wait, and only then', () => {
    const fetched: Fetched = { ...refused, status: 429, headers: { 'retry-after': '3600' } }
    const memory = rememberVisit({ feed, memory: readOnce, fetched, parsed: nothing, at })
    expect(memory.askedToWaitUntil).toEqual(new Date('2025-07-09T11:00:00Z'))
    const later = rememberVisit({ feed, memory, fetched: body(), parsed: some, at })
    expect(later).not.toHaveProperty('askedToWaitUntil')
  })

  it('forgets a Last-Modified that lies so far ahead that nothing would ever be new', () => {
    const fetched = body({ 'last-modified': 'Tue, 19 Jan 2038 03:14:07 GMT', etag: '"a"' })
    const memory = rememberVisit({ feed, memory: undefined, fetched, parsed: some, at })
    expect(memory).not.toHaveProperty('lastModified')
    expect(memory.etag).toBe('"a"')
  })
})

describe('validators are sent', () => {
  const EIGHT_DAYS = 8 * 24 * 3_600_000
  it.each([
    ['while they are young', readOnce, at, true],
    ['a moment before eight days', readOnce, new Date(before.getTime() + EIGHT_DAYS - 1), true],
    ['not after eight days', readOnce, new Date(before.getTime() + EIGHT_DAYS), false],
    ['not to another address', { ...readOnce, url: 'https://other.example/' }, at, false],
    ['not at a first visit', undefined, at, false],
  ])('%s', (_, memory, now, sent) => {
    expect(validatorsToSend(feed, memory, now)).toEqual(
      sent ? { etag: '"old"', lastModified: readOnce.lastModified } : {},
    )
  })
})

import { expect, test } from 'vitest'
import type { FeedHealth } from '../../core/feed/feed-health.ts'
import { lookAtFeeds } from './look-at-feeds.ts'

const now = new Date('2026-11-25T12:00:00Z')

function feed(name: string, rest: Partial<FeedHealth> = {}): FeedHealth {
  return {
    id: name,
    name,
    url: `https://${name}.example/rss`,
    health: 'well',
    failuresInARow: 0,
    because: 'every 15 min',
    ...rest,
  }
}

const failing = { health: 'failing', failuresInARow: 3, because: 'it answered 500' } as const

test.each([
  ['no feed at all', [], [['feeds', 'ill']]],
  ['feeds that are read', [feed('a'), feed('b')], [['feeds', 'well']]],
  [
    'one feed of two that fails',
    [feed('a'), feed('b', failing)],
    [
      ['feeds', 'well'],
      ['b', 'doubtful'],
    ],
  ],
  [
    'feeds that all fail',
    [feed('b', failing), feed('gone', { health: 'gone', because: 'the feed is gone' })],
    [
      ['feeds', 'ill'],
      ['b', 'doubtful'],
      ['gone', 'doubtful'],
    ],
  ],
  [
    'a feed nobody has visited yet',
    [feed('a', { health: 'not visited yet' })],
    [['feeds', 'well']],
  ],
  [
    'a visit that is yet to come',
    [feed('a', { lastReadAt: new Date('2026-11-25T12:00:01Z') })],
    [
      ['feeds', 'well'],
      ['clock', 'ill'],
    ],
  ],
  ['a visit just now', [feed('a', { lastReadAt: now })], [['feeds', 'well']]],
])('%s', (_, feeds, expected) => {
  const findings = lookAtFeeds(feeds, now)
  expect(findings.map(({ about, state }) => [about, state])).toEqual(expected)
  for (const { state, next } of findings) expect(next === undefined).toBe(state === 'well')
})

const refusedAt = (name: string) =>
  feed(name, {
    ...failing,
    because: `3 visits failed, the last: ${name}.example refused the connection; tries again after 1 h`,
  })

test('feeds that fail for one reason are told of once, the first few by name', () => {
  const feeds = [feed('a'), ...['b', 'c', 'd', 'e', 'f'].map(refusedAt), feed('g', failing)]
  expect(lookAtFeeds(feeds, now).map(({ about, found }) => `${about}: ${found}`)).toEqual([
    'feeds: 7 feeds, 7 visited, 6 failing or gone',
    '5 feeds: b, c, d and 2 more fail for one reason, as b: b.example refused the connection',
    'g: failed 3 times in a row: it answered 500',
  ])
})

test('where all fail for one reason, that is said, with what to do about it', () => {
  const because =
    'the last visit failed: 10.0.0.1 is a private network: ' +
    'not visited unless polling.allow_hosts names it; tries again after 15 min'
  const inside = { ...failing, url: 'http://10.0.0.1/rss', because }
  expect(lookAtFeeds([feed('a', inside), feed('b', inside)], now)).toEqual([
    {
      about: 'feeds',
      state: 'ill',
      found:
        '2 feeds, 2 visited, 2 failing or gone: all of them fail, as a: 10.0.0.1 is a private ' +
        'network: not visited unless polling.allow_hosts names it',
      next: expect.stringContaining('write it into polling.allow_hosts'),
    },
  ])
})

test('of an outlet alone the address is doubted, of many the network', () => {
  const lost = (name: string) =>
    feed(name, {
      ...failing,
      because: `3 visits failed, the last: the name ${name}.example is not known (DNS); tries again after 1 h`,
    })
  const nexts = (...feeds: FeedHealth[]) => lookAtFeeds(feeds, now).map(({ next }) => next)
  expect(nexts(feed('a'), lost('b'))[1]).toContain('is its address written right?')
  expect(nexts(lost('a'), lost('b'))).toEqual(['is this machine on the network, and its DNS well?'])
})

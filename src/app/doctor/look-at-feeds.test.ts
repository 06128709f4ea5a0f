import { expect, test } from 'vitest'
import type { FeedHealth } from '../../core/feed/feed-health.ts'
import type { Failure } from '../../model.ts'
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

function failed(name: string, failure: Failure, rest: Partial<FeedHealth> = {}): FeedHealth {
  const because = `3 visits failed, the last: ${failure.because}; tries again after 1 h`
  return feed(name, { ...failing, because, failure, ...rest })
}

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
  failed(name, { kind: 'refused', because: `${name}.example refused the connection` })

const lost = (name: string) =>
  failed(name, { kind: 'no such name', because: `the name ${name}.example is not known (DNS)` })

test('feeds that fail for one reason are told of once, the first few by name', () => {
  const feeds = [feed('a'), ...['b', 'c', 'd', 'e', 'f'].map(refusedAt), feed('g', failing)]
  expect(lookAtFeeds(feeds, now).map(({ about, found }) => `${about}: ${found}`)).toEqual([
    'feeds: 7 feeds, 7 visited, 6 failing or gone',
    '5 feeds: b, c, d and 2 more fail for one reason, as b: b.example refused the connection',
    'g: failed 3 times in a row: it answered 500',
  ])
})

test('two statuses are two reasons, and so are two kinds of page that are no feed', () => {
  const status = (name: string, code: number) =>
    failed(name, { kind: 'answered', because: `answered ${code}`, status: code })
  const page = (name: string, because: string) => failed(name, { kind: 'unreadable', because })
  const feeds = [
    feed('a'),
    status('b', 403),
    status('c', 500),
    status('d', 403),
    page('e', 'a web page'),
    page('f', 'cut off'),
    page('g', 'a web page'),
  ]
  const groups = lookAtFeeds(feeds, now).map(({ about }) => about)
  expect(groups).toEqual(['feeds', '2 feeds', '2 feeds', 'c', 'f'])
})

test('where all fail for one reason, that is said, with what to do about it', () => {
  const because = '10.0.0.1 is a private network: not visited unless polling.allow_hosts names it'
  const inside = (name: string) =>
    failed(name, { kind: 'not allowed', because }, { url: 'http://10.0.0.1/rss' })
  expect(lookAtFeeds([inside('a'), inside('b')], now)).toEqual([
    {
      about: 'feeds',
      state: 'ill',
      found: `2 feeds, 2 visited, 2 failing or gone: all of them fail, as a: ${because}`,
      next: expect.stringContaining('write it into polling.allow_hosts'),
    },
  ])
})

test('of an outlet alone the address is doubted, of many the network, and not where they answer', () => {
  const nexts = (...feeds: FeedHealth[]) => lookAtFeeds(feeds, now).map(({ next }) => next)
  const network = 'is this machine on the network, and its DNS well?'
  expect(nexts(feed('a'), lost('b'))[1]).toContain('is its address written right?')
  expect(nexts(lost('a'), lost('b'))).toEqual([network])
  expect(nexts(refusedAt('a'), lost('b'))[0]).toBe(network)
  expect(nexts(refusedAt('a'), refusedAt('b'))).toEqual([expect.stringContaining('firewall')])
  const down = failed('b', { kind: 'answered', because: 'answered 500', status: 500 })
  expect(nexts(refusedAt('a'), down)[0]).toContain('wirewatch feeds')
})

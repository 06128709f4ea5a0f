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
    [feed('b', failing)],
    [
      ['feeds', 'ill'],
      ['b', 'doubtful'],
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

import { expect, test } from 'vitest'
import type { FeedMemory } from '../../model.ts'
import { feedHealths, healthInWords } from './feed-health.ts'

const feed = { id: 'north', name: 'North', url: 'https://north.example/rss', every: 900_000 }
const memory: FeedMemory = {
  feedId: 'north',
  url: feed.url,
  failuresInARow: 0,
  lastSuccessAt: new Date('2025-07-12T08:00:00Z'),
  nextVisitAt: new Date('2025-07-12T08:15:00Z'),
  because: 'every 15 minutes',
}

const HOUR = 3_600_000
const now = new Date('2025-07-12T08:10:00Z')
const silent = { latestItemAt: new Date('2025-07-10T08:00:00Z'), usualGapMs: 2 * HOUR }

test.each([
  ['never visited', [], 'not visited yet'],
  ['remembered under another name', [{ ...memory, feedId: 'south' }], 'not visited yet'],
  ['that was read', [memory], 'well'],
  ['that failed once', [{ ...memory, failuresInARow: 1 }], 'failed 1 time'],
  ['that goes on failing', [{ ...memory, failuresInARow: 4 }], 'failed 4 times in a row'],
  [
    'that is gone',
    [{ ...memory, failuresInARow: 4, goneSince: new Date('2025-07-01T08:00:00Z') }],
    'gone since 2025-07-01',
  ],
  ['silent no longer than it may be', [{ ...memory, ...silent, usualGapMs: 24 * HOUR }], 'well'],
  [
    'too long silent',
    [{ ...memory, ...silent }],
    'quiet since 2025-07-10, an item in 2 h is usual',
  ],
  [
    'that overflowed',
    [{ ...memory, overflowedAt: new Date('2025-07-11T08:00:00Z') }],
    'well; all new at once on 2025-07-11, some may be missing',
  ],
])('a feed %s', (_, memories, words) => {
  expect(feedHealths([feed], memories, now).map(healthInWords)).toEqual([words])
})

test('a feed says when it is visited next and why', () => {
  expect(feedHealths([feed], [memory], now)[0]).toMatchObject({
    lastReadAt: memory.lastSuccessAt,
    nextVisitAt: memory.nextVisitAt,
    because: 'every 15 minutes',
  })
})

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

test.each([
  ['never visited', [], 'not visited yet'],
  ['remembered under another name', [{ ...memory, feedId: 'south' }], 'not visited yet'],
  ['that was read', [memory], 'well'],
  ['that failed once', [{ ...memory, failuresInARow: 1 }], 'failed 1 time'],
  ['that goes on failing', [{ ...memory, failuresInARow: 4 }], 'failed 4 times in a row'],
])('a feed %s', (_, memories, words) => {
  expect(feedHealths([feed], memories).map(healthInWords)).toEqual([words])
})

test('a feed says when it is visited next and why', () => {
  expect(feedHealths([feed], [memory])[0]).toMatchObject({
    lastReadAt: memory.lastSuccessAt,
    nextVisitAt: memory.nextVisitAt,
    because: 'every 15 minutes',
  })
})

import { expect, test } from 'vitest'
import { countByDay } from './test-watch.ts'

test('every hit is counted on a day, also one published long before the first visit', () => {
  const from = new Date('2025-07-11T22:00:00Z')
  const hit = (published: string | undefined, placedAt: string) => ({
    item: published === undefined ? {} : { published: new Date(published) },
    placedAt: new Date(placedAt),
  })
  const hits = [
    hit('2025-06-01T12:00:00Z', '2025-07-11T22:00:00Z'),
    hit('2025-07-11T23:00:00Z', '2025-07-12T01:00:00Z'),
    hit(undefined, '2025-07-13T01:00:00Z'),
  ]
  expect(countByDay(hits, from, new Date('2025-07-13T01:00:00Z'))).toEqual([
    { day: '2025-07-11', hits: 2 },
    { day: '2025-07-12', hits: 0 },
    { day: '2025-07-13', hits: 1 },
  ])
})

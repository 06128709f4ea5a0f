import { expect, test } from 'vitest'
import { keywordsQuery } from '../../../core/watch/parse-query.ts'
import { timeIn } from './page-time.ts'
import { watchTestPart } from './watch-test.ts'

const now = new Date('2025-07-12T00:00:00Z')

test('before anything was read, a trial says so instead of counting nothing', () => {
  const { markup } = watchTestPart(
    {
      watch: { name: 'Troops', query: keywordsQuery(['troops']), written: 'troops' },
      hits: 0,
      givenUp: 0,
      items: 0,
      from: now,
      to: now,
      perDay: [],
      samples: [],
      nearMisses: [],
      expected: [],
    },
    timeIn('UTC', now),
  )
  expect(markup).toContain('Nothing was read so far')
  expect(markup).not.toContain('a week')
})

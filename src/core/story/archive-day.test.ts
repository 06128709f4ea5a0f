import { expect, test } from 'vitest'
import { archiveDay } from './archive-day.ts'
import { tellingOf } from './telling.ts'

const today = new Date('2025-07-13T00:00:00Z')

function dayOf(text: string): string | undefined {
  const telling = tellingOf({ title: '', text, published: today })
  return archiveDay(telling, today)?.toISOString().slice(0, 10)
}

test('a piece that names only days of 2023 is of 2023, whatever the feed says', () => {
  expect(dayOf('He arrived on Wednesday, 18 October 2023, for two days of talks.')).toBe(
    '2023-10-18',
  )
})

test.each([
  ['a day of this week stands beside it', 'On Friday he recalled his visit of 18 October 2023.'],
  ['the year is not told', 'He had arrived on 18 October for two days of talks.'],
  ['the day is of last month', 'He arrived on 20 May 2025 for two days of talks.'],
  ['no day is told', 'He arrived for two days of talks.'],
])('it is of today where %s', (_, text) => {
  expect(dayOf(text)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { datesIn } from './dates.ts'

const saturday = new Date('2025-07-12T08:00:00Z')

function keys(sentence: string, published: Date | undefined = saturday): string[] {
  return datesIn(sentence, published).map(({ key }) => key)
}

test.each([
  ['arrived on 12 July', ['d:2025-07-12']],
  ['July 14-15', ['d:2025-07-14', 'd:2025-07-15']],
  ['14-15 July', ['d:2025-07-14', 'd:2025-07-15']],
  ['14 and 15 July', ['d:2025-07-14', 'd:2025-07-15']],
  ['с 11 по 13 июля', ['d:2025-07-11', 'd:2025-07-13']],
  ['13 липня', ['d:2025-07-13']],
  ['7월 12일', ['d:2025-07-12']],
  ['12일 도착', ['d:2025-07-12']],
  ['2023年10月18日', ['d:2023-10-18']],
  ['October 18, 2023', ['d:2023-10-18']],
  ['Wednesday, 18 October 2023', ['d:2023-10-18']],
  ['in June', ['d:2025-06']],
  ['on 3 January', ['d:2025-01-03']],
  ['on 2025-07-14', ['d:2025-07-14']],
  ['14.07.2025', ['d:2025-07-14']],
  ['signed in 2024', ['d:2024']],
])('%s is that day', (sentence, expected) => {
  expect(keys(sentence)).toEqual(expected)
})

test.each([
  ['on Friday', 'd:2025-07-11'],
  ['on Wednesday', 'd:2025-07-09'],
  ['until Sunday', 'd:2025-07-13'],
  ['on Tuesday', 'd:2025-07-15'],
  ['next Friday', 'd:2025-07-18'],
  ['last Monday', 'd:2025-07-07'],
  ['yesterday', 'd:2025-07-11'],
  ['в воскресенье', 'd:2025-07-13'],
  ['금요일에', 'd:2025-07-11'],
])('"%s" is read from the day of publication', (sentence, key) => {
  expect(keys(sentence)).toEqual([key])
})

test('without a day of publication no weekday is guessed and no year made up', () => {
  expect(keys('on Friday')).not.toEqual([])
  expect(datesIn('on Friday, and again on 12 July', undefined).map(({ key }) => key)).toEqual([
    'd:--07-12',
  ])
})

test.each(['they may march on', 'May said so', '2024 people came', 'sat in the sun', 'July 45'])(
  'no day is told in "%s"',
  (sentence) => {
    expect(keys(sentence).filter((key) => key !== 'd:2025-07')).toEqual([])
  },
)

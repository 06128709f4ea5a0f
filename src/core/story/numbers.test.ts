import { expect, test } from 'vitest'
import { datesIn } from './dates.ts'
import { numbersIn } from './numbers.ts'

const published = new Date('2025-07-12T00:00:00Z')

function keys(sentence: string): string[] {
  return numbersIn(sentence, datesIn(sentence, published)).map(({ key }) => key)
}

test.each([
  ['more than 10,000 soldiers', ['n:10000']],
  ['ten thousand troops', ['n:10000']],
  ['10 thousand men', ['n:10000']],
  ['около 10 тысяч военных', ['n:10000']],
  ['10 000 Soldaten', ['n:10000']],
  ['10.000 soldados', ['n:10000']],
  ['1만 명의 병력', ['n:10000']],
  ['兵士1万人', ['n:10000']],
  ['1만 2천명', ['n:12000']],
  ['twenty-five thousand', ['n:25000']],
  ['$1.7m', ['n:1700000']],
  ['£2 billion', ['n:2000000000']],
  ['3.2m pounds', ['n:3200000']],
  ['a wall 3.2m high', ['n:3.2']],
  ['полторы тысячи рабочих', ['n:1500']],
  ['около полутора тонн', ['n:1.5t']],
  ['девятерых рабочих', ['n:9:workers']],
  ['2,5 млрд рублей', ['n:2500000000']],
  ['up to 40% of shells', ['n:40%']],
  ['40 percent', ['n:40%']],
  ['magnitude 5.6', ['n:5.6']],
])('the amount in "%s" goes by one form', (sentence, expected) => {
  expect(keys(sentence)).toEqual(expected)
})

test.each([
  ['three people were killed', 'n:3:people'],
  ['killed at least three', 'n:3:dead'],
  ['three dead', 'n:3:dead'],
  ['погибли 12 человек', 'n:12:people'],
])('a small number counts beside what it counts: %s', (sentence, key) => {
  expect(keys(sentence)).toEqual([key])
})

test.each([
  'three of the ideas raised',
  'two men shook hands',
  'a T-90 and an F16',
  'at 07:53 on the 5th',
  'on 14.07.2025 and 2025-07-14',
  'July 14-15',
  'since the 1990s',
  'section 4/2 and no. #7',
])('no amount is told in "%s"', (sentence) => {
  expect(keys(sentence)).toEqual([])
})

test('an amount is shown with what it counts', () => {
  const [amount] = numbersIn('It sent $1,500 million and 6,000 engineers.', [])
  expect(amount?.written).toBe('$1,500 million')
  expect(numbersIn('It sent 6,000 engineers.', [])[0]?.written).toBe('6,000 engineers')
  expect(numbersIn('Of 6,000 are gone.', [])[0]?.written).toBe('6,000')
})

import { expect, test } from 'vitest'
import { sentenceFacts } from './facts.ts'

const published = new Date('2025-07-12T00:00:00Z')

function keys(sentence: string, kind: string): string[] {
  const { sentences } = sentenceFacts('', sentence, published)
  const facts = sentences.flatMap((one) => one.facts)
  return facts.filter((fact) => fact.kind === kind).map(({ key }) => key)
}

test.each([
  ['Flights will run twice a week.', 'n:2/week'],
  ['There will be two flights a week.', 'n:2/week'],
  ['Only one flight a month is left.', 'n:1/month'],
  ['It runs three times per day.', 'n:3/day'],
  ['Рейсы будут два раза в неделю.', 'n:2/week'],
  ['Рейсы будут раз в месяц.', 'n:1/month'],
  ['Потяг ходитиме двічі на тиждень.', 'n:2/week'],
  ['항공편은 주 2회 운항한다.', 'n:2/week'],
  ['便は月1回になる。', 'n:1/month'],
  ['列车每周四班。', 'n:4/week'],
])('how often in "%s" goes by one form', (sentence, key) => {
  expect(keys(sentence, 'number')).toEqual([key])
})

test.each([
  ['The bridge is 850 metres long.', 'n:0.85km'],
  ['Длина моста — 850 метров.', 'n:0.85km'],
  ['다리 길이는 850미터다.', 'n:0.85km'],
  ['It sent 9,000 tonnes of rice.', 'n:9000t'],
])('the quantity in "%s" goes by its base unit', (sentence, key) => {
  expect(keys(sentence, 'number')).toEqual([key])
})

test.each([
  ['A thousand sappers came.', 'n:1000'],
  ['Тысяча сапёров прибыла.', 'n:1000'],
  ['포탄 1천만 발을 보냈다.', 'n:10000000'],
  ['北朝鮮は六千人を送る。', 'n:6000'],
  ['주민 여섯 명이 돌아갔다.', 'n:6:people'],
  ['погибли семеро', 'n:7:dead'],
])('the numeral in "%s" is read', (sentence, key) => {
  expect(keys(sentence, 'number')).toEqual([key])
})

test.each([
  ['между 25 и 30 тысячами', ['n:25000', 'n:30000']],
  ['between 25,000 and 30,000', ['n:25000', 'n:30000']],
  ['25–30 тис. військових', ['n:25000', 'n:30000']],
])('both ends of "%s" are told', (sentence, expected) => {
  expect(keys(sentence, 'number')).toEqual(expected)
})

test.each([
  ['Kim Jong Un will not attend the parade.', 'not:attend:kim jong un'],
  ["Lee won't attend.", 'not:attend:'],
  ['Министр не прибудет в Расон.', 'not:прибудет:'],
  ['국방부는 조정을 검토하지 않는다고 밝혔다.', 'not:검토:'],
  ['列车不会恢复运行。', 'not:恢复:'],
])('what "%s" denies', (sentence, key) => {
  expect(keys(sentence, 'negation')).toEqual([key])
})

test.each(['Not only Kim came.', 'No fewer than ten came.', 'Приехали не только министры.'])(
  'nothing is denied in "%s"',
  (sentence) => {
    expect(keys(sentence, 'negation')).toEqual([])
  },
)

test.each([
  ['The visit was postponed.', 'deed:postpone'],
  ['Визит отложен.', 'deed:postpone'],
  ['방문이 연기됐다.', 'deed:postpone'],
  ['会議は延期された。', 'deed:postpone'],
  ['会议推迟。', 'deed:postpone'],
  ['Візит відкладено.', 'deed:postpone'],
])('the turn of events in "%s" is one in all languages', (sentence, key) => {
  expect(keys(sentence, 'deed')).toEqual([key])
})

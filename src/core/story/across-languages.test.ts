/** One event in two languages, through the placement of the line. */
import { expect, test } from 'vitest'
import { anItem, daysAfter, NOON } from '../../../test/support/builders.ts'
import type { Verdict } from '../../model.ts'
import { memoryCorpus } from './memory-corpus.ts'
import { placeInStories } from './place-in-stories.ts'
import { describeTellings } from './telling.ts'

const ENGLISH = [
  'Lavrov lands in Wonsan for talks',
  'Russian Foreign Minister Sergei Lavrov arrived in Wonsan on Friday, July 11, and will meet Choe Son Hui. He stays until July 13.',
]
const RUSSIAN = [
  'Лавров прибыл в Вонсан',
  'Министр иностранных дел России Сергей Лавров прибыл в Вонсан 11 июля и встретится с Цой Сон Хи. Визит продлится до 13 июля.',
]
const KOREAN = [
  '라브로프 러시아 외무장관 원산 도착',
  '라브로프 장관은 11일 원산에 도착해 최선희 외무상과 회담한다. 13일까지 머문다.',
]
const JAPANESE = [
  'ラブロフ外相、元山に到着',
  'ロシアのラブロフ外相は11日、元山に到着した。13日まで滞在し、崔善姫外相と会談する。',
]

const tellings = [ENGLISH, RUSSIAN, KOREAN, JAPANESE]

test.each([
  ['English', [0, 1, 2, 3]],
  ['Russian', [1, 0, 3, 2]],
  ['Korean', [2, 3, 1, 0]],
  ['Japanese', [3, 2, 0, 1]],
])('an event first told in %s is no new story in the other languages', (_, order) => {
  const verdicts = tell(order.map((at) => tellings[at]!))
  expect(verdicts.map(({ kind }) => kind)).toEqual(['new', 'retelling', 'retelling', 'retelling'])
  expect(new Set(verdicts.map(({ storyId }) => storyId)).size).toBe(1)
  expect(verdicts[1]?.because).toMatch(/; linked across languages by .*lavrov/)
})

test('what only the other language tells is an update, with the sentence that tells it', () => {
  const more = 'Он передал послание Владимира Путина и пригласил 240 строителей.'
  const [, update] = tell([ENGLISH, [RUSSIAN[0]!, `${RUSSIAN[1]} ${more}`]])
  expect(update).toMatchObject({ kind: 'update', newSentences: [{ text: more }] })
})

test('a sentence without a fact that could be compared is shown rather than lost', () => {
  const words = 'Стороны обещали друг другу всяческую поддержку и тесную дружбу.'
  const [, update] = tell([ENGLISH, [RUSSIAN[0]!, `${RUSSIAN[1]} ${words}`]])
  expect(update).toMatchObject({ kind: 'update', newSentences: [{ text: words }] })
})

test('a story whose first telling said too little joins the other language’s later', () => {
  const hint = ['Лавров посетит КНДР', 'Сергей Лавров посетит КНДР, сообщила Мария Захарова.']
  const verdicts = tell([ENGLISH, hint, RUSSIAN])
  expect(verdicts[1]?.kind).toBe('new')
  expect(verdicts[2]?.storyId).toBe(verdicts[0]?.storyId)
})

test.each([
  ['one name and the day', ['Лавров дал интервью', 'Лавров дал интервью телеканалу 11 июля.']],
  [
    'a number alone',
    ['Урожай риса', 'В Приморье собрали 10 000 тонн риса, сообщили 11 июля фермеры.'],
  ],
])('%s make no link', (_, other) => {
  const troops = ['Lavrov on rice', 'Lavrov said 10,000 tonnes of rice were shipped on July 11.']
  const [first, second] = tell([troops, other])
  expect(second?.storyId).not.toBe(first?.storyId)
})

test('the same names a month later are another visit', () => {
  const [first, second] = tell([ENGLISH, RUSSIAN], 30)
  expect(second?.kind).toBe('new')
  expect(second?.storyId).not.toBe(first?.storyId)
})

/** Each told in turn, so many days after the one before. */
function tell(texts: readonly (readonly string[])[], daysApart = 0): Verdict[] {
  const corpus = memoryCorpus()
  return texts.map(([title = '', text = ''], index) => {
    const published = daysAfter(NOON, index * daysApart)
    const feedId = `outlet-${index}`
    const item = anItem({ feedId, outlet: feedId, title, text, published })
    const told = describeTellings([{ item, answers: [] }], published)
    const placements = placeInStories(told, corpus.near(told))
    corpus.record(placements, published)
    return placements[0]!.verdict
  })
}

import { expect, test } from 'vitest'
import { wordsOf } from '../text/words.ts'
import { knownNames, namesIn } from './names.ts'

function names(sentence: string, others: readonly string[] = []): string[] {
  return namesIn(sentence, wordsOf(sentence), knownNames([sentence, ...others])).map(({ key }) =>
    key.slice(5),
  )
}

test.each([
  [
    'Russian Foreign Minister Sergei Lavrov met Choe Son Hui.',
    ['russia', 'sergei lavrov', 'cho son hui'],
  ],
  ['The envoy of the United Nations saw Kim Jong Un.', ['unit nation', 'kim jong un']],
  ['Talks in Kuala Lumpur, capital of Malaysia', ['malaysia', 'malaysia']],
  ['He flew to Wonsan on Friday, Reuters said.', ['wonsan']],
  ['Министр Сергей Лавров прибыл в Вонсан', ['серг лавр', 'вонсан']],
  ['라브로프 장관이 북한에 도착', ['라브로프', 'north korea']],
  ['ラブロフ外相は北朝鮮へ', ['ラブロフ', 'north korea']],
])('who and where in "%s"', (sentence, expected) => {
  expect(names(sentence)).toEqual(expected)
})

test('a capital and its country are one place, and so are a people and its country', () => {
  expect(names('They said Pyongyang agreed, as did the North Koreans.')).toEqual([
    'north korea',
    'north korea',
  ])
})

test('the first word of a sentence is a name only where the text capitalises it elsewhere', () => {
  expect(names('Shares fell.')).toEqual([])
  expect(names('Wonsan was quiet.')).toEqual([])
  expect(names('Wonsan was quiet.', ['He came to Wonsan.'])).toEqual(['wonsan'])
})

test('a headline that capitalises everything names only whom the text names', () => {
  const headline = 'Minister Lavrov Arrives For Talks At Beach Resort'
  expect(names(headline)).toEqual([])
  expect(names(headline, ['Then Lavrov spoke.'])).toEqual(['lavrov'])
})

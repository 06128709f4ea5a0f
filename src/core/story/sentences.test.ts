import { expect, test } from 'vitest'
import { sentencesOf } from './sentences.ts'

test.each([
  ['Mr. Lavrov met Kim. They talked.', ['Mr. Lavrov met Kim.', 'They talked.']],
  ['The U.S. Navy sailed. It left.', ['The U.S. Navy sailed.', 'It left.']],
  ['J. K. Smith spoke at 9 a.m. on Friday.', ['J. K. Smith spoke at 9 a.m. on Friday.']],
  ['"We came." He left.', ['"We came."', 'He left.']],
  [
    'Лавров прибыл в 2025 г. в Вонсан. Он улетит.',
    ['Лавров прибыл в 2025 г. в Вонсан.', 'Он улетит.'],
  ],
  ['外相は到着した。会談は土曜日だ。', ['外相は到着した。', '会談は土曜日だ。']],
  ['라브로프가 도착했다. 회담은 토요일이다.', ['라브로프가 도착했다.', '회담은 토요일이다.']],
  ['No stop here\nNext line', ['No stop here', 'Next line']],
  ['  \n ', []],
])('%s is told in its own sentences', (text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences)
})

test('a text without a stop comes in pieces, nothing lost', () => {
  const endless = 'word '.repeat(2000).trim()
  const pieces = sentencesOf(endless)
  expect(pieces.length).toBeGreaterThan(5)
  expect(pieces.join('')).toBe(endless)
})

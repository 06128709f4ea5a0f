import * as fc from '../../../test/support/properties.ts'
import { expect, test } from 'vitest'
import { foldWord, wordsOf } from './words.ts'

test.each([
  ['Lavrov arrived.', ['lavrov', 'arrived']],
  ["Lavrov’s l'Iran don‘t", ["lavrov's", "l'iran", "don't"]],
  ["'Lavrov' ''quoted''", ['lavrov', 'quoted']],
  ['North-Korea U.S. 10,000', ['north', 'korea', 'u', 's', '10', '000']],
  ['La\u00ADvrov Lav\u200Drov', ['lavrov', 'lavrov']],
  ['KÖLN Ko\u0308ln Łódź Đilas', ['koln', 'koln', 'lodz', 'dilas']],
  ['Ла́вров Королёв Йод їжа', ['лавров', 'королев', 'йод', 'їжа']],
  ['ΛΌΓΟΣ λόγος', ['λογοσ', 'λογοσ']],
  ['라브로프는 KCNA는', ['라브로프는', 'kcna는']],
  ['ロシアのラブロフ外相', ['ロシア', 'の', 'ラブロフ', '外相']],
  ['ﾗﾌﾞﾛﾌ外相', ['ラブロフ', '外相']],
  ['🚀Lavrov🚀 𠮷野', ['lavrov', '𠮷', '野']],
  ['ＮＡＴＯ ﬁre ½', ['nato', 'fire', '1⁄2']],
  ['', []],
  [' — … ', []],
])('the words of %j', (text, words) => {
  expect(wordsOf(text).map(({ word }) => word)).toEqual(words)
})

test('a word is told where it stood, in the text as given', () => {
  const text = '🚀 La\u00ADvrov: Ко\u0301рея 北朝鮮の'
  expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'La\u00ADvrov',
    'Ко\u0301рея',
    '北朝鮮',
    'の',
  ])
})

/** A text written by a keyboard and one written by a file system are the same news. */
test('composed and decomposed texts have the same words', () => {
  const letters = fc.constantFrom(...Array.from('aéÅñйёїКк한글ά \u0301-'))
  const property = fc.property(fc.array(letters, { maxLength: 20 }), (parts) => {
    const text = parts.join('')
    const words = (form: string) => wordsOf(text.normalize(form)).map(({ word }) => word)
    expect(words('NFD')).toEqual(words('NFC'))
  })
  fc.assert(property, { numRuns: 2000 })
})

test('a word folds as the text it stands in does, letter by letter or whole', () => {
  const property = fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
    for (const { word, start, end } of wordsOf(text)) {
      expect(word).toBe(foldWord(text.slice(start, end)))
    }
  })
  fc.assert(property, { numRuns: 3000 })
})

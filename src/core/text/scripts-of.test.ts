import { expect, test } from 'vitest'
import { isLatin, mayBeEastAsian } from './scripts-of.ts'

const characters = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code))

test('what is or folds to Hangul, Han or kana is never passed over', () => {
  const eastAsian = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
  const passedOver = characters.filter(
    (one) => eastAsian.test(one.normalize('NFKC')) && !mayBeEastAsian(one),
  )
  expect(passedOver).toEqual([])
})

test('no letter of another script is taken for Latin, nor what its small form is', () => {
  const other = /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Inherited}\p{Script=Common}])\p{L}/u
  const taken = characters.filter((one) => other.test(one) && isLatin(one))
  expect(taken).toEqual([])
  expect(isLatin('“Żółć” — naïve, 12 €')).toBe(true)
  expect(isLatin('12 \u212Am')).toBe(false)
})

import { expect, it } from 'vitest'
import { durationInWords, roughlyInWords } from './duration-in-words.ts'

it.each([
  [0, '0 ms'],
  [300, '300 ms'],
  [499, '499 ms'],
  [500, '1 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [90_000, '1 min 30 s'],
  [900_000, '15 min'],
  [3_600_000, '1 h'],
  [5_400_000, '1 h 30 min'],
  [86_400_000, '24 h'],
  [172_799_000, '47 h 59 min'],
  [172_800_000, '2 days'],
  [691_200_000, '8 days'],
])('%i ms are said as %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words)
})

it.each([
  [299_000, '4 min 59 s'],
  [471_000, '8 min'],
  [1_883_000, '31 min'],
  [5_430_000, '1 h 31 min'],
])('%i ms that nobody chose are said as %s', (ms, words) => {
  expect(roughlyInWords(ms)).toBe(words)
})

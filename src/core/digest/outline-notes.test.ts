import { expect, test } from 'vitest'
import { originsInWords } from './outline-notes.ts'

test.each([
  ['1 outlet: The Wire', 1, ['The Wire'], ['The Wire']],
  ['1 outlet, 1 origin: KCNA', 1, [], ['KCNA']],
  ['12 outlets, 1 origin: KCNA', 12, [], ['KCNA']],
  [
    '2 outlets, 1 independent report, 2 origins: The Wire and KCNA',
    2,
    ['The Wire'],
    ['The Wire', 'KCNA'],
  ],
])('%s', (words, outlets, independent, origins) => {
  expect(originsInWords({ outlets, independent, origins })).toBe(words)
})

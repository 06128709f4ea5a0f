import { expect, test } from 'vitest'
import { containment, probesOf, shinglesOf } from './shingles.ts'

// Seeds are shipped with fingerprints made by this recipe. Should these literals change, every
// fingerprint in seeds/ and in users' corpora stops recognising its original.
test('the fingerprint of a text is what it was when the seeds were made', () => {
  expect(shinglesOf('The minister arrived in Wonsan on Friday evening.')).toEqual([
    422153598, 786930535, 1759723993, 2298382521, 3200902071,
  ])
  expect(shinglesOf('라브로프 장관이 12일 원산에 도착했다')).toEqual([2156451248, 3479653563])
})

test('a fingerprint does not see case, quotation marks or line breaks', () => {
  const one = 'KIM SAID: “It is\nan honour to receive our guests”'
  expect(shinglesOf(one)).toEqual(shinglesOf('Kim said "it is an honour to receive our guests"'))
})

test('a text shorter than a run of words still has a fingerprint, a text without words none', () => {
  expect(shinglesOf('Lavrov arrives')).toHaveLength(1)
  expect(shinglesOf('... — !')).toEqual([])
  expect(probesOf([])).toEqual([])
})

test('a teaser stands wholly in its article, the article only partly in the teaser', () => {
  const teaser = shinglesOf('one two three four five six')
  const article = shinglesOf('zero one two three four five six seven eight nine ten eleven')
  expect(containment(teaser, article)).toBe(1)
  expect(containment(article, teaser)).toBeCloseTo(3 / 9)
  expect(containment([], article)).toBe(0)
})

import { describe, expect, test } from 'vitest'
import { termWeights } from './term-weights.ts'

/** A corpus of few events: a word of one event, one of any event, and one of the matter watched. */
const FEW = {
  stories: [],
  documentCount: 30,
  documentFrequency: { gumi: 4, decid: 4, korea: 27 },
}

describe('what a term weighs in a corpus of few events', () => {
  const { weightOf } = termWeights(FEW)

  test('in English a word of one event weighs more than one that is common in news', () => {
    expect(weightOf('gumi', true)).toBeGreaterThan(1.3 * weightOf('decid', true))
  })

  test('in English a word of the matter that is watched weighs little', () => {
    expect(weightOf('korea', true)).toBeLessThan(0.4 * weightOf('gumi', true))
  })

  test('in another language the corpus alone counts', () => {
    expect(weightOf('gumi')).toBeCloseTo(weightOf('decid'))
  })
})

test('in a large corpus what is common in news hardly counts beside the corpus itself', () => {
  const { weightOf } = termWeights({
    stories: [],
    documentCount: 100_000,
    documentFrequency: { decid: 900 },
  })
  expect(weightOf('decid', true)).toBeCloseTo(weightOf('decid'), 1)
})

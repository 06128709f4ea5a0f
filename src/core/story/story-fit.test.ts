import { expect, test } from 'vitest'
import { fit, within } from './story-fit.ts'

/** A group of so many tellings, each pair of which is so much alike. */
function group(size: number, alike: number) {
  return { size, pairs: ((size * (size - 1)) / 2) * alike }
}

/** How well two groups fit of which each telling of the one is so much like each of the other. */
function fitAt(a: { size: number; alike: number }, b: typeof a, across: number) {
  return fit(group(a.size, a.alike), group(b.size, b.alike), across * a.size * b.size)
}

test.each([
  ['two headlines that share most of their words', 1, 1, 0.4, 0.2, true],
  ['two headlines that share a name', 1, 1, 0.4, 0.12, false],
  ['a telling half as alike to a story as that is in itself', 1, 12, 0.3, 0.15, true],
  ['a telling that shares a matter with a story', 1, 12, 0.3, 0.07, false],
  ['two halves of one story', 8, 8, 0.3, 0.27, true],
  ['two earthquakes, each told by many', 8, 8, 0.35, 0.15, false],
  ['nothing but common words, though nothing holds the story together', 1, 1, 0, 0.04, false],
])('%s', (_, one, other, alike, across, isOne) => {
  expect(fitAt({ size: one, alike }, { size: other, alike }, across) >= 1).toBe(isOne)
})

test('the more tellings two groups have, the nearer across must come to within', () => {
  const fits = [2, 4, 8, 16].map((size) =>
    fitAt({ size, alike: 0.25 }, { size, alike: 0.25 }, 0.15),
  )
  expect(fits).toEqual(fits.toSorted((a, b) => b - a))
})

test('of one telling the usual likeness is assumed, of many their own', () => {
  expect(within(group(1, 0))).toBe(0.25)
  expect(within(group(20, 0.5))).toBeCloseTo(0.5, 2)
})

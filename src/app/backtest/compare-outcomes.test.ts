import { expect, test } from 'vitest'
import { aDigest } from '../../../test/support/builders.ts'
import { paceOf } from './compare-outcomes.ts'

test.each([
  ['a fortnight', 14 * 24, 0.5],
  ['a day', 24, 7],
  ['a quarter of an hour', 0.25, 7],
])('a mail in %s', (_, hours, perWeek) => {
  const from = new Date('2025-07-11T06:00:00Z')
  const to = new Date(from.getTime() + hours * 3_600_000)
  expect(paceOf([aDigest({})], { from, to }).mailsPerWeek).toBe(perWeek)
})

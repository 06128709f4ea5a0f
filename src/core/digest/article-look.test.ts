import { expect, test } from 'vitest'
import type { ArticleLook } from '../../model.ts'
import { afterLook } from './article-look.ts'

const TOLD = Date.parse('2025-07-11T12:00:00Z')

/** The answers at so many hours after the telling, one look each. */
function looks(...answers: readonly (readonly [hour: number, status: number | undefined])[]) {
  return answers.reduce<ArticleLook | undefined>(
    (before, [hour, status]) =>
      afterLook(before, { itemId: 'i', status, now: new Date(TOLD + hour * 3_600_000) }),
    undefined,
  )
}

const hoursUntilNext = (look: ArticleLook | undefined) =>
  look?.nextAt && (look.nextAt.getTime() - TOLD) / 3_600_000

test.each([
  [
    'was met once and is gone at two looks a day apart',
    [
      [0, 200],
      [6, 404],
      [30, 404],
    ],
    true,
  ],
  [
    'is gone for good at once by its outlet’s word, a day apart all the same',
    [
      [0, 200],
      [6, 410],
      [29, 410],
    ],
    true,
  ],
  [
    'was never met: an outlet that shows programs a 404 takes nothing back',
    [
      [0, 404],
      [6, 404],
      [30, 404],
      [78, 404],
    ],
    false,
  ],
  [
    'was away for an hour',
    [
      [0, 200],
      [6, 404],
      [7, 404],
    ],
    false,
  ],
  [
    'came back between',
    [
      [0, 200],
      [6, 404],
      [30, 200],
      [54, 404],
    ],
    false,
  ],
  [
    'is refused to us',
    [
      [0, 200],
      [6, 403],
      [30, 403],
      [60, 403],
    ],
    false,
  ],
  [
    'stands behind a server in trouble',
    [
      [0, 200],
      [6, 503],
      [30, undefined],
      [60, 500],
    ],
    false,
  ],
  [
    'is gone, though the server was in trouble between',
    [
      [0, 200],
      [6, 404],
      [30, 503],
      [54, 404],
    ],
    true,
  ],
] as const)('an article that %s', (_, answers, vanished) => {
  expect(looks(...answers)?.vanishedAt !== undefined).toBe(vanished)
})

test('four looks in three days are all, where it stands', () => {
  expect(hoursUntilNext(looks([0, 200]))).toBe(6)
  expect(hoursUntilNext(looks([0, 200], [6, 200]))).toBe(24)
  expect(hoursUntilNext(looks([0, 200], [6, 200], [24, 200]))).toBe(72)
  expect(hoursUntilNext(looks([0, 200], [6, 200], [24, 200], [72, 200]))).toBeUndefined()
})

test('one that is missing is asked for a day later, and one that vanished no more', () => {
  expect(hoursUntilNext(looks([0, 200], [6, 404]))).toBe(30)
  expect(hoursUntilNext(looks([0, 200], [6, 404], [30, 404]))).toBeUndefined()
})

test('one that comes and goes is not asked for without end', () => {
  const hours = Array.from({ length: 12 }, (_, at) => [at * 6, at % 2 === 0 ? 200 : 404] as const)
  expect(hoursUntilNext(looks(...hours))).toBeUndefined()
})

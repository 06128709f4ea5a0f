import {
  array,
  assert,
  double,
  property,
  shuffledSubarray,
} from '../../../test/support/properties.ts'
import { expect, test } from 'vitest'
import { agglomerate } from './agglomerate.ts'

/** Likeness of tellings by the event each tells. */
function table(events: string, within: number, across: number): number[][] {
  return Array.from(events).map((a, i) =>
    Array.from(events).map((b, j) => (i === j ? 1 : a === b ? within : across)),
  )
}

function grouped(events: string, groups: readonly (readonly number[])[]): string[] {
  return groups.map((members) => members.map((at) => events[at]).join('')).toSorted()
}

test('two events of one kind are told apart by how alike their tellings are', () => {
  const events = 'aababbab'
  expect(grouped(events, agglomerate(table(events, 0.3, 0.1)))).toEqual(['aaaa', 'bbbb'])
})

test('one event in two wordings is one', () => {
  const events = 'aababbab'
  expect(agglomerate(table(events, 0.3, 0.25))).toHaveLength(1)
})

test('in whatever order they come', () => {
  const orders = shuffledSubarray(Array.from('aaaabbbcc'), { minLength: 9 })
  assert(
    property(orders, (order) => {
      const events = order.join('')
      expect(grouped(events, agglomerate(table(events, 0.3, 0.08)))).toEqual(['aaaa', 'bbb', 'cc'])
    }),
  )
})

test('every telling stands in one group', () => {
  assert(
    property(array(array(double({ min: 0, max: 1, noNaN: true })), { maxLength: 8 }), (rows) => {
      const likenesses = rows.map((_, i) =>
        rows.map((__, j) => (i === j ? 1 : (rows[Math.max(i, j)]?.[Math.min(i, j)] ?? 0))),
      )
      const members = agglomerate(likenesses).flat()
      expect(members.toSorted((a, b) => a - b)).toEqual(rows.map((_, at) => at))
    }),
  )
})

test('what a person put together stays so, and what a person parted too', () => {
  const events = 'aabb'
  const likenesses = table(events, 0.9, 0.06)
  const groups = agglomerate(likenesses, [
    [0, 2],
    [1, 3],
  ])
  expect(grouped(events, groups)).toEqual(['ab', 'ab'])
})

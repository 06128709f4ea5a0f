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

test('groups as alike across as within stay two where they are told apart, each telling in its own', () => {
  const events = 'aabbab'
  const oddAndEven = (a: readonly number[], b: readonly number[]) => {
    const both = [...a, ...b]
    const ofEvent = (event: string) => both.filter((at) => events[at] === event)
    return both.length === events.length ? ([ofEvent('a'), ofEvent('b')] as const) : undefined
  }
  const alike = Array.from(events, (_, i) => Array.from(events, (__, j) => (i === j ? 1 : 0.3)))
  expect(agglomerate(alike)).toHaveLength(1)
  expect(grouped(events, agglomerate(alike, [], oddAndEven))).toEqual(['aaa', 'bbb'])
})

test('what a person put together is told apart from others and stays whole', () => {
  const events = 'abab'
  const evenAndOdd = () =>
    [
      [0, 2],
      [1, 3],
    ] as const
  const alike = table(events, 0.3, 0.3)
  const groups = agglomerate(alike, [[0, 1]], (a, b) =>
    a.length + b.length === events.length ? evenAndOdd() : undefined,
  )
  expect(groups).toEqual([[0, 1, 3], [2]])
})

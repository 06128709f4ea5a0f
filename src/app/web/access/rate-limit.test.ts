import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

function limited(options: { most?: number } = {}) {
  let seconds = 0
  const ms = () => seconds * 1000
  const limit = createRateLimit({ burst: 3, perSecond: 0.5, ms, ...options })
  return { limit, setClock: (at: number) => void (seconds = at) }
}

test('lets a burst through, says how long to wait, and lets one more through then', () => {
  const { limit, setClock } = limited()
  expect([1, 2, 3, 4].map(() => limit.take('192.0.2.1'))).toEqual([0, 0, 0, 2])
  expect(limit.wait('192.0.2.1')).toBe(2)
  setClock(1)
  expect(limit.take('192.0.2.1')).toBe(1)
  setClock(2)
  expect(limit.take('192.0.2.1')).toBe(0)
  expect(limit.take('192.0.2.1')).toBe(2)
  setClock(100)
  expect([1, 2, 3, 4].map(() => limit.take('192.0.2.1'))).toEqual([0, 0, 0, 2])
})

test('counts each network on its own', () => {
  const { limit } = limited()
  for (const host of ['1', '2', '3']) limit.take(`2001:db8::${host}`)
  expect(limit.take('2001:db8::4')).toBe(2)
  expect(limit.take('2001:db8:0:1::4')).toBe(0)
})

test('remembers so many networks and no more, those heard of lately', () => {
  const { limit } = limited({ most: 2 })
  for (const _ of [1, 2, 3]) limit.take('192.0.2.1')
  limit.take('192.0.2.2')
  expect(limit.wait('192.0.2.1')).toBe(2)
  limit.take('192.0.2.3')
  expect(limit.wait('192.0.2.1')).toBe(0)
})

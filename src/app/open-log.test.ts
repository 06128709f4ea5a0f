import { expect, test } from 'vitest'
import { readableLine } from './open-log.ts'

test.each([
  [{ because: 'no such name', ms: 12 }, '08:21:54  poll-feed bbc: failed (no such name)'],
  [
    { err: { message: 'the store is gone' } },
    '08:21:54  poll-feed bbc: failed (the store is gone)',
  ],
  [{}, '08:21:54  poll-feed bbc: failed'],
])('a person at a terminal reads when, what and why: %j', (facts, shown) => {
  const line = { time: '2026-11-22T08:21:54.428Z', msg: 'poll-feed bbc: failed', ...facts }
  expect(readableLine(JSON.stringify(line))).toBe(shown)
})

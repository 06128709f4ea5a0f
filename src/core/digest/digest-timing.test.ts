import { describe, expect, test } from 'vitest'
import type { Subscriber } from '../../model.ts'
import { digestTiming, looksBetweenSlots, type WaitingNews } from './digest-timing.ts'

const daily: Subscriber = {
  id: 'desk',
  name: 'Desk',
  to: ['desk@example.org'],
  schedule: { crons: ['30 7 * * *'], written: 'daily at 07:30' },
  zone: 'Asia/Seoul',
  evenWhenNothingIsNew: false,
}
const atOnce: Subscriber = {
  ...daily,
  schedule: { crons: [], written: 'at once', gatherMs: 300_000 },
}
const quiet = { quiet: [{ from: '22:00', to: '08:00' }] }
const since = (at: string, more: Partial<WaitingNews> = {}) => ({ since: new Date(at), ...more })

// Seoul is nine hours ahead: 07:30 is 22:30Z the day before, quiet from 13:00Z to 23:00Z.
describe('a digest goes out', () => {
  const YESTERDAY = '2025-07-10T22:30:00Z'
  test.each<
    [string, Subscriber, string | undefined, WaitingNews | undefined, string, boolean | string]
  >([
    ['at its slot, news or not', daily, YESTERDAY, undefined, '2025-07-11T22:30:00Z', true],
    [
      'for a worker whose clock is behind',
      daily,
      YESTERDAY,
      undefined,
      '2025-07-11T22:29:55Z',
      true,
    ],
    [
      'not before',
      daily,
      YESTERDAY,
      since('2025-07-11T02:00:00Z'),
      '2025-07-11T22:20:00Z',
      '2025-07-11T22:30:00Z',
    ],
    [
      'after the quiet hours its slot fell in',
      { ...daily, ...quiet },
      YESTERDAY,
      undefined,
      '2025-07-11T22:30:00Z',
      '2025-07-11T23:00:00Z',
    ],
    [
      'at the end of quiet hours',
      { ...daily, ...quiet },
      YESTERDAY,
      undefined,
      '2025-07-11T23:00:00Z',
      true,
    ],
    [
      'at once, when news has gathered',
      atOnce,
      YESTERDAY,
      since('2025-07-11T02:00:00Z'),
      '2025-07-11T02:05:00Z',
      true,
    ],
    [
      'not while it gathers',
      atOnce,
      YESTERDAY,
      since('2025-07-11T02:00:00Z'),
      '2025-07-11T02:04:59Z',
      '2025-07-11T02:05:00Z',
    ],
    [
      'not at once in quiet hours',
      { ...atOnce, ...quiet },
      YESTERDAY,
      since('2025-07-11T14:00:00Z'),
      '2025-07-11T15:00:00Z',
      '2025-07-11T23:00:00Z',
    ],
    [
      'urgent, between slots',
      daily,
      YESTERDAY,
      since('2025-07-11T02:00:00Z', { urgent: 'Troops cross' }),
      '2025-07-11T02:00:00Z',
      true,
    ],
    [
      'urgent, in quiet hours too',
      { ...daily, ...quiet },
      YESTERDAY,
      since('2025-07-11T14:00:00Z', { urgent: 'Troops cross' }),
      '2025-07-11T14:00:00Z',
      true,
    ],
    [
      'out of turn when a story rises',
      daily,
      YESTERDAY,
      since('2025-07-11T02:00:00Z', { rising: 'Lavrov' }),
      '2025-07-11T02:00:00Z',
      true,
    ],
    [
      'but not in quiet hours for that',
      { ...daily, ...quiet },
      YESTERDAY,
      since('2025-07-11T14:00:00Z', { rising: 'Lavrov' }),
      '2025-07-11T14:00:00Z',
      '2025-07-11T23:00:00Z',
    ],
    ['at once when there never was one', daily, undefined, undefined, '2025-07-11T02:00:00Z', true],
    [
      'on no day it is not wanted',
      { ...daily, schedule: { ...daily.schedule, except: ['2025-07-12'] } },
      YESTERDAY,
      undefined,
      '2025-07-11T23:00:00Z',
      '2025-07-12T22:30:00Z',
    ],
  ])('%s', (_, subscriber, lookedAt, waiting, now, expected) => {
    const timing = digestTiming({
      subscriber,
      lookedAt: lookedAt === undefined ? undefined : new Date(lookedAt),
      waiting,
      now: new Date(now),
    })
    const until = timing.due ? true : timing.until?.toISOString().replace('.000', '')
    expect(until).toBe(expected)
  })

  test('with the reason said', () => {
    const timing = digestTiming({
      subscriber: { ...daily, ...quiet },
      lookedAt: new Date(YESTERDAY),
      waiting: undefined,
      now: new Date('2025-07-11T22:30:00Z'),
    })
    expect(timing.because).toBe('quiet hours; due daily at 07:30')
  })

  test('and is looked into every minute only where the schedule alone does not say when', () => {
    expect(looksBetweenSlots(daily, false)).toBe(false)
    expect(looksBetweenSlots(daily, true)).toBe(true)
    expect(looksBetweenSlots(atOnce, false)).toBe(true)
    expect(looksBetweenSlots({ ...daily, ...quiet }, false)).toBe(true)
  })
})

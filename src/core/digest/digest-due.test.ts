import { describe, expect, test } from 'vitest'
import { isDigestDue, nextDigestAt } from './digest-due.ts'

function rhythm(zone: string, ...crons: string[]) {
  return { zone, schedule: { crons, written: crons.join(', ') } }
}

// Clocks in 2025: Berlin forward 30 March 01:00Z, back 26 October 01:00Z; New York forward
// 9 March 07:00Z, back 2 November 06:00Z; Seoul never.
describe('a digest comes at the reader’s own time', () => {
  test.each([
    [
      'on a plain day',
      'Europe/Berlin',
      '30 7 * * *',
      '2025-07-12T05:29:59Z',
      '2025-07-12T05:30:00Z',
    ],
    [
      'not twice at one slot',
      'Europe/Berlin',
      '30 7 * * *',
      '2025-07-12T05:30:00Z',
      '2025-07-13T05:30:00Z',
    ],
    [
      'after the clocks go forward',
      'Europe/Berlin',
      '30 7 * * *',
      '2025-03-29T06:30:00Z',
      '2025-03-30T05:30:00Z',
    ],
    [
      'after the clocks go back',
      'Europe/Berlin',
      '30 7 * * *',
      '2025-10-25T05:30:00Z',
      '2025-10-26T06:30:00Z',
    ],
    [
      'right after a gap that swallows it',
      'Europe/Berlin',
      '30 2 * * *',
      '2025-03-29T12:00:00Z',
      '2025-03-30T01:00:00Z',
    ],
    [
      'on time again the day after the gap',
      'Europe/Berlin',
      '30 2 * * *',
      '2025-03-30T01:00:00Z',
      '2025-03-31T00:30:00Z',
    ],
    [
      'the first of two times',
      'Europe/Berlin',
      '30 2 * * *',
      '2025-10-25T12:00:00Z',
      '2025-10-26T00:30:00Z',
    ],
    [
      'not the second of two times',
      'Europe/Berlin',
      '30 2 * * *',
      '2025-10-26T00:30:00Z',
      '2025-10-27T01:30:00Z',
    ],
    [
      'once for each time of a list',
      'Europe/Berlin',
      '30 2,14 * * *',
      '2025-10-26T00:30:00Z',
      '2025-10-26T13:30:00Z',
    ],
    [
      'after a gap from a list too',
      'Europe/Berlin',
      '30 2,14 * * *',
      '2025-03-29T14:00:00Z',
      '2025-03-30T01:00:00Z',
    ],
    [
      'on Monday after a Friday',
      'Europe/Berlin',
      '0 9 * * 1-5',
      '2025-03-28T08:00:00Z',
      '2025-03-31T07:00:00Z',
    ],
    [
      'after New York’s gap',
      'America/New_York',
      '30 2 * * *',
      '2025-03-08T12:00:00Z',
      '2025-03-09T07:00:00Z',
    ],
    [
      'at the first 01:30 of New York',
      'America/New_York',
      '30 1 * * *',
      '2025-11-01T12:00:00Z',
      '2025-11-02T05:30:00Z',
    ],
    [
      'not at its second 01:30',
      'America/New_York',
      '30 1 * * *',
      '2025-11-02T05:30:00Z',
      '2025-11-03T06:30:00Z',
    ],
    [
      'in Seoul, which changes nothing',
      'Asia/Seoul',
      '30 7 * * *',
      '2025-03-29T22:30:00Z',
      '2025-03-30T22:30:00Z',
    ],
    [
      'in Seoul in autumn alike',
      'Asia/Seoul',
      '30 7 * * *',
      '2025-10-25T22:30:00Z',
      '2025-10-26T22:30:00Z',
    ],
  ])('%s', (_, zone, cron, after, next) => {
    expect(nextDigestAt(rhythm(zone, cron), new Date(after))).toEqual(new Date(next))
  })

  test.each([
    ['Europe/Berlin', '2025-03-29T23:30:00Z'],
    ['Europe/Berlin', '2025-10-25T22:30:00Z'],
    ['America/New_York', '2025-03-09T05:30:00Z'],
    ['America/New_York', '2025-11-02T04:30:00Z'],
  ])('every hour, hour after hour, while the clocks of %s change (%s)', (zone, start) => {
    let at = new Date(start)
    for (let hour = 1; hour <= 5; hour += 1) {
      at = nextDigestAt(rhythm(zone, '0 * * * *'), at)
      expect(at.getTime()).toBe(Date.parse(start) + (hour - 0.5) * 3_600_000)
    }
  })

  test('by whichever of several patterns is first', () => {
    const twice = rhythm('Europe/Berlin', '30 7 * * *', '0 18 * * *')
    expect(nextDigestAt(twice, new Date('2025-07-12T06:00:00Z'))).toEqual(
      new Date('2025-07-12T16:00:00Z'),
    )
    expect(nextDigestAt(twice, new Date('2025-07-12T16:00:00Z'))).toEqual(
      new Date('2025-07-13T05:30:00Z'),
    )
  })

  test('or never, which is said', () => {
    const never = rhythm('Europe/Berlin', '0 0 30 2 *')
    expect(() => nextDigestAt(never, new Date('2025-07-12T06:00:00Z'))).toThrow('never comes')
  })
})

describe('a digest is due', () => {
  const daily = rhythm('Asia/Seoul', '30 7 * * *')
  const last = new Date('2025-07-11T22:30:00Z')
  test.each([
    ['a second before its slot', last, '2025-07-12T22:29:59Z', false],
    ['at its slot', last, '2025-07-12T22:30:00Z', true],
    ['long after a slot that was missed', last, '2025-07-19T03:00:00Z', true],
    ['right after the last one', last, '2025-07-11T22:30:01Z', false],
    ['when there never was one', undefined, '2025-07-12T03:00:00Z', true],
  ])('%s', (_, lastComposedAt, now, due) => {
    expect(isDigestDue(daily, lastComposedAt, new Date(now))).toBe(due)
  })
})

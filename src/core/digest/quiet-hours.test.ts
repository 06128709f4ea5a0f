import { describe, expect, test } from 'vitest'
import type { QuietHours } from '../../model.ts'
import { quietUntil } from './quiet-hours.ts'

const night: QuietHours = { from: '22:00', to: '07:00' }
const lunch: QuietHours = { from: '12:00', to: '13:30' }
const shortNight: QuietHours = { from: '22:00', to: '02:30' }
const weekend: QuietHours = { from: '00:00', to: '00:00', days: ['sat', 'sun'] }

// Clocks of Berlin in 2025: forward 30 March 01:00Z, back 26 October 01:00Z; New York forward
// 9 March 07:00Z, back 2 November 06:00Z. 12 July 2025 is a Saturday.
describe('a subscriber is left alone', () => {
  test.each([
    ['not a second before the night', [night], 'Asia/Seoul', '2025-07-11T12:59:59Z', undefined],
    [
      'from its first second',
      [night],
      'Asia/Seoul',
      '2025-07-11T13:00:00Z',
      '2025-07-11T22:00:00Z',
    ],
    ['over midnight', [night], 'Asia/Seoul', '2025-07-11T18:00:00Z', '2025-07-11T22:00:00Z'],
    ['to its last second', [night], 'Asia/Seoul', '2025-07-11T21:59:59Z', '2025-07-11T22:00:00Z'],
    ['and no longer', [night], 'Asia/Seoul', '2025-07-11T22:00:00Z', undefined],
    ['at lunch', [lunch], 'Europe/Berlin', '2025-07-11T10:30:00Z', '2025-07-11T11:30:00Z'],
    ['not after lunch', [lunch], 'Europe/Berlin', '2025-07-11T11:30:00Z', undefined],
    ['in either of two', [night, lunch], 'UTC', '2025-07-11T12:10:00Z', '2025-07-11T13:30:00Z'],
    [
      'a shorter night in spring',
      [night],
      'Europe/Berlin',
      '2025-03-29T21:00:00Z',
      '2025-03-30T05:00:00Z',
    ],
    [
      'a longer night in autumn',
      [night],
      'Europe/Berlin',
      '2025-10-25T20:00:00Z',
      '2025-10-26T06:00:00Z',
    ],
    [
      'to the end of a gap its end fell in',
      [shortNight],
      'Europe/Berlin',
      '2025-03-30T00:59:00Z',
      '2025-03-30T01:00:00Z',
    ],
    [
      'to the first of two ends',
      [shortNight],
      'Europe/Berlin',
      '2025-10-26T00:29:59Z',
      '2025-10-26T00:30:00Z',
    ],
    [
      'not again in the hour that comes twice',
      [shortNight],
      'Europe/Berlin',
      '2025-10-26T01:10:00Z',
      undefined,
    ],
    [
      'in New York’s spring night',
      [night],
      'America/New_York',
      '2025-03-09T06:30:00Z',
      '2025-03-09T11:00:00Z',
    ],
    [
      'in New York’s autumn night',
      [night],
      'America/New_York',
      '2025-11-02T05:30:00Z',
      '2025-11-02T12:00:00Z',
    ],
    ['through a weekend as one', [weekend], 'UTC', '2025-07-12T09:00:00Z', '2025-07-14T00:00:00Z'],
    [
      'from a night into a weekend and on',
      [night, weekend],
      'UTC',
      '2025-07-11T23:00:00Z',
      '2025-07-14T07:00:00Z',
    ],
    ['not on a Friday at noon', [night, weekend], 'UTC', '2025-07-11T12:00:00Z', undefined],
    ['never without quiet hours', [], 'UTC', '2025-07-11T23:00:00Z', undefined],
  ])('%s', (_, quiet, zone, at, until) => {
    expect(quietUntil(quiet, zone, new Date(at))?.toISOString().replace('.000', '')).toBe(until)
  })
})

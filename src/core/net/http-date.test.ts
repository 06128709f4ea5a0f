import { describe, expect, it } from 'vitest'
import { parseHttpDate } from './http-date.ts'

describe('a date in a header', () => {
  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT'],
    ['Sunday, 06-Nov-94 08:49:37 GMT'],
    ['Sun Nov  6 08:49:37 1994'],
    ['Sun, 06 Nov 1994 09:49:37 +0100'],
  ])('%s is one and the same instant', (text) => {
    expect(parseHttpDate(text)?.toISOString()).toBe('1994-11-06T08:49:37.000Z')
  })

  it.each([undefined, '', '0', '-1', '120', 'now', 'Sun, soon', '1994-11-06', 'Sun, '.repeat(99)])(
    '%j is no date',
    (text) => {
      expect(parseHttpDate(text)).toBeUndefined()
    },
  )
})

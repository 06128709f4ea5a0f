import { describe, expect, test } from 'vitest'
import { wrapText } from './wrap-text.ts'

describe('lines of a text mail', () => {
  test.each([
    ['break between words', 'one two three', 8, 'one two\nthree'],
    ['fill to the last column', 'one two three', 7, 'one two\nthree'],
    ['keep an address whole', 'see https://example.org/a/b', 10, 'see\nhttps://example.org/a/b'],
    ['count two columns for Chinese', '元山会談終了', 8, '元山会談\n終了'],
    ['keep a full stop with its sentence', '元山会談。終了', 8, '元山会\n談。終了'],
    ['break Korean between words', '외무상 회담 원산', 11, '외무상 회담\n원산'],
    ['count no column for marks', 'e\u0301e\u0301e\u0301 x', 5, 'e\u0301e\u0301e\u0301 x'],
    ['mix scripts', '元山 Wonsan 会談', 11, '元山 Wonsan\n会談'],
  ])('%s', (_, text, width, lines) => {
    expect(wrapText(text, { width })).toBe(lines)
  })

  test('hang under their mark', () => {
    expect(wrapText('one two three', { width: 10, first: '* ' })).toBe('* one two\n  three')
    expect(wrapText('one two three', { width: 9, first: '| ', rest: '| ' })).toBe(
      '| one two\n| three',
    )
  })

  test('lose no letter', () => {
    const text = '「元山」で、会談した（12日）。ー々 Wonsan ﷽ 👨‍👩‍👧 ไทย ก็'
    expect(wrapText(text, { width: 6 }).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  })
})

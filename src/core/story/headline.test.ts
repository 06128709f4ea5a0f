import { expect, test } from 'vitest'
import { bareHeadline, withoutVersionMark } from './headline.ts'

test.each([
  ['UPDATE 2-Lavrov lands in Wonsan for talks', '', 'Lavrov lands in Wonsan for talks'],
  ['BREAKING: Lavrov lands in Wonsan', '', 'Lavrov lands in Wonsan'],
  ['[종합] 김정은, 라브로프 접견', '', '김정은, 라브로프 접견'],
  ['Lavrov lands in Wonsan for talks | Reuters', '', 'Lavrov lands in Wonsan for talks'],
  ['Lavrov lands - Namsan Times', 'Namsan Times', 'Lavrov lands'],
  ['Kim and Lavrov: a visit - and its price', '', 'Kim and Lavrov: a visit - and its price'],
  ['Live', '', 'Live'],
])('%s (%s) is headed "%s"', (title, outlet, bare) => {
  expect(bareHeadline(title, outlet)).toBe(bare)
})

test.each([
  ['UPDATE 1-Lavrov lands in Wonsan', 'Lavrov lands in Wonsan'],
  ['RPT-UPDATE 2-Lavrov lands in Wonsan', 'Lavrov lands in Wonsan'],
  ['WRAPUP 10 - Lavrov lands in Wonsan', 'Lavrov lands in Wonsan'],
  ['Update: Lavrov lands in Wonsan', 'Lavrov lands in Wonsan'],
  ['CORRECTED-Lavrov lands in Wonsan', 'CORRECTED-Lavrov lands in Wonsan'],
  ['BREAKING: Lavrov lands - Kim waits', 'BREAKING: Lavrov lands - Kim waits'],
  ['Update 1', 'Update 1'],
  ['UPDATE 1-', 'UPDATE 1-'],
  ['Updated sanctions list names Kim', 'Updated sanctions list names Kim'],
  ['Update 2025-26 budget, says Lavrov', 'Update 2025-26 budget, says Lavrov'],
])('%s is shown as "%s"', (title, shown) => {
  expect(withoutVersionMark(title)).toBe(shown)
})

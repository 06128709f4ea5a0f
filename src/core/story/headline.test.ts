import { expect, test } from 'vitest'
import { bareHeadline } from './headline.ts'

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

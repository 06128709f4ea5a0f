import { expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'

test.each<[string, readonly (string | number | null)[], string]>([
  ['plain values', ['a', 1, null, ''], 'a,1,,\r\n'],
  ['commas, quotes and line breaks', ['a,b', '"c"', 'd\ne'], '"a,b","""c""","d\ne"\r\n'],
  ['a formula', ['=HYPERLINK("http://x")'], '"\'=HYPERLINK(""http://x"")"\r\n'],
  ['other beginnings of formulas', ['+1', '-1', '@a', '\ta', ' =a'], "'+1,'-1,'@a,'\ta,' =a\r\n"],
  ['formulas in full width', ['＝1', '＠a'], "'＝1,'＠a\r\n"],
  ['a number is a number', [-1], '-1\r\n'],
  ['words in other scripts', ['라브로프', 'Лавров – "да"'], '라브로프,"Лавров – ""да"""\r\n'],
])('%s', (_, values, line) => {
  expect(csvLine(values)).toBe(line)
})

import { expect, test } from 'vitest'
import { anItem } from '../../../test/support/builders.ts'
import { loosenQuery } from './loosen-query.ts'
import { matchItems } from './match-items.ts'
import { parseQuery } from './parse-query.ts'

const nearly = (written: string, text: string): boolean => {
  const parsed = parseQuery(written)
  const query = parsed.ok ? loosenQuery(parsed.query) : undefined
  if (!query) return false
  const item = anItem({ key: 'a', title: 'News', text, summary: text })
  return matchItems([item], [{ name: 'loose', written, query }], new Date(0)).length === 1
}

test.each([
  ['troops AND dprk', 'Troops were seen.', true],
  ['troops AND dprk', 'Rain stops play.', false],
  ['title:troops', 'Troops were seen.', true],
  ['"north korea"', 'Korea, in the far north.', true],
  ['"north korea"', 'Wind from the north.', false],
  ['troops NEAR/3 dprk', 'The DPRK stays out.', true],
  ['troops NOT cricket', 'A day of cricket.', false],
  ['ATLEAST/3 troops', 'Troops were seen.', true],
])('what %s nearly asks for: %s', (written, text, expected) => {
  expect(nearly(written, text)).toBe(expected)
})

test('a query without words has nothing near it', () => {
  expect(nearly('NOT cricket', 'Rain stops play.')).toBe(false)
})

import { expect, test } from 'vitest'
import { keywordsQuery, parseQuery } from './parse-query.ts'
import { searchTerms } from './search-terms.ts'

test.each([
  ['lavrov', [['lavrov']]],
  ['lavrov AND ("north korea" OR dprk)', [['lavrov'], ['north korea', 'dprk']]],
  ['lavrov NOT cricket', [['lavrov']]],
  ['(a AND b) OR c', [['a', 'c']]],
  ['title:lavrov', [['lavrov']]],
  ['lavrov AND lavrov', [['lavrov']]],
  ['lavrov AND source:tass', [['lavrov']]],
  ['source:tass', []],
  ['lavr*', []],
  ['lavr* OR kim', []],
  ['lavr* AND kim', [['kim']]],
])('%s asks a search for %j', (written, groups) => {
  const parsed = parseQuery(written)
  expect(parsed.ok && searchTerms(parsed.query)).toEqual(groups)
})

test('keywords are asked for as they are written', () => {
  expect(searchTerms(keywordsQuery(['North Korea', '북한']))).toEqual([['North Korea', '북한']])
})

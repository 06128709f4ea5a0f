import { expect, test } from 'vitest'
import type { Query } from '../../model.ts'
import { writtenOf } from './explain-match.ts'
import { keywordsQuery, parseQuery } from './parse-query.ts'

test.each([
  ['Lavrov', 'Lavrov'],
  ['"North Korea" Lavrov', '"North Korea" AND Lavrov'],
  ['a AND b OR c', '(a AND b) OR c'],
  ['a b | c d', '(a AND b) OR (c AND d)'],
  ['a (b OR c)', 'a AND (b OR c)'],
  ['NOT a b', 'NOT a AND b'],
  ['a -b', 'a AND NOT b'],
  ['a -(b OR c)', 'a AND NOT (b OR c)'],
  ['a NOT NOT b', 'a AND NOT NOT b'],
  ['NOT a NEAR/3 b', 'NOT (a NEAR/3 b)'],
  ['a near/3 b c', '(a NEAR/3 b) AND c'],
  ['a ONEAR/3 b NEAR/1 c', '(a ONEAR/3 b) NEAR/1 c'],
  ['ATLEAST/3 (a OR b)', 'ATLEAST/3 (a OR b)'],
  ['title:Lavrov', 'title:Lavrov'],
  ['TITLE: Lavrov', 'title:Lavrov'],
  ['title:(a OR "b c") d', '(title:a OR title:"b c") AND d'],
  ['lede:(a text:b)', 'lede:a AND text:b'],
  ['url:https://example.org/a:b?c lang:zh-Hans', 'url:https://example.org/a:b?c AND lang:zh-Hans'],
  [
    '“North Korea” «Северная Корея» 「北朝鮮」',
    '“North Korea” AND «Северная Корея» AND 「北朝鮮」',
  ],
  ['=ROK ="North Korea"', '=ROK AND ="North Korea"'],
  ['Лавров* missile?', 'Лавров* AND missile?'],
  ['co-op - x', undefined],
  ['12:30', '12:30'],
  ['/\\d+ troops/i title:/^Kim/', '/\\d+ troops/i AND title:/^Kim/'],
  ['/[/|]a\\/b/', '/[/|]a\\/b/'],
  ['url:/sport/ url:/\\/sport\\/\\d+/', 'url:/sport/ AND url:/\\/sport\\/\\d+/'],
  ['site:www.BBC.co.uk country:uk feed:tass', 'site:www.BBC.co.uk AND country:uk AND feed:tass'],
  ['after:2025-07-01 before: 2025-08 age:<2d', 'after:2025-07-01 AND before:2025-08 AND age:<2d'],
  ['@', undefined],
  ['near and far', 'near AND and AND far'],
])('the query %s is understood as %s', (written, understood) => {
  const parsed = parseQuery(written)
  expect(parsed.ok ? writtenOf(parsed.query) : undefined).toBe(understood)
})

test.each([
  ['', 0, 'the query is empty'],
  ['Lavrov "North Korea', 7, 'a quote is opened but not closed'],
  ['(a OR b', 0, 'a parenthesis is opened but not closed'],
  ['a OR b)', 6, 'a parenthesis is closed but not opened'],
  [')', 0, 'a parenthesis is closed but not opened'],
  ['a ()', 2, 'nothing between the parentheses'],
  ['a OR', 4, 'missing after OR'],
  ['a AND OR b', 6, 'missing after AND and before OR'],
  ['OR a', 0, 'the query begins with OR'],
  ['a NEAR b', 2, 'NEAR/5'],
  ['a NEAR/x b', 2, 'NEAR/5'],
  ['a NEAR/101 b', 2, 'from 0 to 100'],
  ['a NEAR/5 NOT b', 9, 'NEAR stands between'],
  ['a NEAR/5 (b c)', 2, 'NEAR stands between'],
  ['a NEAR/5 lang:ru', 2, 'NEAR stands between'],
  ['ATLEAST/0 a', 0, 'from 1 to 100'],
  ['ATLEAST/2 (a b)', 0, 'ATLEAST counts'],
  ['x titel:Lavrov', 2, 'did you mean title:'],
  ['headline:Lavrov', 0, 'did you mean title:'],
  ['langauge:ru', 0, 'lang:'],
  ['zzz:x', 0, 'the fields are title: text: lede:'],
  ['title:', 0, 'title: is not followed'],
  ['title: AND x', 0, 'title: is not followed'],
  ['lang:русский', 5, 'takes a language tag'],
  ['a =', 2, 'write it before a word'],
  ['a — b', 2, 'no word in —'],
  ['*gate', 0, 'may only end a word'],
  ['L*', 0, 'at least two letters'],
  ['?x', 0, 'at least one letter'],
  ['/Lavrov.*', 0, 'an expression is opened'],
  ['x /r/worldnews', 5, 'only i'],
  ['a /b(/', 4, 'a ( is not closed'],
  ['lang:/ru/', 5, 'lang: takes no /expression/'],
  ['country:Russia', 8, 'did you mean country:RU?'],
  ['country:xq', 8, 'a code of two letters'],
  ['site:', 0, 'site: is not followed'],
  ['after:yesterday', 6, 'takes a day'],
  ['after:2025-02-30', 6, 'takes a day'],
  ['before:2025-13', 7, 'takes a day'],
  ['age:2d', 4, 'age: takes < or >'],
  ['age:<2y', 4, 'age: takes < or >'],
  ['x @lavrov', 2, 'there is no @lavrov'],
  [`${'('.repeat(60)}a${')'.repeat(60)}`, 50, 'nested more than 50 deep'],
])('the query %j is refused at %i: %s', (written, at, problem) => {
  const parsed = parseQuery(written)
  expect(parsed).toMatchObject({ ok: false, at })
  expect(parsed.ok ? '' : parsed.problem).toContain(problem)
})

test('a query of more than 20000 characters is refused where it is too much', () => {
  expect(parseQuery('a'.repeat(20_001))).toMatchObject({ ok: false, at: 20_000 })
})

test.each([
  ['Lavrov', []],
  ['North Korea', ['write "North Korea"']],
  ['"North Korea"', []],
  ['Lavrov and Kim', ['the operator is AND']],
  ['US', ['in capitals only']],
  ['=US', []],
  ['NOT Lavrov', ['holds on nearly everything']],
  ['Lavrov OR NOT Kim', ['holds on nearly everything']],
  ['Lavrov NOT Kim', []],
  ['lang:ru', []],
  ['拉夫*', ['changes nothing']],
  ['Lavrov -Lavrov', ['answer nothing: Lavrov must be there and must not']],
  ['lang:ru lang:en', ['answer nothing: no item is both lang:ru and lang:en']],
  ['lang:zh lang:zh-Hans', []],
  ['site:bbc.co.uk site:news.bbc.co.uk', []],
  ['country:RU (x OR y) country:KP', ['answer nothing']],
  ['after:2025-07-01 before:2025-07-01', ['answer nothing']],
  ['age:<1d age:>2d', ['answer nothing']],
  ['(lang:ru lang:en) OR (lang:ru lang:ko)', ['answer nothing']],
  ['(lang:ru lang:en) OR x', []],
  ['the', ['one of the commonest words']],
  ['Lavrov OR the', ['one of the commonest words']],
  ['Lavrov the', []],
  ['age:<2d', []],
])('the query %s is warned about: %j', (written, expected) => {
  const parsed = parseQuery(written)
  const warnings = parsed.ok ? parsed.warnings : ['refused']
  expect(warnings).toHaveLength(expected.length)
  expected.forEach((part, at) => expect(warnings[at]).toContain(part))
})

test('a plain list of keywords needs no syntax and has none', () => {
  const expected: Query = {
    kind: 'any',
    of: [
      { kind: 'phrase', written: 'North Korea', words: ['North', 'Korea'] },
      { kind: 'phrase', written: 'AT&T (OR', words: ['AT&T', '(OR'] },
    ],
  }
  expect(keywordsQuery(['North Korea', 'AT&T (OR'])).toEqual(expected)
})

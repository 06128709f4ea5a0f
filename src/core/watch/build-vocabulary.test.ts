import { expect, test } from 'vitest'
import { buildVocabulary, type WrittenNames } from './build-vocabulary.ts'
import { explainMatch, writtenOf } from './explain-match.ts'
import { matchItems } from './match-items.ts'
import { parseQuery } from './parse-query.ts'
import type { Item } from '../../model.ts'

const NONE: WrittenNames = { queries: {}, aliases: {}, blocs: {}, feeds: [] }
const NAMES: WrittenNames = {
  queries: { visit: '@lavrov NEAR/3 (Wonsan OR @kim)', Dprk: '"north korea" OR @kim' },
  aliases: { lavrov: ['Lavrov', 'Лавров', '라브로프'], kim: ['Kim Jong Un', '김정은', '=KJU'] },
  blocs: { wires: ['Reuters', 'apnews.com', 'Yonhap'], all: ['@wires', 'TASS'] },
  feeds: [
    { id: 'yna', name: 'Yonhap', country: 'KR' },
    { id: 'tass', name: 'TASS World' },
  ],
}

test.each([
  ['@lavrov', { title: 'о визите Лаврова' }, true],
  ['@LAVROV', { title: 'Lavrovka' }, false],
  ['title:@lavrov', { text: 'Lavrov' }, false],
  ['@visit', { title: '라브로프는 met Kim Jong Un' }, true],
  ['@visit', { title: 'Lavrov spoke of much before Wonsan' }, false],
  ['@dprk', { title: 'kju' }, false],
  ['@dprk', { title: 'KJU' }, true],
  ['ATLEAST/2 @lavrov', { title: 'Lavrov, Лавров' }, true],
  ['source:@wires', { outlet: 'Reuters World' }, true],
  ['source:@wires', { url: 'https://www.apnews.com/1' }, true],
  ['source:@wires', { url: 'https://notapnews.com/1' }, false],
  ['source:@wires', { feedId: 'yna', outlet: 'Another' }, true],
  ['@all', { outlet: 'TASS' }, true],
  ['@lavrov -source:@all', { title: 'Lavrov', outlet: 'TASS' }, false],
  ['country:KR', { feedId: 'yna' }, true],
  ['country:KR', { feedId: 'tass', url: 'https://www.yna.co.kr/1' }, true],
  ['country:KR', { feedId: 'yna', url: 'https://nhk.jp/1' }, true],
  ['country:RU', { url: 'https://tass.com/1' }, false],
  ['country:uk', { url: 'https://www.bbc.co.uk/1' }, true],
  ['feed:"TASS World"', { feedId: 'tass' }, true],
] as const)('%s on %j: %s', (written, parts, answers) => {
  const { vocabulary, problems } = buildVocabulary(NAMES)
  expect(problems).toEqual([])
  const parsed = parseQuery(written, vocabulary)
  if (!parsed.ok) throw new Error(parsed.problem)
  const watch = { name: 'watch', written: '', query: parsed.query }
  expect(matchItems([anItem(parts)], [watch], new Date(0))).toHaveLength(answers ? 1 : 0)
  expect(explainMatch(anItem(parts), watch, new Date(0)).holds).toBe(answers)
  expect(writtenOf(parsed.query).replace('AND NOT ', '-')).toBe(written)
})

test.each([
  [{ queries: { a: '@b x', b: 'y @a' } }, 'b', '@a stands for itself: @a -> @b -> @a', { at: 2 }],
  [{ queries: { a: 'x @a' } }, 'a', '@a stands for itself: @a -> @a', { at: 2 }],
  [{ blocs: { a: ['@a'] } }, 'a', '@a stands for itself', { index: 0 }],
  [{ queries: { a: 'x "y' } }, 'a', 'a quote is opened but not closed', { at: 2 }],
  [{ queries: { a: '@lavrow' }, aliases: { lavrov: ['L'] } }, 'a', 'did you mean @lavrov?', {}],
  [{ queries: { a: 'x' }, aliases: { A: ['y'] } }, 'A', '@a is taken by queries', {}],
  [{ queries: { a: '@b', b: '(x' } }, 'a', '@b is wrong itself', { at: 0 }],
  [{ queries: { a: 'title:@b' }, blocs: { b: ['x'] } }, 'a', 'write source:@b', { at: 6 }],
  [{ queries: { a: 'lang:@b' }, aliases: { b: ['x'] } }, 'a', 'lang: does not go with @b', {}],
] as const)('%j is told of at @%s: %s', (written, name, problem, place) => {
  const told = buildVocabulary({ ...NONE, ...written }).problems.find((each) => each.name === name)
  expect(told).toMatchObject({ name, ...place })
  expect(told!.problem).toContain(problem)
})

test('names that multiply come to an end', () => {
  const queries = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`q${at}`, `@q${at + 1} OR @q${at + 1}`]),
  )
  const { problems } = buildVocabulary({ ...NONE, queries: { ...queries, q40: 'x OR y' } })
  expect(problems[0]?.problem).toContain('more than 5000 clauses')
})

function anItem(parts: Partial<Item>): Item {
  const none = { summary: '', text: '', authors: [], categories: [] }
  return { id: '1', feedId: 'f', key: '1', title: '', url: '', outlet: '', ...none, ...parts }
}

import { expect, test } from 'vitest'
import type { Item, Query, Watch } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import { matchItems, readItems } from './match-items.ts'
import { keywordsQuery, parseQuery } from './parse-query.ts'

const READ_AT = new Date('2025-07-12T10:00:00Z')

test('items that answer keep their order, and their watches that of the configuration', () => {
  const items = ['Kim alone', 'nothing', 'Lavrov met Kim'].map((title) => anItem({ title }))
  const matches = matchItems(items, [aWatch('Lavrov'), aWatch('Kim')], READ_AT)
  expect(matches.map(({ item, answers }) => [item.title, answers.map((a) => a.watch)])).toEqual([
    ['Kim alone', ['Kim']],
    ['Lavrov met Kim', ['Lavrov', 'Kim']],
  ])
})

test('the places that answered are given in the text as it was, emoji and all', () => {
  const item = anItem({ title: '🚀 Lavrov’s visit', text: 'The U.S. said La\u00ADvrov, Ла́врову' })
  const [match] = matchItems([item], [aWatch('(Lavrov OR Лавров OR US) NOT football')], READ_AT)
  const places = match!.answers[0]!.spans.map(({ field, start, end, clause }) => [
    field,
    item[field].slice(start, end),
    clause,
  ])
  expect(places).toEqual([
    ['title', 'Lavrov’s', 'Lavrov'],
    ['text', 'U.S.', 'US'],
    ['text', 'La\u00ADvrov', 'Lavrov'],
    ['text', 'Ла́врову', 'Лавров'],
  ])
})

test('only the pair that stands near is marked', () => {
  const item = anItem({ text: 'Lavrov one two three four Kim five Lavrov' })
  const [match] = matchItems([item], [aWatch('Lavrov NEAR/1 Kim')], READ_AT)
  expect(match!.answers[0]!.spans.map(({ start }) => start)).toEqual([26, 35])
})

test.each([
  ['title:Lavrov', { title: 'Lavrov' }, true],
  ['title:Lavrov', { text: 'Lavrov' }, false],
  ['text:Lavrov', { title: 'Lavrov' }, false],
  ['lede:Lavrov', { text: `${'word '.repeat(59)}Lavrov` }, true],
  ['lede:Lavrov', { text: `${'word '.repeat(60)}Lavrov` }, false],
  ['Kim', { authors: ['Kim Min-su'] }, false],
  ['author:Kim', { authors: ['Lee', 'Kim Min-su'] }, true],
  ['author:"Lee Kim"', { authors: ['Lee', 'Kim Min-su'] }, false],
  ['author:Lee NEAR/0 author:Kim', { authors: ['Lee', 'Kim Min-su'] }, false],
  ['author:Min NEAR/1 author:Kim', { authors: ['Lee', 'Kim Su Min'] }, true],
  ['category:politics', { categories: ['World', 'Politics'] }, true],
  ['source:yonhap', { outlet: 'Yonhap News' }, true],
  ['source:yonhap', { title: 'Yonhap' }, false],
  ['url:Example.org/news', {}, true],
  ['url:/sport/', {}, false],
  ['lang:ru', { language: 'ru-RU' }, true],
  ['lang:ru', { language: 'rue' }, false],
  ['lang:ru', {}, false],
  ['Lavrov -lang:ru', { title: 'Lavrov', language: 'ru' }, false],
  ['"Lavrov Kim"', { title: 'Lavrov', text: 'Kim' }, false],
  ['Lavrov NEAR/5 Kim', { title: 'Lavrov', text: 'Kim' }, false],
  ['Lavrov Kim', { title: 'Lavrov', text: 'Kim' }, true],
] as const)('%s on %j: %s', (written, parts, answers) => {
  expect(matchItems([anItem(parts)], [aWatch(written)], READ_AT)).toHaveLength(answers ? 1 : 0)
})

test('a broken watch is named and the others stand', () => {
  let deep: Query = keywordsQuery(['Lavrov'])
  for (let depth = 0; depth < 5000; depth++) deep = { kind: 'not', of: deep }
  const stray: Query = JSON.parse('{"kind":"someday"}')
  const watches = [
    { name: 'deep', written: '', query: deep },
    aWatch('Lavrov'),
    { name: 'stray', written: '', query: stray },
  ]
  expect(compileWatches(watches).broken.map(({ watch }) => watch)).toEqual(['deep', 'stray'])
  const [match] = matchItems([anItem({ title: 'Lavrov' })], watches, READ_AT)
  expect(match!.answers.map(({ watch }) => watch)).toEqual(['Lavrov'])
})

test.each([
  ['', 'Town17 and Town3'],
  ['', 'nothing'],
  ['(Kim NEAR/2 Lavrov)', 'Kim met Lavrov, not Town80'],
  ['(Kim NOT Town5)', 'Kim in Town5'],
  ['(Kim NOT Town5)', 'Kim in Town6'],
  ['(NOT Town5)', 'nothing'],
  ['(NOT Town5)', 'only Town5'],
  ['lang:ru', 'nothing'],
])('a long list of keywords and %j on %j answers as short lists do', (other, text) => {
  const towns = Array.from({ length: 100 }, (_, at) => `Town${at}`)
  const parts = other === '' ? towns : [...towns, other]
  const short = parts.map((_, at) => parts.slice(at, at + 10)).filter((_, at) => at % 10 === 0)
  const asked = [
    parts.join(' OR '),
    short.map((few) => `NOT NOT (${few.join(' OR ')})`).join(' OR '),
  ]
  const item = anItem({ text, language: 'ru' })
  const answers = asked.map((written) => {
    const [match] = matchItems([item], [{ ...aWatch(written), name: 'towns' }], READ_AT)
    return match?.answers.length ?? 0
  })
  expect(answers[0]).toBe(answers[1])
})

test('every keyword of a long list is marked', () => {
  const towns = Array.from({ length: 100 }, (_, at) => `Town${at}`)
  const text = 'Town99, Town100, Town0'
  const [match] = matchItems([anItem({ text })], [aWatch(towns.join(' OR '))], READ_AT)
  expect(match!.answers[0]!.spans.map(({ clause }) => clause)).toEqual(['Town99', 'Town0'])
})

test('a watch without a word in it answers nothing', () => {
  const watch = { name: 'empty', written: '', query: keywordsQuery(['—', '']) }
  expect(matchItems([anItem({ title: '— Lavrov' })], [watch], READ_AT)).toEqual([])
})

test.each([
  ['a word repeated', 'Lavrov '.repeat(50_000)],
  ['one endless word', 'Lavrov'.repeat(50_000)],
  ['marks upon marks', `L${'\u0301'.repeat(100_000)}`],
  ['broken surrogates', '\uD800Lavrov\uDC00 '.repeat(20_000)],
  ['apostrophes', "Lavrov'".repeat(30_000)],
  ['kana without end', 'ラブロフ'.repeat(5000)],
])('%s does not stop the reading', { timeout: 20_000 }, (_, text) => {
  const watches = [
    'Lavrov',
    'ラブロフ',
    'Lavrov NEAR/100 Lavrov',
    '"Lavrov Lavrov"',
    'Lavrov*',
  ].map(aWatch)
  const matches = matchItems([anItem({ text }), anItem({ title: 'Lavrov' })], watches, READ_AT)
  expect(matches.at(-1)!.item.title).toBe('Lavrov')
  expect(matches.every(({ answers }) => answers.every(({ spans }) => spans.length <= 200))).toBe(
    true,
  )
})

test('items too long for an expression are named, whether they answer or not', () => {
  const long = 'a'.repeat(50_000)
  const items = ['b', long, `${long}!`, 'a'].map((text) => anItem({ text }))
  const { matches, givenUp } = readItems(items, [aWatch('/a.*b|a/ Lavrov')], READ_AT)
  expect(matches).toEqual([])
  expect(givenUp).toEqual([items[1], items[2]])
  expect(readItems(items, [aWatch('Lavrov')], READ_AT).givenUp).toEqual([])
})

function aWatch(written: string): Watch {
  const parsed = parseQuery(written)
  if (!parsed.ok) throw new Error(`${written}: ${parsed.problem}`)
  return { name: written, written, query: parsed.query }
}

function anItem(parts: Partial<Item>): Item {
  return {
    id: 'item',
    feedId: 'feed',
    key: 'key',
    title: '',
    url: 'https://example.org/news',
    outlet: 'Example',
    authors: [],
    summary: '',
    text: '',
    categories: [],
    ...parts,
  }
}

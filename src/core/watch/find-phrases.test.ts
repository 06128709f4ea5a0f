import { expect, test } from 'vitest'
import type { Item } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import { findPhrases } from './find-phrases.ts'
import { MOST_FINDS } from './finds.ts'
import { parseQuery } from './parse-query.ts'
import { newPage } from './read-words.ts'

const KEYWORDS = [
  'Lavrov',
  '"Lavrov Lavrov Lavrov Kim"',
  '"Kim Jong Un Il"',
  '"Jong Un"',
  'U.S.A.',
  'ラブロフ',
  'ラブラブラブロフ',
  '라브로프',
  'Lavr*',
]

test.each([
  ['one word repeated', 'Lavrov '],
  ['openings of phrases', 'Kim Jong Kim Jong Un Kim '],
  ['a word without end', 'Lavrov'],
  ['kana without end', 'ラブ'],
  ['Hangul without end', '라브로프'],
  ['apostrophes without end', 'Lavrov’'],
  ['dotted letters without end', 'U.S.'],
  ['letters and marks without end', 'La\u0301\u00AD'],
  ['no letters at all', '— '],
])('%s: twice the text is read with twice the looks', (_, part) => {
  const once = looksTaken(KEYWORDS, part.repeat(1000))
  expect(looksTaken(KEYWORDS, part.repeat(2000))).toBeLessThan(once * 2.1 + 20)
  expect(once).toBeLessThan(part.length * 1000 * 8 + 20)
})

test('thousands of keywords with one first word take hardly more looks than a few', () => {
  const keywords = Array.from({ length: 1000 }, (_, at) => `"North Town${at}"`)
  const text = 'North Town1 north by North Town7777 '.repeat(300)
  const few = looksTaken(keywords.slice(0, 30), text)
  expect(looksTaken(keywords, text)).toBeLessThan(few * 2)
})

test('of a word repeated without end only so many places are kept', () => {
  const compiled = compileWatches(['Lavrov', 'Kim'].map(aWatch))
  const page = newPage()
  const finds = findPhrases(compiled, anItem('Lavrov '.repeat(MOST_FINDS * 3)), page)
  expect(finds.count).toBe(MOST_FINDS)
  findPhrases(compiled, anItem('Kim and Lavrov'), page, finds)
  expect(finds.count).toBe(2)
})

/** How often the tables of words and of phrases were looked at. */
function looksTaken(keywords: readonly string[], text: string): number {
  const compiled = compileWatches(keywords.map(aWatch))
  const { lexicon, trie } = compiled
  let looks = 0
  const counted = (table: Int32Array) =>
    new Proxy(table, {
      get(target, key): unknown {
        if (key !== 'length') looks++
        return Reflect.get(target, key)
      },
    })
  findPhrases(
    {
      ...compiled,
      lexicon: { ...lexicon, slots: counted(lexicon.slots) },
      trie: { ...trie, edges: { ...trie.edges, children: counted(trie.edges.children) } },
    },
    anItem(text),
  )
  return looks
}

function aWatch(written: string) {
  const parsed = parseQuery(written)
  if (!parsed.ok) throw new Error(`${written}: ${parsed.problem}`)
  return { name: written, written, query: parsed.query }
}

function anItem(text: string): Item {
  return {
    id: 'item',
    feedId: 'feed',
    key: 'key',
    title: '',
    url: 'https://example.org/news',
    outlet: 'Example',
    authors: [],
    summary: '',
    text,
    categories: [],
  }
}

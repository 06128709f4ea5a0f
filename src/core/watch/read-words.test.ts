import * as fc from '../../../test/support/properties.ts'
import { expect, test } from 'vitest'
import type { Item, Watch } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import type { CompiledWatches } from './compile-watches.ts'
import { elementsHere } from './elements-here.ts'
import { findPhrases } from './find-phrases.ts'
import { parseQuery } from './parse-query.ts'
import { newPage, readWords } from './read-words.ts'
import { nextWord, startScan } from './scan-words.ts'

const KEYWORDS = (
  'Lavrov,Kim,US,O’Brien,don’t,aid,Лавров,МИД,라브로프,북,ラブロフ,拉夫罗夫,missil*,북?,K1m?,5,' +
  '"Kim Lavrov",拉罗,罗夫,ラが,ラーが,"北 拉夫","KCNA 報道","US missil*","aid 북한",북한군,"ラが 5","aid Wonsan",ก้ำ'
).split(',')
const compiled = compileWatches(KEYWORDS.map(aWatch))
/** A sieve through which nothing falls. */
const open = {
  ...compiled.lexicon.sieve,
  words: { bits: new Int32Array(1).fill(-1), shift: 32 - 5 },
  openers: { bits: new Int32Array(1).fill(-1), shift: 32 - 5 },
  unspaced: new Uint8Array(65_536).fill(-1),
}
const unsifted = { ...compiled, lexicon: { ...compiled.lexicon, sieve: open } }

const pieces = [
  ...Array.from("aZé9йЁ북ラーかが\u3099拉夫罗北報道한ﾌﾞก้ำ𠮷🚀\u0301\u00AD’'''  -.“”½ﷺ"),
  ...'Lavrov,LAVROVS,Lavrov’s,l’Lavrov’s,‘Kim’,kim,O’Brien,o\u00AD’brien,don’t,aid’s,us,US,Лаврова,МИДа,мида'.split(
    ',',
  ),
  ...'라브로프는,북한,북,북의,KCNA북,ラブロフ,拉夫罗夫,missile,missiles’,K1mo,5,word,fi,ﬁ,İ'.split(
    ',',
  ),
  'x'.repeat(300),
  'a’'.repeat(200),
]
const news = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom('', ' ', ' ', '’ ', '. ')), {
    maxLength: 30,
  })
  .map((parts) => parts.flat().join(''))
/** Keywords, as they stand or decomposed, with and without something between them. */
const asked = fc
  .array(
    fc.tuple(
      fc.constantFrom(...KEYWORDS, 'X', '夫', 'は'),
      fc.constantFrom('NFC', 'NFD'),
      fc.constantFrom('', '', ' ', '-', '\u00AD'),
    ),
    { maxLength: 12 },
  )
  .map((parts) =>
    parts.map(([word, form, gap]) => word.replace(/["*?]/g, '').normalize(form) + gap).join(''),
  )
const anyText = fc.oneof(news, asked, fc.string({ unit: 'binary', maxLength: 40 }))

test('words are read as looking every one up reads them', { timeout: 60_000 }, () => {
  const property = fc.property(anyText, (text) => {
    expect(readAll(text)).toEqual(lookedUp(text))
  })
  fc.assert(property, { numRuns: 3000 })
})

test('sifting loses no phrase', { timeout: 60_000 }, () => {
  const property = fc.property(anyText, (text) => {
    expect(found(compiled, text)).toEqual(found(unsifted, text))
  })
  fc.assert(property, { numRuns: 4000 })
})

test(
  'a long text is read in stretches, and nothing is lost at their seams',
  { timeout: 60_000 },
  () => {
    const filler = fc.constantFrom('word ', 'дело ', 'y', '북', 'ラ', 'don’t ', '’', '  ')
    const property = fc.property(filler, fc.nat(40), news, news, (fill, less, first, second) => {
      const long = `${first}${fill.repeat(Math.ceil(32_768 / fill.length)).slice(less)}${second}`
      expect(readAll(long)).toEqual(lookedUp(long))
      expect(found(compiled, long)).toEqual(found(unsifted, long))
    })
    fc.assert(property, { numRuns: 40 })
  },
)

/** Where which phrase was found: region, words and offsets. */
function found(watches: CompiledWatches, text: string) {
  const item = { ...anItem(), title: text.slice(0, 20), text }
  const { phrases, phraseCount, rows, count } = findPhrases(watches, item)
  return { phrases: phrases.slice(0, phraseCount), rows: rows.slice(0, count * 8) }
}

function readAll(text: string) {
  const page = newPage()
  readWords(unsifted.lexicon, page, text)
  const hits = Array.from({ length: page.hits }, (_, hit) => ({
    place: page.places[hit],
    start: page.starts[hit],
    end: page.ends[hit],
    elements: page.elements.slice(page.elementStarts[hit], page.elementStarts[hit + 1]),
  }))
  return { words: page.words, hits }
}

function lookedUp(text: string) {
  const hits: { place: number; start: number; end: number; elements: number[] }[] = []
  const scan = startScan(text)
  let words = 0
  for (; nextWord(scan); words++) {
    const elements: number[] = []
    elementsHere(compiled.lexicon, scan, elements, 0)
    if (elements.length > 0) hits.push({ place: words, start: scan.start, end: scan.end, elements })
  }
  return { words, hits }
}

function aWatch(written: string): Watch {
  const parsed = parseQuery(written)
  if (!parsed.ok) throw new Error(`${written}: ${parsed.problem}`)
  return { name: written, written, query: parsed.query }
}

function anItem(): Item {
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
  }
}

import * as fc from '../../../test/support/properties.ts'
import { expect, test } from 'vitest'
import type { Watch } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import { elementsHere } from './elements-here.ts'
import { parseQuery } from './parse-query.ts'
import { newPage, readWords } from './read-words.ts'
import { nextWord, startScan } from './scan-words.ts'

const { lexicon, trie } = compileWatches(
  'Lavrov,Kim,US,O’Brien,don’t,aid,Лавров,МИД,라브로프,북,ラブロフ,拉夫罗夫,missil*,북?,K1m?,5'
    .split(',')
    .map(aWatch),
)

const pieces = [
  ...Array.from("aZé9йЁ북ラー한ﾌﾞก้ำ𠮷🚀\u0301\u00AD’'''  -.“”½ﷺ"),
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

test('sifting finds the words that looking every one up finds', { timeout: 60_000 }, () => {
  const text = fc.oneof(news, fc.string({ unit: 'binary', maxLength: 40 }))
  const property = fc.property(text, (written) => {
    expect(sifted(written)).toEqual(lookedUp(written))
  })
  fc.assert(property, { numRuns: 3000 })
})

test(
  'a long text is read in stretches, and nothing is lost at their seams',
  { timeout: 60_000 },
  () => {
    const filler = fc.constantFrom('word ', 'дело ', 'y', '북', 'ラ', 'don’t ', '’', '  ')
    const property = fc.property(filler, fc.nat(40), news, news, (fill, less, first, second) => {
      const long = `${first}${fill.repeat(Math.ceil(32_768 / fill.length)).slice(less)}${second}`
      expect(sifted(long)).toEqual(lookedUp(long))
    })
    fc.assert(property, { numRuns: 40 })
  },
)

function sifted(text: string) {
  const page = newPage()
  readWords(lexicon, page, text)
  const hits = Array.from({ length: page.hits }, (_, hit) => ({
    place: page.places[hit],
    start: page.starts[hit],
    end: page.ends[hit],
    elements: page.elements.slice(page.elementStarts[hit], page.elementStarts[hit + 1]),
  }))
  return { words: page.words, hits: useful(hits) }
}

interface Hit {
  readonly place: number | undefined
  readonly elements: readonly number[]
}

/** Those that open a phrase or follow one that is useful: the others may be read or not. */
function useful<Each extends Hit>(hits: readonly Each[]): readonly Each[] {
  const kept: Each[] = []
  for (const hit of hits) {
    const follows = kept.at(-1)?.place === (hit.place ?? 0) - 1
    if (follows || hit.elements.some((element) => trie.roots[element]! >= 0)) kept.push(hit)
  }
  return kept
}

function lookedUp(text: string) {
  const hits: { place: number; start: number; end: number; elements: number[] }[] = []
  const scan = startScan(text)
  let words = 0
  for (; nextWord(scan); words++) {
    const elements: number[] = []
    elementsHere(lexicon, scan, elements, 0)
    if (elements.length > 0) hits.push({ place: words, start: scan.start, end: scan.end, elements })
  }
  return { words, hits: useful(hits) }
}

function aWatch(written: string): Watch {
  const parsed = parseQuery(written)
  if (!parsed.ok) throw new Error(`${written}: ${parsed.problem}`)
  return { name: written, written, query: parsed.query }
}

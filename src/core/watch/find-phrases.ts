import type { Item } from '../../model.ts'
import type { CompiledWatches } from './compile-watches.ts'
import { findExpression } from './find-expression.ts'
import { gapAllows } from './phrase-gap.ts'
import { childOf } from './phrase-trie.ts'
import type { Output } from './phrase-trie.ts'
import { readWords } from './read-words.ts'
import type { Page } from './read-words.ts'
import { wordPlaces } from './scan-words.ts'
import { standsWhole } from './stands-whole.ts'

export type Region = 'title' | 'text' | 'author' | 'category' | 'source'

/** A place where a phrase stands. */
export interface Find {
  readonly phrase: number
  readonly region: Region
  /** Numbers of its first word and of the word after its last, counted through the item. */
  readonly from: number
  readonly to: number
  /** Words of the region before it. */
  readonly depth: number
  /** Offsets in UTF-16 code units of the region's text. */
  readonly start: number
  readonly end: number
}

/** What was found in one item, by phrase, each in the order of the text. */
export type Finds = ReadonlyMap<number, readonly Find[]>

/** Read an item's title and text, and what is said about it if asked, for every phrase at once. */
export function findPhrases(compiled: CompiledWatches, item: Item, page: Page): Finds {
  const finds = new Map<number, Find[]>()
  const reading: Reading = { compiled, page, finds, text: '', region: 'title', first: 0 }
  readText(reading, 'title', item.title)
  readText(reading, 'text', item.text)
  if (compiled.readsAbout) {
    for (const author of item.authors) readText(reading, 'author', author)
    for (const category of item.categories) readText(reading, 'category', category)
    readText(reading, 'source', item.outlet)
  }
  return finds
}

interface Reading {
  readonly compiled: CompiledWatches
  readonly page: Page
  readonly finds: Map<number, Find[]>
  text: string
  region: Region
  /** Words read in earlier texts of the item. */
  first: number
}

function readText(reading: Reading, region: Region, text: string): void {
  const { compiled, page } = reading
  readWords(compiled.lexicon, page, text)
  reading.text = text
  reading.region = region
  if (compiled.expressions.length > 0) noteExpressions(reading)
  const { roots } = compiled.trie
  for (let hit = 0; hit < page.hits; hit++) {
    for (let at = page.elementStarts[hit]!; at < page.elementStarts[hit + 1]!; at++) {
      const node = roots[page.elements[at]!]!
      if (node >= 0) follow(reading, node, hit, hit)
    }
  }
  reading.first += page.words
}

/** Go down the trie from a node reached by the hit `last`, noting what ends on the way. */
function follow(reading: Reading, node: number, from: number, last: number): void {
  const { page, text, compiled } = reading
  const { trie } = compiled
  const outputEnd = trie.outputStarts[node + 1]!
  for (let at = trie.outputStarts[node]!; at < outputEnd; at++) {
    note(reading, trie.outputs[at]!, from, last)
  }
  const next = last + 1
  if (trie.hasChildren[node] === 0 || next === page.hits) return
  if (page.places[next] !== page.places[last]! + 1) return
  for (let at = page.elementStarts[next]!; at < page.elementStarts[next + 1]!; at++) {
    let child = childOf(trie, node, page.elements[at]!)
    for (; child !== 0; child = trie.siblings[child]!) {
      if (gapAllows(trie.gaps[child]!, text, page.ends[last]!, page.starts[next]!)) {
        follow(reading, child, from, next)
      }
    }
  }
}

function note(reading: Reading, output: Output, from: number, last: number): void {
  const { text, region, first, page, finds } = reading
  const start = page.starts[from]!
  const end = page.ends[last]!
  if (output.unspaced && !standsWhole(text, start, end)) return
  if (output.dottedStart && DOTTED_BEFORE.test(text.slice(Math.max(0, start - 3), start))) return
  if (output.dottedEnd && DOTTED_AFTER.test(text.slice(end, end + 3))) return
  const { phrase } = output
  const find: Find = {
    phrase,
    region,
    from: first + page.places[from]!,
    to: first + page.places[last]! + 1,
    depth: page.places[from]!,
    start,
    end: output.dottedEnd && text[end] === '.' ? end + 1 : end,
  }
  const known = finds.get(phrase)
  if (known === undefined) finds.set(phrase, [find])
  else if (known.length < MOST_FINDS && !isKnown(known, find)) known.push(find)
}

/** Regular expressions see the text as it is; the words they stand in say where that is. */
function noteExpressions({ compiled, finds, text, region, first }: Reading): void {
  for (const { phrase, expression } of compiled.expressions) {
    const found = findExpression(expression, text)
    if (found.length === 0) continue
    const words = wordPlaces(text)
    const noted = found.map(({ start, end }): Find => {
      const depth = countUpTo(words.ends, start)
      const to = first + countUpTo(words.starts, end - 1)
      return { phrase, region, from: first + depth, to, depth, start, end }
    })
    finds.set(phrase, [...(finds.get(phrase) ?? []), ...noted].slice(0, MOST_FINDS))
  }
}

/** How many of the words' ends, or starts, lie at an offset or before it. */
function countUpTo(offsets: readonly number[], offset: number): number {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (offsets[middle]! <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Of one phrase in one item. A text made to repeat a word is not to be kept whole. */
export const MOST_FINDS = 1000

/** Two spellings may end at one place; both begin there, so only the last finds are looked at. */
function isKnown(known: readonly Find[], find: Find): boolean {
  for (let at = known.length - 1; at >= 0 && known[at]!.from === find.from; at--) {
    if (known[at]!.to === find.to) return true
  }
  return false
}

const DOTTED_BEFORE = /(?<!\p{L})\p{L}\.$/u
const DOTTED_AFTER = /^\.\p{L}(?!\p{L})/u

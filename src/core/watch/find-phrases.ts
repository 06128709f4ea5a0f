import type { Item } from '../../model.ts'
import type { CompiledWatches } from './compile-watches.ts'
import { findExpression } from './find-expression.ts'
import { gapAllows } from './phrase-gap.ts'
import { addFind, clearFinds, newFinds } from './finds.ts'
import type { Finds, Region } from './finds.ts'
import {
  childOf,
  DOTTED_END,
  DOTTED_START,
  HAS_CHILDREN,
  NODE_WIDTH,
  OUTPUTS,
  OUTPUTS_END,
  SIBLING,
  UNSPACED,
} from './phrase-trie.ts'
import { MOST_NUMBER } from './query-tokens.ts'
import { newPage, readWords } from './read-words.ts'
import type { Page } from './read-words.ts'
import { wordPlaces } from './scan-words.ts'
import { standsWhole } from './stands-whole.ts'

/**
 * Read an item's title and text, and what is said about it if asked, for every phrase at once.
 * Those who read many items hand in the same page and finds for all; each item clears them.
 */
export function findPhrases(
  compiled: CompiledWatches,
  item: Item,
  page: Page = newPage(),
  finds: Finds = newFinds(compiled.phraseCount),
): Finds {
  clearFinds(finds)
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
  readonly finds: Finds
  text: string
  region: Region
  /** Words read in earlier texts of the item. */
  first: number
}

/** The words of two texts are numbered further apart than any NEAR reaches: no two authors meet. */
const TEXTS_APART = MOST_NUMBER + 1

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
  reading.first += page.words + TEXTS_APART
}

/** Go down the trie from a node reached by the hit `last`, noting what ends on the way. */
function follow(reading: Reading, node: number, from: number, last: number): void {
  const { page, text, compiled } = reading
  const { trie } = compiled
  const row = node * NODE_WIDTH
  const outputEnd = trie.nodes[row + OUTPUTS_END]!
  for (let at = trie.nodes[row + OUTPUTS]!; at < outputEnd; at += 2) {
    note(reading, trie.outputs[at]!, trie.outputs[at + 1]!, from, last)
  }
  const next = last + 1
  if (trie.nodes[row + HAS_CHILDREN] === 0 || next === page.hits) return
  if (page.places[next] !== page.places[last]! + 1) return
  for (let at = page.elementStarts[next]!; at < page.elementStarts[next + 1]!; at++) {
    let child = childOf(trie, node, page.elements[at]!)
    for (; child !== 0; child = trie.nodes[child * NODE_WIDTH + SIBLING]!) {
      if (gapAllows(trie.gaps[child]!, text, page.ends[last]!, page.starts[next]!)) {
        follow(reading, child, from, next)
      }
    }
  }
}

function note(reading: Reading, phrase: number, looks: number, from: number, last: number): void {
  const { region, first, page, finds } = reading
  const start = page.starts[from]!
  let end = page.ends[last]!
  if (looks !== 0) {
    const { text } = reading
    if ((looks & UNSPACED) !== 0 && !standsWhole(text, start, end)) return
    if (
      (looks & DOTTED_START) !== 0 &&
      DOTTED_BEFORE.test(text.slice(Math.max(0, start - 3), start))
    )
      return
    if ((looks & DOTTED_END) !== 0) {
      if (DOTTED_AFTER.test(text.slice(end, end + 3))) return
      if (text[end] === '.') end++
    }
  }
  const depth = page.places[from]!
  addFind(finds, phrase, region, first + depth, first + page.places[last]! + 1, depth, start, end)
}

/** Regular expressions see the text as it is; the words they stand in say where that is. */
function noteExpressions({ compiled, finds, text, region, first }: Reading): void {
  for (const { phrase, expression } of compiled.expressions) {
    const { stretches, givenUpAt } = findExpression(expression, text)
    if (givenUpAt !== undefined) finds.givenUp.push({ phrase, region, at: givenUpAt })
    if (stretches.length === 0) continue
    const words = wordPlaces(text)
    for (const { start, end } of stretches) {
      const depth = countUpTo(words.ends, start)
      const to = first + countUpTo(words.starts, end - 1)
      addFind(finds, phrase, region, first + depth, to, depth, start, end)
    }
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

const DOTTED_BEFORE = /(?<!\p{L})\p{L}\.$/u
const DOTTED_AFTER = /^\.\p{L}(?!\p{L})/u

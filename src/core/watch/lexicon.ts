import { letters } from '../text/letters.ts'
import { hashOf } from './scan-words.ts'
import type { Scan } from './scan-words.ts'
import type { Element } from './phrase-variants.ts'
import { startsOf } from './starts-of.ts'
import { buildPatterns, lettersBefore } from './word-patterns.ts'
import type { Patterns } from './word-patterns.ts'
import type { Form } from './word-forms.ts'
import type { Unspaced } from './unspaced-letters.ts'
import { buildSieve } from './word-sieve.ts'
import type { Sieve } from './word-sieve.ts'

/** See sift-words.ts: an alias that V8 builds into its code. */
const letterOf = letters

/** An element that a word stands for, and on what condition. */
interface Entry {
  readonly element: number
  readonly spelling: Form['spelling']
  readonly open: boolean
}

/**
 * Every word that any watch asks for, numbered from 0, with the elements it stands for. With ten
 * thousand watches it is the waiting for memory that costs, so all that is looked at for an
 * ordinary word lies in a few flat arrays.
 */
export interface Lexicon {
  readonly sieve: Sieve
  /**
   * Open-addressing table of four numbers a word: hash, the word's number plus one (0 where the
   * place is free), where it begins in `letters`, and its length.
   */
  readonly slots: Int32Array
  /** All words one after the other. */
  readonly letters: Uint16Array
  /** The entries of word n lie from place entryStarts[n] to entryStarts[n + 1]. */
  readonly entryStarts: Int32Array
  /** By entry, two numbers: the element, and the number of its spelling plus one, or 0. */
  readonly entries: Int32Array
  readonly spellings: readonly NonNullable<Form['spelling']>[]
  /** Korean: particles may follow the word. */
  readonly open: Uint8Array
  readonly numbers: ReadonlyMap<string, number>
  readonly patterns: Patterns
}

/** Numbers of a word in `slots`. */
const WIDTH = 4

/**
 * Build the lexicon; an element's number is its place in the list, and `roots` is not negative for
 * those that open a phrase.
 */
export function buildLexicon(
  elements: readonly Element[],
  roots: Int32Array,
  unspaced: Unspaced,
): Lexicon {
  const entriesOf = new Map<string, Entry[]>()
  const openings: string[] = []
  const first = new Set<string>()
  elements.forEach((element, number) => {
    if (element.kind === 'pattern') {
      const opening = element.pattern.slice(0, lettersBefore(element.pattern))
      openings.push(opening)
      if (roots[number]! >= 0) first.add(opening)
      return
    }
    for (const { word, spelling } of element.forms) {
      const entries = entriesOf.get(word)
      const entry = { element: number, spelling, open: element.open }
      if (entries) entries.push(entry)
      else entriesOf.set(word, [entry])
      if (element.open) openings.push(word)
      if (roots[number]! >= 0) first.add(word)
    }
  })
  const words = [...entriesOf.keys()]
  return {
    sieve: buildSieve({ words, openings, first, unspaced }),
    slots: slotsOf(words),
    letters: lettersOf(words),
    ...columnsOf([...entriesOf.values()]),
    numbers: new Map(words.map((word, number) => [word, number])),
    patterns: buildPatterns(elements),
  }
}

/** The number of the word under the scan; -1 when no watch asks for it. */
export function numberHere(lexicon: Lexicon, scan: Scan): number {
  const { slots } = lexicon
  const mask = slots.length - WIDTH
  for (let at = placeOf(scan.hash, mask); ; at = (at + WIDTH) & mask) {
    const number = slots[at + 1]! - 1
    if (number < 0) return -1
    if (slots[at] === scan.hash && isWordHere(lexicon, slots[at + 2]!, slots[at + 3]!, scan)) {
      return number
    }
  }
}

function isWordHere(lexicon: Lexicon, from: number, length: number, scan: Scan): boolean {
  const { folded, text, start } = scan
  if (length !== (folded === '' ? scan.end - start : folded.length)) return false
  for (let at = 0; at < length; at++) {
    const unit =
      folded === '' ? letterOf[text.charCodeAt(start + at)]! & 0xffff : folded.charCodeAt(at)
    if (lexicon.letters[from + at] !== unit) return false
  }
  return true
}

function slotsOf(words: readonly string[]): Int32Array {
  let size = 64
  while (size < words.length * 2) size *= 2
  const slots = new Int32Array(size * WIDTH)
  const mask = slots.length - WIDTH
  const starts = startsOf(words)
  words.forEach((word, number) => {
    const hash = hashOf(word)
    let at = placeOf(hash, mask)
    while (slots[at + 1] !== 0) at = (at + WIDTH) & mask
    slots.set([hash, number + 1, starts[number]!, word.length], at)
  })
  return slots
}

function placeOf(hash: number, mask: number): number {
  return ((hash ^ (hash >>> 15)) << 2) & mask
}

function lettersOf(words: readonly string[]): Uint16Array {
  const all = words.join('')
  return Uint16Array.from({ length: all.length }, (_, at) => all.charCodeAt(at))
}

function columnsOf(entries: readonly (readonly Entry[])[]) {
  const all = entries.flat()
  const spellings: NonNullable<Form['spelling']>[] = []
  const pairs = all.flatMap(({ element, spelling }) => [
    element,
    spelling === undefined ? 0 : spellings.push(spelling),
  ])
  return {
    entryStarts: startsOf(entries),
    entries: Int32Array.from(pairs),
    spellings,
    open: Uint8Array.from(all, ({ open }) => Number(open)),
  }
}

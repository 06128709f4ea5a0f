import { letters } from '../text/letters.ts'
import { hashOf } from './scan-words.ts'
import type { Scan } from './scan-words.ts'
import type { Element } from './phrase-variants.ts'
import { startsOf } from './starts-of.ts'
import { buildPatterns, lettersBefore } from './word-patterns.ts'
import type { Patterns } from './word-patterns.ts'
import type { Form } from './word-forms.ts'
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
  /** Open-addressing table of pairs: hash, and the word's number plus one; 0 where it is free. */
  readonly slots: Int32Array
  /** All words one after the other; word n is in it from place starts[n] to starts[n + 1]. */
  readonly letters: Uint16Array
  readonly starts: Int32Array
  /** The entries of words by number, laid out alike, in three columns. */
  readonly entryStarts: Int32Array
  readonly elements: Int32Array
  readonly spellings: readonly Form['spelling'][]
  /** Korean: particles may follow the word. */
  readonly open: Uint8Array
  readonly numbers: ReadonlyMap<string, number>
  readonly patterns: Patterns
}

/** Build the lexicon; an element's number is its place in the list. */
export function buildLexicon(elements: readonly Element[]): Lexicon {
  const entriesOf = new Map<string, Entry[]>()
  const openings: string[] = []
  elements.forEach((element, number) => {
    if (element.kind === 'pattern') {
      openings.push(element.pattern.slice(0, lettersBefore(element.pattern)))
      return
    }
    for (const { word, spelling } of element.forms) {
      const entries = entriesOf.get(word)
      const entry = { element: number, spelling, open: element.open }
      if (entries) entries.push(entry)
      else entriesOf.set(word, [entry])
      if (element.open) openings.push(word)
    }
  })
  const words = [...entriesOf.keys()]
  return {
    sieve: buildSieve(words, openings),
    slots: slotsOf(words),
    ...laidOut(words),
    ...columnsOf([...entriesOf.values()]),
    numbers: new Map(words.map((word, number) => [word, number])),
    patterns: buildPatterns(elements),
  }
}

/** The number of the word under the scan; -1 when no watch asks for it. */
export function numberHere(lexicon: Lexicon, scan: Scan): number {
  const { slots } = lexicon
  const mask = slots.length - 2
  for (let at = placeOf(scan.hash, mask); ; at = (at + 2) & mask) {
    const number = slots[at + 1]! - 1
    if (number < 0) return -1
    if (slots[at] === scan.hash && isWordHere(lexicon, number, scan)) return number
  }
}

function isWordHere(lexicon: Lexicon, number: number, scan: Scan): boolean {
  const from = lexicon.starts[number]!
  const length = lexicon.starts[number + 1]! - from
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
  const slots = new Int32Array(size * 2)
  const mask = slots.length - 2
  words.forEach((word, number) => {
    const hash = hashOf(word)
    let at = placeOf(hash, mask)
    while (slots[at + 1] !== 0) at = (at + 2) & mask
    slots[at] = hash
    slots[at + 1] = number + 1
  })
  return slots
}

function placeOf(hash: number, mask: number): number {
  return ((hash ^ (hash >>> 15)) << 1) & mask
}

function laidOut(words: readonly string[]) {
  const all = words.join('')
  return {
    letters: Uint16Array.from({ length: all.length }, (_, at) => all.charCodeAt(at)),
    starts: startsOf(words),
  }
}

function columnsOf(entries: readonly (readonly Entry[])[]) {
  const all = entries.flat()
  return {
    entryStarts: startsOf(entries),
    elements: Int32Array.from(all, ({ element }) => element),
    spellings: all.map(({ spelling }) => spelling),
    open: Uint8Array.from(all, ({ open }) => Number(open)),
  }
}

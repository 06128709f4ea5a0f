import { letters } from '../text/letters.ts'
import { hashOf } from './scan-words.ts'
import type { Scan } from './scan-words.ts'
import type { Element } from './phrase-variants.ts'
import type { Form } from './word-forms.ts'

/** An element that a word of the vocabulary may stand for, and on what condition. */
export interface Entry {
  readonly element: number
  readonly spelling: Form['spelling']
  /** Korean: particles may follow the word. */
  readonly open: boolean
}

/**
 * Every word that any watch asks for, by hash, with the elements it stands for. Word numbers are
 * dense; `plain` holds a word's elements where none of them depends on spelling.
 */
export interface Lexicon {
  readonly slots: Int32Array
  readonly hashes: Int32Array
  readonly words: readonly string[]
  readonly entries: readonly (readonly Entry[])[]
  readonly plain: readonly (Int32Array | undefined)[]
  readonly numbers: ReadonlyMap<string, number>
  /** By first folded code unit: whether a pattern or an open Korean word begins so. */
  readonly careful: Uint8Array
  readonly patterns: PatternNode
}

/** Patterns by the letters before their first wildcard. */
export interface PatternNode {
  readonly next: Map<number, PatternNode>
  readonly ends: { readonly element: number; readonly rest: string }[]
}

/** Build the lexicon; an element's number is its place in the list. */
export function buildLexicon(elements: readonly Element[]): Lexicon {
  const entriesOf = new Map<string, Entry[]>()
  const careful = new Uint8Array(65_536)
  const patterns: PatternNode = { next: new Map(), ends: [] }
  elements.forEach((element, number) => {
    if (element.kind === 'pattern') {
      careful[element.pattern.charCodeAt(0)] = 1
      addPattern(patterns, element.pattern, number)
      return
    }
    for (const { word, spelling } of element.forms) {
      const entries = entriesOf.get(word)
      const entry = { element: number, spelling, open: element.open }
      if (entries) entries.push(entry)
      else entriesOf.set(word, [entry])
      if (element.open) careful[word.charCodeAt(0)] = 1
    }
  })
  return {
    ...hashTable([...entriesOf.keys()]),
    ...plainEntries([...entriesOf.values()]),
    careful,
    patterns,
  }
}

/** Whether no word has this hash, nor any that shares its first place; most words end here. */
export function isVacant({ slots }: Lexicon, hash: number): boolean {
  return slots[spread(hash) & (slots.length - 1)] === 0
}

/** The number of the word under the scan; -1 when no watch asks for it. */
export function numberHere(lexicon: Lexicon, scan: Scan): number {
  const { slots, hashes, words } = lexicon
  const { hash } = scan
  const mask = slots.length - 1
  for (let at = spread(hash) & mask; ; at = (at + 1) & mask) {
    const number = slots[at]! - 1
    if (number < 0) return -1
    if (hashes[number] === hash && isWordHere(words[number]!, scan)) return number
  }
}

/** Elements whose pattern the folded word fits. */
export function elementsByPattern(lexicon: Lexicon, word: string, into: number[]): void {
  let node: PatternNode | undefined = lexicon.patterns
  for (let at = 0; ; at++) {
    for (const { element, rest } of node.ends) if (fits(rest, word, at)) into.push(element)
    node = at < word.length ? node.next.get(word.charCodeAt(at)) : undefined
    if (node === undefined) return
  }
}

function addPattern(root: PatternNode, pattern: string, element: number): void {
  const wildcard = pattern.search(/[*?]/)
  const literal = wildcard < 0 ? pattern.length : wildcard
  let node = root
  for (let at = 0; at < literal; at++) {
    const unit = pattern.charCodeAt(at)
    const next: PatternNode = node.next.get(unit) ?? { next: new Map(), ends: [] }
    node.next.set(unit, next)
    node = next
  }
  node.ends.push({ element, rest: pattern.slice(literal) })
}

/** `?` one character, `*` at the end the rest of the word; parseQuery lets no other `*` through. */
function fits(rest: string, word: string, from: number): boolean {
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '*') return true
    if (from + at >= word.length) return false
    if (rest[at] !== '?' && rest[at] !== word[from + at]) return false
  }
  return from + rest.length === word.length
}

function hashTable(words: readonly string[]) {
  let size = 64
  while (size < words.length * 4) size *= 2
  const slots = new Int32Array(size)
  const hashes = Int32Array.from(words, hashOf)
  words.forEach((_, number) => {
    let at = spread(hashes[number]!) & (size - 1)
    while (slots[at] !== 0) at = (at + 1) & (size - 1)
    slots[at] = number + 1
  })
  return { slots, hashes, words, numbers: new Map(words.map((word, number) => [word, number])) }
}

function plainEntries(entries: readonly (readonly Entry[])[]) {
  const plain = entries.map((of) =>
    of.some(({ spelling }) => spelling) ? undefined : Int32Array.from(of, ({ element }) => element),
  )
  return { entries, plain }
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

function isWordHere(word: string, scan: Scan): boolean {
  if (scan.folded !== '') return scan.folded === word
  const { text, start, end } = scan
  if (word.length !== end - start) return false
  for (let at = 0; at < word.length; at++) {
    if (word.charCodeAt(at) !== (letters[text.charCodeAt(start + at)]! & 0xffff)) return false
  }
  return true
}

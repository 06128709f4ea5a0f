import { letters } from '../text/letters.ts'

/**
 * What most words of a text fall through: a few letters of a word tell that no watch asks for it.
 * What stays in the sieve is looked up in the lexicon, so it may keep a word too many, but must
 * not lose one.
 */
export interface Sieve {
  /** One bit for every key of a word asked for: a Bloom filter with one hash. */
  readonly bits: Int32Array
  /** How far to shift a key down to the number of its bit. */
  readonly shift: number
  /** By unit: 0, ASKED where a word or pattern asked for begins with it, OPENS where a phrase does. */
  readonly firsts: Uint8Array
  /** By the first letter of patterns and open words: 0, BY_PAIR or ANY. */
  readonly openings: Uint8Array
  /** One bit for every key of their first two letters. */
  readonly pairs: Int32Array
}

export const ASKED = 1
export const OPENS = 2
/** Look at the second letter too. */
const BY_PAIR = 1
const ANY = 2
const PAIR_BITS = 16
const BITS_PER_WORD = 32
/** See sift-words.ts: an alias that V8 builds into its code. */
const letterOf = letters

/**
 * The words asked for as they are, and the letters that others begin with, all folded; `first` are
 * those of both that open a phrase.
 */
export function buildSieve(
  words: readonly string[],
  openings: readonly string[],
  first: ReadonlySet<string>,
): Sieve {
  const width = Math.min(22, Math.max(14, Math.ceil(Math.log2(words.length * BITS_PER_WORD + 1))))
  const sieve: Sieve = {
    bits: new Int32Array(2 ** (width - 5)),
    shift: 32 - width,
    firsts: new Uint8Array(65_536),
    openings: new Uint8Array(65_536),
    pairs: new Int32Array(2 ** (PAIR_BITS - 5)),
  }
  for (const word of words) {
    setBit(sieve.bits, keyOfWord(word) >>> sieve.shift)
  }
  for (const opening of openings) {
    const letter = opening.charCodeAt(0)
    const looks = opening.length > 1 ? BY_PAIR : ANY
    sieve.openings[letter] = Math.max(sieve.openings[letter]!, looks)
    setBit(sieve.pairs, keyOfPair(letter, opening.charCodeAt(1)))
  }
  for (const start of [...words, ...openings]) {
    const unit = start.charCodeAt(0)
    sieve.firsts[unit] = Math.max(sieve.firsts[unit]!, first.has(start) ? OPENS : ASKED)
  }
  return sieve
}

/** Whether the word that stands in `units` from `start` to `end` may be one that is asked for. */
export function staysInSieve(
  sieve: Sieve,
  units: Uint16Array,
  start: number,
  end: number,
): boolean {
  const length = end - start
  const first = letterOf[units[start]!]! & 0xffff
  const middle = letterOf[units[start + (length >>> 1)]!]! & 0xffff
  const later = letterOf[units[start + ((length * 3) >>> 2)]!]! & 0xffff
  const last = letterOf[units[end - 1]!]! & 0xffff
  const key = keyOf(first, middle, later, last, length) >>> sieve.shift
  if (((sieve.bits[key >>> 5]! >>> key) & 1) !== 0) return true
  const looks = sieve.openings[first]!
  if (looks !== BY_PAIR) return looks === ANY
  if (length === 1) return false
  const pair = keyOfPair(first, letterOf[units[start + 1]!]! & 0xffff)
  return ((sieve.pairs[pair >>> 5]! >>> pair) & 1) !== 0
}

function keyOfWord(word: string): number {
  const { length } = word
  const at = (place: number) => word.charCodeAt(place)
  return keyOf(at(0), at(length >>> 1), at((length * 3) >>> 2), at(length - 1), length)
}

function keyOf(first: number, middle: number, later: number, last: number, length: number): number {
  const mixed = Math.imul((first << 16) | middle, 0x9e3779b1) ^ ((last << 16) | later)
  return Math.imul(mixed + length, 0x85ebca6b)
}

function keyOfPair(first: number, second: number): number {
  return Math.imul((first << 16) | second, 0x9e3779b1) >>> (32 - PAIR_BITS)
}

function setBit(bits: Int32Array, at: number): void {
  bits[at >>> 5] = bits[at >>> 5]! | (1 << at)
}

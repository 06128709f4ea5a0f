import { letters } from '../text/letters.ts'
import { hashOf } from './scan-words.ts'
import type { Unspaced } from './unspaced-letters.ts'

/**
 * What most words of a text fall through: a few letters of a word tell that no watch asks for it.
 * What stays in the sieve is looked up in the lexicon, so it may keep a word too many, but must
 * not lose one.
 */
export interface Sieve {
  /** By a few letters, the words asked for. */
  readonly words: Bits
  /** By the first letter of patterns and open words: 0, BY_LETTERS or ANY. */
  readonly openings: Uint8Array
  readonly beginnings: Bits
  /** By the hash of all their letters, the words asked for that open a phrase. */
  readonly openers: Bits
  /** By letter of a script without spaces: LEADS, OPENS, FOLLOWS, GOES_ON. */
  readonly unspaced: Uint8Array
  /** The beginnings of phrases in these scripts that have two letters or more. */
  readonly leads: Bits
  /** Two of their letters, one right behind the other. */
  readonly pairs: Bits
}

/** One bit for every key: a Bloom filter with one hash. */
interface Bits {
  readonly bits: Int32Array
  /** How far to shift a key down to the number of its bit. */
  readonly shift: number
}

/** What a sieve is made of, all folded. */
export interface Sieved {
  readonly words: readonly string[]
  /** Letters that words asked for begin with. */
  readonly openings: readonly string[]
  /** Those of both that open a phrase. */
  readonly first: ReadonlySet<string>
  /** Of scripts without spaces. */
  readonly unspaced: Unspaced
}

/** A phrase begins with it and the letters right behind it. */
const LEADS = 1
/** A phrase begins with it, whatever stands behind it. */
const OPENS = 2
/** A phrase goes on with it right behind another letter: see `pairs`. */
const FOLLOWS = 4
/** A phrase goes on with it, whatever stands before it. */
const GOES_ON = 8
/** Look at the second letter too, and at the third. */
const BY_LETTERS = 1
const ANY = 2
const BITS_PER_KEY = 32
/** See sift-words.ts: an alias that V8 builds into its code. */
const letterOf = letters

export function buildSieve({ words, openings, first, unspaced }: Sieved): Sieve {
  const longer = (start: string) => start.length > 1
  return {
    words: bitsOf(words.map(keyOfWord)),
    openings: looksAt(openings),
    beginnings: bitsOf(openings.filter(longer).map(keyOfBeginning)),
    openers: bitsOf(words.filter((word) => first.has(word)).map((word) => mixed(hashOf(word)))),
    unspaced: placesOfLetters(unspaced),
    leads: bitsOf(unspaced.leads.filter(longer).map(keyOfBeginning)),
    pairs: bitsOf(unspaced.pairs.map(keyOfBeginning)),
  }
}

function bitsOf(keys: readonly number[]): Bits {
  const width = Math.min(22, Math.max(16, Math.ceil(Math.log2(keys.length * BITS_PER_KEY + 1))))
  const bits = new Int32Array(2 ** (width - 5))
  const shift = 32 - width
  for (const key of keys) {
    const at = key >>> shift
    bits[at >>> 5] = bits[at >>> 5]! | (1 << at)
  }
  return { bits, shift }
}

function hasBit({ bits, shift }: Bits, key: number): boolean {
  const at = key >>> shift
  return ((bits[at >>> 5]! >>> at) & 1) !== 0
}

function looksAt(openings: readonly string[]): Uint8Array {
  const looks = new Uint8Array(65_536)
  for (const opening of openings) {
    const letter = opening.charCodeAt(0)
    looks[letter] = Math.max(looks[letter]!, opening.length > 1 ? BY_LETTERS : ANY)
  }
  return looks
}

function placesOfLetters({ leads, pairs, others }: Unspaced): Uint8Array {
  const places = new Uint8Array(65_536)
  const put = (letter: number, place: number) => (places[letter] = places[letter]! | place)
  for (const lead of leads) put(lead.charCodeAt(0), lead.length > 1 ? LEADS : OPENS)
  for (const pair of pairs) put(pair.charCodeAt(1), FOLLOWS)
  for (const letter of others) put(letter.charCodeAt(0), GOES_ON)
  return places
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
  if (hasBit(sieve.words, keyOf(first, middle, later, last, length))) return true
  const looks = sieve.openings[first]!
  if (looks !== BY_LETTERS) return looks === ANY
  return length > 1 && hasBeginning(sieve.beginnings, units, start, length)
}

function hasBeginning(
  beginnings: Bits,
  units: Uint16Array,
  start: number,
  length: number,
): boolean {
  const first = letterOf[units[start]!]! & 0xffff
  const second = letterOf[units[start + 1]!]! & 0xffff
  if (hasBit(beginnings, keyOfLetters(first, second, 0))) return true
  if (length === 2) return false
  const third = letterOf[units[start + 2]!]! & 0xffff
  return hasBit(beginnings, keyOfLetters(first, second, third))
}

/** Whether a phrase may begin with a word, given its first letter and the hash of all. */
export function mayOpenPhrase(sieve: Sieve, first: number, hash: number): boolean {
  return sieve.openings[first] !== 0 || hasBit(sieve.openers, mixed(hash))
}

/** Whether a phrase begins or goes on with a letter of a script without spaces. */
export function isAsked({ unspaced }: Sieve, letter: number): boolean {
  return unspaced[letter] !== 0
}

/** Whether a phrase may go on with such a letter right behind another. */
export function mayGoOn({ unspaced, pairs }: Sieve, before: number, letter: number): boolean {
  const place = unspaced[letter]!
  if ((place & GOES_ON) !== 0) return true
  return (place & FOLLOWS) !== 0 && hasBit(pairs, keyOfLetters(before, letter, 0))
}

/** Whether a phrase may begin with such a letter and those right behind it; 0 where there are none. */
export function mayOpen(sieve: Sieve, first: number, second: number, third: number): boolean {
  const place = sieve.unspaced[first]!
  if ((place & OPENS) !== 0) return true
  if ((place & LEADS) === 0 || second === 0) return false
  if (hasBit(sieve.leads, keyOfLetters(first, second, 0))) return true
  return third !== 0 && hasBit(sieve.leads, keyOfLetters(first, second, third))
}

function keyOfWord(word: string): number {
  const { length } = word
  const at = (place: number) => word.charCodeAt(place)
  return keyOf(at(0), at(length >>> 1), at((length * 3) >>> 2), at(length - 1), length)
}

function keyOf(first: number, middle: number, later: number, last: number, length: number): number {
  const front = Math.imul((first << 16) ^ (length << 11) ^ middle, 0x9e3779b1)
  return Math.imul(front ^ ((last << 16) | later), 0x85ebca6b)
}

function keyOfBeginning(start: string): number {
  return keyOfLetters(start.charCodeAt(0), start.charCodeAt(1), start.charCodeAt(2) || 0)
}

function keyOfLetters(first: number, second: number, third: number): number {
  return mixed(Math.imul((first << 16) | second, 0x9e3779b1) ^ Math.imul(third, 0xc2b2ae35))
}

function mixed(key: number): number {
  return Math.imul(key ^ (key >>> 15), 0x85ebca6b)
}

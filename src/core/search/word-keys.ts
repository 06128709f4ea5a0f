/**
 * The keys under which an item is filed for searching: 32-bit hashes of the beginnings of its
 * words. A beginning, because a query's word answers to forms that differ in their ends; of three
 * and of five letters, so that short words are found and long ones well told apart. Scripts
 * without spaces are filed by pairs of neighbours, abbreviations with full stops likewise.
 *
 * Stored: whoever changes what a key is made of must have all items filed anew.
 */
import type { Item } from '../../model.ts'
import { HANGUL, LETTER, UNSPACED } from '../text/letters.ts'
import { hash32 } from '../text/hash32.ts'
import { nextWord, startScan, wordHere } from '../watch/scan-words.ts'

/** Read of one item, in characters: one that hides a book cannot fill the index. */
const MOST_READ = 30_000

/** Longest word whose first two letters are a key: two letters and what may lean on them ('ve). */
const LONGEST_SHORT = 5

/** Between two characters of one name (a space, where it meets Latin letters), or of U. S. */
const MAY_STAND_BETWEEN = /^\.?\s?$/

/** Every key of what stands in an item, or is said about it. Signed integers. */
export function keysOfItem({ title, text, authors, categories, outlet }: SearchableParts) {
  const keys = new Set<number>()
  for (const part of [title, outlet, ...authors, ...categories, text]) {
    addKeysOf(part.slice(0, MOST_READ), keys)
  }
  return keys
}

type SearchableParts = Pick<Item, 'title' | 'text' | 'authors' | 'categories' | 'outlet'>

function addKeysOf(text: string, keys: Set<number>): void {
  const scan = startScan(text)
  let before = ''
  let beforeEnd = -1
  while (nextWord(scan)) {
    const { kind, start, end } = scan
    const word = wordHere(scan)
    const isSingle = kind === UNSPACED || (kind === LETTER && word.length === 1)
    if (isSingle && before !== '' && MAY_STAND_BETWEEN.test(text.slice(beforeEnd, start))) {
      keys.add(pairKey(before, word))
    }
    if (!isSingle) addBeginnings(word, kind, keys)
    before = isSingle ? word : ''
    beforeEnd = end
  }
}

function addBeginnings(word: string, kind: number, keys: Set<number>): void {
  const { length } = word
  if (kind === HANGUL || length <= LONGEST_SHORT) addBeginning(word, 2, keys)
  addBeginning(word, 3, keys)
  if (kind === LETTER) addBeginning(word, 5, keys)
  if (kind !== LETTER || !word.includes("'")) return
  // What leans on a word from the front is no part of it: l'Iran, dell'Ucraina.
  const rest = word.slice(word.indexOf("'") + 1).replace(/^'+/, '')
  if (rest !== '') addBeginnings(rest, kind, keys)
}

function addBeginning(word: string, size: 2 | 3 | 5, keys: Set<number>): void {
  if (word.length >= size) keys.add(beginningKey(word, size))
}

/** The key of a word's first letters. */
export function beginningKey(word: string, size: 2 | 3 | 5): number {
  return hash32(`${size}${word.slice(0, size)}`) | 0
}

/** The key of two characters, or of two letters of an abbreviation, side by side. */
export function pairKey(first: string, second: string): number {
  return hash32(`+${first} ${second}`) | 0
}

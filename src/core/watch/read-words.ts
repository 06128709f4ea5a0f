import { COMPLEX, describeLetter, LETTER, letters, UNSPACED } from '../text/letters.ts'
import { elementsHere } from './elements-here.ts'
import type { Lexicon } from './lexicon.ts'
import { nextWord, placeAt, startScan, wordHere } from './scan-words.ts'
import type { Scan } from './scan-words.ts'
import { isAsked, mayGoOn, mayOpen } from './word-sieve.ts'
import type { Sieve } from './word-sieve.ts'
import { LEANING, nextKept, startSifting } from './sift-words.ts'

/** See sift-words.ts: an alias that V8 builds into its code. */
const letterOf = letters

/**
 * The words of a text that some watch asks for, in order, but perhaps for those that neither open a
 * phrase nor follow a hit; of the others no more than the count.
 */
export interface Page {
  /** How many words the text has, and how many of them are hits. */
  words: number
  hits: number
  /** By hit: which word of the text it is, and where it stands. */
  readonly places: number[]
  readonly starts: number[]
  readonly ends: number[]
  /** The elements that hit n may stand for lie from elementStarts[n] to elementStarts[n + 1]. */
  readonly elementStarts: number[]
  readonly elements: number[]
}

/** A page is used again from text to text: what is behind `hits` in it is of earlier ones. */
export function newPage(): Page {
  return { words: 0, hits: 0, places: [], starts: [], ends: [], elementStarts: [0], elements: [] }
}

/**
 * Read a text onto the page. Ordinary words are sifted; what stays is looked up, and what is no
 * ordinary word goes through nextWord, which would read the others just the same.
 */
export function readWords(lexicon: Lexicon, page: Page, text: string): void {
  page.words = 0
  page.hits = 0
  const scan = startScan(text)
  for (let from = 0; from < text.length;) from = readStretch(lexicon, page, scan, from)
}

/** Returns where the next stretch begins. */
function readStretch(lexicon: Lexicon, page: Page, scan: Scan, from: number): number {
  const sifting = startSifting(lexicon.sieve, scan.text, from)
  while (nextKept(sifting)) {
    page.words += sifting.passed
    const { start, end, kind, hash } = sifting
    if (kind === 0) {
      scan.at = Math.max(scan.at, from + start)
      readUntil(lexicon, page, scan, from + end)
      sifting.readTo = scan.at - from
    } else {
      placeAt(scan, from + start, from + end, kind === LEANING ? LETTER : kind, hash)
      if (kind === LEANING) scan.folded = wordHere(scan)
      readWord(lexicon, page, scan)
    }
  }
  page.words += sifting.passed
  return Math.max(from + sifting.size, scan.at)
}

/** All words by nextWord, whatever they are; the last may begin after `end`. */
function readUntil(lexicon: Lexicon, page: Page, scan: Scan, end: number): void {
  do {
    if (scan.queue.length === 0) passUnasked(lexicon, page, scan, end)
    if (scan.at >= end && scan.queue.length === 0) return
    if (!nextWord(scan)) return
    readWord(lexicon, page, scan)
  } while (scan.at < end || scan.queue.length > 0)
}

/**
 * Pass characters of scripts without spaces with which no phrase goes on or begins. Each is a
 * word, unless what follows folds into it.
 */
function passUnasked({ sieve }: Lexicon, page: Page, scan: Scan, end: number): void {
  const { text } = scan
  let { at } = scan
  let entry = entryAt(text, at)
  let follows = followsHit(page)
  while (at < end && entry >>> 16 === UNSPACED) {
    const next = entryAt(text, at + 1)
    if (next >>> 16 === COMPLEX) break
    const letter = entry & 0xffff
    if (isAsked(sieve, letter)) {
      if (follows && mayGoOnAt(sieve, scan, at, letter)) break
      if (mayOpenAt(sieve, text, at, letter, next)) break
    }
    entry = next
    follows = false
    page.words++
    at++
  }
  scan.at = at
}

/** What was folded before it is told by its letters as they came out, not by those that stand there. */
function mayGoOnAt(sieve: Sieve, { text, folded }: Scan, at: number, letter: number): boolean {
  const before = at > 0 ? entryAt(text, at - 1) : 0
  if (before >>> 16 !== UNSPACED || folded !== '') return true
  return mayGoOn(sieve, before & 0xffff, letter)
}

/** So is what folds together behind it. */
function mayOpenAt(sieve: Sieve, text: string, at: number, letter: number, next: number): boolean {
  if (next >>> 16 !== UNSPACED) return mayOpen(sieve, letter, 0, 0)
  const third = entryAt(text, at + 2)
  if (third >>> 16 === COMPLEX) return true
  if (third >>> 16 !== UNSPACED) return mayOpen(sieve, letter, next & 0xffff, 0)
  if (entryAt(text, at + 3) >>> 16 === COMPLEX) return true
  return mayOpen(sieve, letter, next & 0xffff, third & 0xffff)
}

function followsHit({ hits, places, words }: Page): boolean {
  return hits > 0 && places[hits - 1] === words - 1
}

function entryAt(text: string, at: number): number {
  if (at >= text.length) return 0
  const unit = text.charCodeAt(at)
  return letterOf[unit]! || describeLetter(unit)
}

/** Count the word under the scan, and keep it if it is asked for. */
function readWord(lexicon: Lexicon, page: Page, scan: Scan): void {
  const { hits } = page
  const before = page.elementStarts[hits]!
  const after = elementsHere(lexicon, scan, page.elements, before)
  if (after > before) {
    page.places[hits] = page.words
    page.starts[hits] = scan.start
    page.ends[hits] = scan.end
    page.elementStarts[hits + 1] = after
    page.hits++
  }
  page.words++
}

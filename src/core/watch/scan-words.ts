/**
 * The matcher's reading of a text: one word at a time, hashed and folded on the way, with no
 * string made for an ordinary word.
 *
 * It differs from wordsOf in what a keyword needs. Chinese, Japanese and Thai come a character at
 * a time, because a dictionary splits a foreign name anywhere (拉夫 | 罗 | 夫). A word ends where
 * Hangul meets another script, so that KCNA stands alone in "KCNA는".
 */
import {
  COMPLEX,
  describeLetter,
  foldLetters,
  GAP,
  HANGUL,
  JOINER,
  JOINERS,
  LETTER,
  letters,
  UNSPACED,
  UNSPACED_CLASS,
} from '../text/letters.ts'
import { afterJoiners } from '../text/words.ts'

/** See sift-words.ts: an alias that V8 builds into its code. */
const letterOf = letters

/** A place in a text, moved on by nextWord. `start`, `end`, `hash`, `kind`, `folded` tell the word there. */
export interface Scan {
  readonly text: string
  at: number
  start: number
  end: number
  hash: number
  /** LETTER, HANGUL or UNSPACED. */
  kind: number
  /** Empty where the letter table folds the word unit by unit: see wordHere. */
  folded: string
  /** Words of a run that had to be folded whole, still to be handed out. */
  queue: QueuedWord[]
}

interface QueuedWord {
  readonly start: number
  readonly end: number
  readonly kind: number
  readonly folded: string
}

/** The hash of no letters; see hashOn. */
export const HASH_SEED = 0x811c9dc5 | 0

/** The hash of a word with one folded unit more (FNV-1a, by units). */
export function hashOn(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

export function startScan(text: string): Scan {
  return { text, at: 0, start: 0, end: 0, hash: 0, kind: 0, folded: '', queue: [] }
}

/** Say that a word all of one kind was read from `start` to `end`. */
export function placeAt(scan: Scan, start: number, end: number, kind: number, hash: number): void {
  scan.at = end
  scan.start = start
  scan.end = end
  scan.hash = hash
  scan.kind = kind
  scan.folded = ''
}

/** Move to the next word; false at the end of the text. */
export function nextWord(scan: Scan): boolean {
  if (scan.queue.length > 0) return takeQueued(scan)
  const { text } = scan
  const { length } = text
  let at = scan.at
  let entry = 0
  for (; at < length; at++) {
    const unit = text.charCodeAt(at)
    entry = letterOf[unit]! || describeLetter(unit)
    if (entry >>> 16 > JOINER) break
  }
  if (at >= length) {
    scan.at = length
    return false
  }
  const start = at
  const kind = entry >>> 16
  let hash = HASH_SEED
  // One character is a word in a script without spaces: no following kind is 0.
  const goesOn = kind === UNSPACED ? 0 : kind
  if (kind !== COMPLEX) {
    do {
      hash = hashOn(hash, entry & 0xffff)
      if (++at >= length) break
      const unit = text.charCodeAt(at)
      entry = letterOf[unit]! || describeLetter(unit)
    } while (entry >>> 16 === goesOn)
  }
  if (at < length) {
    const next = entry >>> 16
    if (next === COMPLEX) return queueRun(scan, start)
    if (next === JOINER && kind !== UNSPACED && afterJoiners(text, at) >= 0) {
      return queueRun(scan, start)
    }
  }
  scan.at = at
  scan.start = start
  scan.end = at
  scan.hash = hash
  scan.kind = kind
  scan.folded = ''
  return true
}

/** Where the words of a text begin and end, for those who ask about all of them. */
export function wordPlaces(text: string): { starts: readonly number[]; ends: readonly number[] } {
  const [starts, ends]: [number[], number[]] = [[], []]
  const scan = startScan(text)
  while (nextWord(scan)) {
    starts.push(scan.start)
    ends.push(scan.end)
  }
  return { starts, ends }
}

/** The folded word under the scan. */
export function wordHere(scan: Scan): string {
  if (scan.folded !== '') return scan.folded
  let folded = ''
  for (let at = scan.start; at < scan.end; at++) {
    folded += String.fromCharCode(letterOf[scan.text.charCodeAt(at)]! & 0xffff)
  }
  return folded
}

/** The hash nextWord gives a folded word. */
export function hashOf(folded: string): number {
  let hash = HASH_SEED
  for (let at = 0; at < folded.length; at++) {
    hash = hashOn(hash, folded.charCodeAt(at))
  }
  return hash
}

function takeQueued(scan: Scan): boolean {
  const next = scan.queue.shift()
  if (next === undefined) return nextWord(scan)
  scan.start = next.start
  scan.end = next.end
  scan.kind = next.kind
  scan.folded = next.folded
  scan.hash = hashOf(next.folded)
  return true
}

/** Long enough for any word, short enough that a text without gaps is read in even steps. */
export const RUN_LIMIT = 256

/** Fold a whole run, to its next gap, cluster by cluster, and cut words from what comes out. */
function queueRun(scan: Scan, start: number): boolean {
  const { text } = scan
  let end = start
  while (end < text.length && end - start < RUN_LIMIT) {
    const unit = text.charCodeAt(end)
    const kind = (letterOf[unit]! || describeLetter(unit)) >>> 16
    if (kind === GAP || (kind === JOINER && afterJoiners(text, end) < 0)) break
    end++
  }
  if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1)) && end < text.length) end++
  scan.queue = wordsOfRun(text.slice(start, end), start)
  scan.at = end
  return scan.queue.length > 0 ? takeQueued(scan) : nextWord(scan)
}

/** A character with what folds into it: marks, voicing marks, conjoining jamo. */
const CLUSTER = /[^\p{M}][\p{M}\uFF9E\uFF9F\u1160-\u11FF]*|\p{M}/gsu
/** The class holds no mark here, so that Thai vowel signs pass as they are. */
const KEPT = new RegExp(`^[${UNSPACED_CLASS}]$`, 'u')
const LETTERS = `(?:(?![ʼ${UNSPACED_CLASS}]|\\p{Script=Hangul})[\\p{L}\\p{M}\\p{N}])`
const WORD = new RegExp(
  `[${UNSPACED_CLASS}]|\\p{Script=Hangul}+|${LETTERS}+(?:'{1,2}${LETTERS}+)*`,
  'gu',
)

function wordsOfRun(run: string, offset: number): QueuedWord[] {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: cluster, index } of run.matchAll(CLUSTER)) {
    const part = foldCluster(cluster)
    folded += part
    for (let i = 0; i < part.length; i++) {
      starts.push(offset + index)
      ends.push(offset + index + cluster.length)
    }
  }
  return Array.from(folded.matchAll(WORD), ({ 0: word, index }) => ({
    start: starts[index]!,
    end: ends[index + word.length - 1]!,
    kind: kindOfWord(word),
    folded: word,
  }))
}

function foldCluster(cluster: string): string {
  if (!KEPT.test(cluster)) return JOINERS.includes(cluster) ? joiner(cluster) : foldLetters(cluster)
  const unit = cluster.charCodeAt(0)
  const entry = letterOf[unit]! || describeLetter(unit)
  return entry >>> 16 === UNSPACED ? String.fromCharCode(entry & 0xffff) : foldLetters(cluster)
}

function joiner(written: string): string {
  return foldLetters(written) === '' ? '' : "'"
}

function kindOfWord(word: string): number {
  const entry = letterOf[word.charCodeAt(0)]! || describeLetter(word.charCodeAt(0))
  if (entry >>> 16 === UNSPACED || KEPT.test(word)) return UNSPACED
  return /^\p{Script=Hangul}/u.test(word) ? HANGUL : LETTER
}

import {
  COMPLEX,
  describeLetter,
  foldLetters,
  GAP,
  JOINER,
  JOINERS,
  letters,
  UNSPACED,
  UNSPACED_CLASS,
} from './letters.ts'

/**
 * Text as words, in every script, with the place each stood.
 *
 * Letters, digits and marks make a word; an apostrophe or soft hyphen inside one stays in it. Runs
 * of Chinese, Japanese, Thai and their like, which put no space between words, go through
 * Intl.Segmenter.
 */
export interface Word {
  /** Folded for comparing: see foldWord. */
  readonly word: string
  /** Offsets in UTF-16 code units of the text as given. */
  readonly start: number
  readonly end: number
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' })
const UNSPACED_RUN = new RegExp(`[${UNSPACED_CLASS}]`, 'u')
const PART = '(?!ʼ)[\\p{L}\\p{M}\\p{N}]'
const RUN = new RegExp(`(?:${PART})+(?:[${JOINERS}]{1,2}(?:${PART})+)*`, 'gu')

/** The words of a text in order. */
export function wordsOf(text: string): Word[] {
  return firstWords(text, Infinity)
}

/** The first words of a text; a few more where they stand without spaces. */
export function firstWords(text: string, few: number): Word[] {
  const words: Word[] = []
  for (let start = 0; start < text.length && words.length < few;) {
    const first = kindAt(text, start)
    if (first === GAP || first === JOINER) {
      start++
      continue
    }
    const run = runFrom(text, start)
    if (run.simple) words.push({ word: foldSimple(text, start, run.end), start, end: run.end })
    else pushAnyRun(words, text.slice(start, run.end), start)
    start = run.end
  }
  return words
}

/** One form for what readers take as the same word; see foldLetters. */
export function foldWord(written: string): string {
  return foldLetters(written)
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return (letters[unit]! || describeLetter(unit)) >>> 16
}

/** To the next gap. Simple: nothing in it but letters that fold one by one, in spaced script. */
function runFrom(text: string, start: number): { end: number; simple: boolean } {
  let simple = true
  let end = start
  while (end < text.length) {
    const kind = kindAt(text, end)
    if (kind === GAP) break
    if (kind === JOINER) {
      const after = afterJoiners(text, end)
      if (after < 0) break
      simple = false
      end = after
    } else {
      if (kind === COMPLEX || kind === UNSPACED) simple = false
      end++
    }
  }
  return { end, simple }
}

/** Where the word goes on after one or two joiners; -1 when it does not. */
export function afterJoiners(text: string, at: number): number {
  for (let next = at + 1; next <= at + 2 && next < text.length; next++) {
    const kind = kindAt(text, next)
    if (kind !== JOINER) return kind === GAP ? -1 : next
  }
  return -1
}

/** Slicing is cheapest, so look first whether anything folds at all. */
function foldSimple(text: string, start: number, end: number): string {
  let folds = false
  for (let at = start; at < end && !folds; at++) {
    const unit = text.charCodeAt(at)
    folds = (letters[unit]! & 0xffff) !== unit
  }
  if (!folds) return text.slice(start, end)
  let folded = ''
  for (let at = start; at < end; at++) {
    folded += String.fromCharCode(letters[text.charCodeAt(at)]! & 0xffff)
  }
  return folded
}

function pushAnyRun(words: Word[], text: string, offset: number): void {
  for (const run of text.matchAll(RUN)) {
    const [written] = run
    const at = offset + run.index
    if (!UNSPACED_RUN.test(written)) {
      words.push({ word: foldWord(written), start: at, end: at + written.length })
      continue
    }
    for (const { segment, index, isWordLike } of segmenter.segment(written)) {
      if (!isWordLike) continue
      words.push({ word: foldWord(segment), start: at + index, end: at + index + segment.length })
    }
  }
}

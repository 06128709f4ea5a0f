import { HANGUL, INSIDE, JOINER, LETTER, letters, runKinds } from '../text/letters.ts'
import { HASH_SEED, hashOn, RUN_LIMIT } from './scan-words.ts'
import { mayOpenPhrase, staysInSieve } from './word-sieve.ts'
import type { Sieve } from './word-sieve.ts'

/**
 * Where the matcher spends its time: every unit of every text passes here, to find the few words
 * that any watch may ask for.
 *
 * The arrays are the module's own, not exported and never replaced, and so are the two aliases:
 * V8 builds such constants into its code, and reads them three times as fast as arrays that are
 * handed in or imported. They hold one stretch of one text at a time.
 */
const LONGEST_STRETCH = 32_768
/** The UTF-16 code units of the stretch. */
const units = new Uint16Array(LONGEST_STRETCH)
/** Where each run of anything but gaps begins and where it ends, by turns. */
const edges = new Int32Array(LONGEST_STRETCH + 1)
/** Where a unit is more than a plain letter. */
const odd = new Int32Array(LONGEST_STRETCH + 1)
const runKindOf = runKinds
const letterOf = letters
const bytes = Buffer.from(units.buffer)
const APOSTROPHE_ENTRY = (JOINER << 16) | 0x27
const BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0

/** Kind of a run that is one word of plain letters with an apostrophe in it: Lavrov's, l'Iran. */
export const LEANING = -1

/** A stretch of a text while its words are sifted. All places are counted from its begin. */
export interface Sifting {
  readonly sieve: Sieve
  /** Where the next stretch begins. */
  readonly size: number
  readonly edgeCount: number
  edge: number
  oddAt: number
  /** Words that fell through since one stayed, or since the begin. */
  passed: number
  /** The run that stayed; the kind of its letters, LEANING, or 0 where it may be several words; its hash. */
  start: number
  end: number
  kind: number
  hash: number
  /** Up to here the words are read, or must be, by others: a run begun before is kept as several. */
  readTo: number
}

/** Lay out a stretch of the text, from a place on to its end or to the last gap for which there is room. */
export function startSifting(sieve: Sieve, text: string, from: number): Sifting {
  const size = Math.min(text.length - from, LONGEST_STRETCH)
  bytes.write(size === text.length ? text : text.slice(from, from + size), 'utf16le')
  if (BIG_ENDIAN) bytes.subarray(0, size * 2).swap16()
  const isLast = from + size === text.length
  const edgeCount = findEdges(size, isLast)
  const mayGoOn = !isLast && edges[0] === 0 && edges[1] === size
  return {
    sieve,
    size: edges[edgeCount]!,
    edgeCount,
    edge: 0,
    oddAt: 0,
    passed: 0,
    start: 0,
    end: 0,
    kind: 0,
    hash: 0,
    readTo: mayGoOn ? 1 : 0,
  }
}

/**
 * Returns how many edges there are; behind them stands where the next stretch begins. A run that
 * may go on behind this one is left to the next, but for one that fills all of it.
 *
 * There is no branch here to guess wrong: a place is always written down, and counted only where
 * it is an edge.
 */
function findEdges(size: number, isLast: boolean): number {
  let edge = 0
  let oddCount = 0
  let inside = 0
  for (let at = 0; at < size; at++) {
    const kind = runKindOf[units[at]!]!
    edges[edge] = at
    edge += inside ^ (kind & INSIDE)
    inside = kind & INSIDE
    odd[oddCount] = at
    oddCount += kind >>> 1
  }
  odd[oddCount] = LONGEST_STRETCH
  if (inside === 1 && !isLast && edges[edge - 1]! > 0) return edge - 1
  edges[edge] = size
  edges[edge + inside] = size
  return edge + inside
}

/**
 * Move to the next run that stays in the sieve or may be several words; false when there is none.
 * A word that stays must begin a phrase, or stand right behind another that stayed.
 */
export function nextKept(sifting: Sifting): boolean {
  const { sieve, edgeCount, readTo } = sifting
  let { edge, oddAt } = sifting
  sifting.passed = 0
  let kept = false
  while (edge < edgeCount && !kept) {
    const start = edges[edge]!
    const end = edges[edge + 1]!
    edge += 2
    if (odd[oddAt]! < end || start < readTo) {
      while (odd[oddAt]! < end) oddAt++
      kept = keepsOdd(sifting, start, end)
    } else if (staysInSieve(sieve, units, start, end)) {
      kept = keepsPlain(sifting, start, end)
    } else sifting.passed++
  }
  sifting.edge = edge
  sifting.oddAt = oddAt
  return kept
}

function keepsPlain(sifting: Sifting, start: number, end: number): boolean {
  keep(sifting, start, end, LETTER)
  const first = letterOf[units[start]!]! & 0xffff
  if (sifting.passed === 0 || mayOpenPhrase(sifting.sieve, first, sifting.hash)) return true
  sifting.passed++
  return false
}

function keep(sifting: Sifting, start: number, end: number, kind: number): true {
  let hash = HASH_SEED
  for (let at = start; at < end; at++) hash = hashOn(hash, letterOf[units[at]!]! & 0xffff)
  sifting.hash = hash
  sifting.start = start
  sifting.end = end
  sifting.kind = kind
  return true
}

function keepsOdd(sifting: Sifting, runStart: number, runEnd: number): boolean {
  let start = runStart
  let end = runEnd
  if (start < sifting.readTo) return end > sifting.readTo && keep(sifting, start, end, 0)
  while (start < end && kindAt(start) === JOINER) start++
  while (start < end && kindAt(end - 1) === JOINER) end--
  if (start === end) return false
  const { sieve } = sifting
  const kind = kindOfWord(start, end)
  const apostrophe = kind === 0 ? onlyApostrophe(start, end) : -1
  if (kind === 0 && apostrophe < 0) return keep(sifting, start, end, 0)
  if (staysInSieve(sieve, units, start, end) || partStays(sieve, start, apostrophe, end)) {
    return keep(sifting, start, end, kind === 0 ? LEANING : kind)
  }
  sifting.passed++
  return false
}

/** Whether what stands before or behind an apostrophe stays. The s of a possessive never counts. */
function partStays(sieve: Sieve, start: number, apostrophe: number, end: number): boolean {
  if (apostrophe < 0) return false
  if (staysInSieve(sieve, units, start, apostrophe)) return true
  return end - apostrophe > 2 && staysInSieve(sieve, units, apostrophe + 1, end)
}

/** The place of an apostrophe with plain letters before and after it and nothing else; or -1. */
function onlyApostrophe(start: number, end: number): number {
  let found = -1
  for (let at = start; at < end; at++) {
    if (kindAt(at) === LETTER) continue
    if (found >= 0 || letterOf[units[at]!] !== APOSTROPHE_ENTRY) return -1
    found = at
  }
  return end - start > RUN_LIMIT ? -1 : found
}

/** The kind of its letters where all have one, so that they are a word; otherwise 0. */
function kindOfWord(start: number, end: number): number {
  const kind = kindAt(start)
  if (kind !== LETTER && kind !== HANGUL) return 0
  for (let at = start + 1; at < end; at++) if (kindAt(at) !== kind) return 0
  return kind
}

function kindAt(at: number): number {
  return letterOf[units[at]!]! >>> 16
}

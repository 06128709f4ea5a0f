import { hash32 } from '../text/hash32.ts'
import { wordsOf } from '../text/words.ts'

/** Words in one shingle. Pinned: seeds carry fingerprints made with it. */
const RUN_LENGTH = 4

/**
 * Of a short text one shingle in four is a probe; of a longer one so many in all, but never less
 * than one in eight, or a teaser of forty words might share none with it.
 */
const PROBED_SHARE = 1 / 4
const PROBES_WANTED = 40
const LEAST_PROBED_SHARE = 1 / 8
const LEAST_PROBES = 3

/** Texts are compared by their first words; what follows adds cost, not certainty. */
const WORD_LIMIT = 1500

/**
 * The fingerprint of a text: sorted distinct 32-bit hashes of every run of four words. A text
 * shorter than a run is one shingle of what there is; a text without words has none.
 */
export function shinglesOf(text: string): number[] {
  const words = wordsOf(text).slice(0, WORD_LIMIT)
  const told = words.map(({ word }) => word).join(' ')
  const ends: number[] = []
  for (const { word } of words) ends.push((ends.at(-1) ?? -1) + 1 + word.length)
  const shingles = new Set<number>()
  const last = Math.max(0, words.length - RUN_LENGTH)
  for (let at = 0, start = 0; words.length > 0 && at <= last; at++) {
    shingles.add(hash32(told, start, ends[at + RUN_LENGTH - 1]))
    start = ends[at]! + 1
  }
  return Array.from(Uint32Array.from(shingles).toSorted())
}

/**
 * The shingles by which near-copies are looked up: the lowest of them, by a bound that two texts
 * of a kind share (FracMinHash: Irber et al. 2022). What a long text chooses, a short one does too.
 */
export function probesOf(shingles: readonly number[]): number[] {
  const share = Math.max(LEAST_PROBED_SHARE, PROBES_WANTED / shingles.length)
  const bound = Math.min(PROBED_SHARE, share) * 2 ** 32
  const end = shingles.findIndex((shingle) => shingle >= bound)
  return shingles.slice(0, end < 0 ? shingles.length : Math.max(LEAST_PROBES, end))
}

/** Share of `part`'s shingles that stand in `whole`, 0 to 1; 0 where `part` has none. */
export function containment(part: readonly number[], whole: readonly number[]): number {
  return part.length === 0 ? 0 : shared(part, whole) / part.length
}

/** Whether two sorted lists have a shingle in common. */
export function sharesAny(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const difference = a[i]! - b[j]!
    if (difference === 0) return true
    if (difference < 0) i++
    else j++
  }
  return false
}

function shared(a: readonly number[], b: readonly number[]): number {
  let common = 0
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const difference = a[i]! - b[j]!
    if (difference === 0) common++
    if (difference <= 0) i++
    if (difference >= 0) j++
  }
  return common
}

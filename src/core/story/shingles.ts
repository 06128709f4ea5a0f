import { wordsOf } from '../text/words.ts'

/** Words in one shingle. Pinned: seeds carry fingerprints made with it. */
const RUN_LENGTH = 4

/** One shingle in this many is a probe. Chosen by value alone, so two texts choose alike. */
const PROBE_EVERY = 4

/** Texts are compared by their first words; what follows adds cost, not certainty. */
const WORD_LIMIT = 1500

/**
 * The fingerprint of a text: sorted distinct 32-bit hashes of every run of four words. A text
 * shorter than a run is one shingle of what there is; a text without words has none.
 */
export function shinglesOf(text: string): number[] {
  const words = wordsOf(text)
    .slice(0, WORD_LIMIT)
    .map(({ word }) => word)
  const shingles = new Set<number>()
  const last = Math.max(0, words.length - RUN_LENGTH)
  for (let at = 0; words.length > 0 && at <= last; at++) {
    shingles.add(hash32(words.slice(at, at + RUN_LENGTH).join(' ')))
  }
  return [...shingles].toSorted((a, b) => a - b)
}

/** The shingles by which near-copies are looked up (FracMinHash: Irber et al. 2022). */
export function probesOf(shingles: readonly number[]): number[] {
  const probes = shingles.filter((shingle) => shingle % PROBE_EVERY === 0)
  return probes.length > 0 ? probes : shingles.slice(0, 1)
}

/** Share of `part`'s shingles that stand in `whole`, 0 to 1; 0 where `part` has none. */
export function containment(part: readonly number[], whole: readonly number[]): number {
  return part.length === 0 ? 0 : shared(part, whole) / part.length
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

/** FNV-1a over UTF-16 code units, finished with murmur3's mixer, unsigned. */
function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

import type { Telling } from '../../model.ts'
import { isEnglishText } from './common-words.ts'
import { isNeutralName } from './neutral-names.ts'
import type { TermWeights } from './term-weights.ts'

/** A telling as weighted terms, of length 1. */
export type TermVector = ReadonlyMap<string, number>

/** Said twice is not twice as telling. */
const SATURATION = 0.8

/** Who, where, how many tell one event from another of its kind better than what happened. */
const NAME_FACTOR = 1.5
const NUMBER_FACTOR = 2.5

/** Tellings of a story that are averaged: one alone may be an odd one. */
const NEAREST = 3

/** The weighted terms of a telling, scaled to length 1. */
export function vectorOf(telling: Telling, weights: Pick<TermWeights, 'weightOf'>): TermVector {
  const names = nameStemsOf(telling)
  const inEnglish = isEnglishText(telling)
  const terms: string[] = []
  const weighted: number[] = []
  let square = 0
  // Key by key, and into the map once: this is done for dozens of tellings for every item.
  for (const term in telling.terms) {
    if (isNeutralName(term)) continue
    const count = telling.terms[term]!
    const factor = names.has(term) ? NAME_FACTOR : term.startsWith('n:') ? NUMBER_FACTOR : 1
    const weight = (count / (count + SATURATION)) * weights.weightOf(term, inEnglish) * factor
    if (weight <= 0) continue
    terms.push(term)
    weighted.push(weight)
    square += weight * weight
  }
  const length = Math.sqrt(square)
  const vector = new Map<string, number>()
  for (const [at, term] of terms.entries()) vector.set(term, weighted[at]! / length)
  return vector
}

/** Cosine of two telling vectors, 0 to 1. */
export function likeness(a: TermVector, b: TermVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0)
  return sum
}

/** Summed likeness of all pairs of a group, without comparing each (the vectors have length 1). */
export function summedLikeness(vectors: readonly TermVector[]): number {
  const sum = new Map<string, number>()
  for (const vector of vectors) {
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight)
  }
  let square = 0
  for (const weight of sum.values()) square += weight * weight
  return Math.max(0, (square - vectors.length) / 2)
}

/** How alike a telling is to a story, given how alike it is to each of its documents. */
export function storyLikeness(likenesses: readonly number[]): number {
  const nearest = likenesses.toSorted((a, b) => b - a).slice(0, NEAREST)
  return nearest.length === 0 ? 0 : nearest.reduce((sum, one) => sum + one, 0) / nearest.length
}

function nameStemsOf(telling: Telling): ReadonlySet<string> {
  const stems = new Set<string>()
  for (const { kind, key } of telling.facts) {
    if (kind === 'name') for (const stem of key.slice('name:'.length).split(' ')) stems.add(stem)
  }
  return stems
}

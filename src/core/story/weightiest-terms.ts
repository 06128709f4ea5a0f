import type { Neighbourhood, Telling } from '../../model.ts'
import { vectorOf } from './likeness.ts'
import { isNeutralName } from './neutral-names.ts'
import { termWeights } from './term-weights.ts'

/** Terms under which a telling is filed, and by which its like is asked for. */
export const FILED_TERMS = 24
const ASKED_TERMS = 24

/**
 * Stories read for one term, the latest first, and for all terms of a telling: what it costs does
 * not grow with the corpus. The rarest terms are read first: an event is told again days after
 * thousands of others, and must stand among the latest of one term at least. A light term, which
 * puts no story among the nearest, is read less far.
 */
const STORIES_PER_TERM = 200
const STORIES_READ = 2400
const STORIES_BY_SHARE = 3000

/** Stories weighed for one telling before those outside its time are left out. */
export const WEIGHED_STORIES = 100

/** Stories handed out for sharing terms with one telling, by summed weight. */
export const NEAREST_STORIES = 12

/** Names in no language filed and asked besides, and what each counts among the others. */
const NEUTRAL_NAMES = 6
const NEUTRAL_SHARE = 0.03

/** How often terms stand in a corpus. */
export type TermCounts = Pick<Neighbourhood, 'documentCount' | 'documentFrequency'>

/**
 * The terms of a telling that weigh most in likeness, heaviest first, with the share each has in
 * it. A few of them find its like: two tellings of one event share who, where and how many, and
 * what they do not share of their weightiest terms they would not be alike by.
 */
export function weightiestTerms(
  telling: Telling,
  counts: TermCounts,
  most: number,
): readonly (readonly [term: string, share: number])[] {
  const weights = termWeights({ stories: [], ...counts })
  const weightiest = [...vectorOf(telling, weights)]
    .map(([term, weight]) => [term, weight * weight] as const)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, most)
  const neutral = Object.keys(telling.terms)
    .filter(isNeutralName)
    .map((term) => [term, weights.weightOf(term)] as const)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, NEUTRAL_NAMES)
    .map(([term]) => [term, NEUTRAL_SHARE] as const)
  return [...weightiest, ...neutral]
}

/** A term by which the like of a telling is asked for. */
export interface AskedTerm {
  readonly term: string
  readonly share: number
  /** Stories read for it, the latest first. */
  readonly most: number
}

/** The weightiest terms of a telling, the rarest first, as far as their stories may be read. */
export function askedTerms(telling: Telling, counts: TermCounts): readonly AskedTerm[] {
  const asked = weightiestTerms(telling, counts, ASKED_TERMS)
    .map(([term, share]) => ({ term, share, documents: counts.documentFrequency[term] ?? 0 }))
    .toSorted((a, b) => a.documents - b.documents)
  // What stands in no document finds none, however weighty it is.
  const standing = asked.reduce((sum, { share, documents }) => sum + (documents && share), 0)
  let left = STORIES_READ
  return asked.flatMap(({ term, share, documents }) => {
    const far = Math.max(NEAREST_STORIES, Math.ceil((share / standing) * STORIES_BY_SHARE))
    const most = Math.min(STORIES_PER_TERM, far, left)
    left -= Math.min(most, documents)
    return most > 0 ? [{ term, share, most }] : []
  })
}

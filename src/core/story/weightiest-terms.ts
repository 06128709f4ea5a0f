import type { Neighbourhood, Telling } from '../../model.ts'
import { vectorOf } from './likeness.ts'
import { isNeutralName } from './neutral-names.ts'
import { termWeights } from './term-weights.ts'

/** Terms under which a telling is filed, and by which its like is asked for. */
export const FILED_TERMS = 24
export const ASKED_TERMS = 24

/**
 * Stories read for one term, the latest first: what a telling costs does not grow with the
 * corpus. A term that more stories of these days are filed under hardly tells one from another.
 */
export const STORIES_PER_TERM = 80

/** Stories weighed for one telling before those outside its time are left out. */
export const WEIGHED_STORIES = 100

/** Stories handed out for sharing terms with one telling, by summed weight. */
export const NEAREST_STORIES = 20

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

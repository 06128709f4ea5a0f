import type { Item, Revision } from '../../model.ts'

/**
 * The items to ask the watches about: what is new, and what was there and answered none in its
 * former wording. A live page keeps its address through the day, and the headline that matters
 * may be its fifth.
 */
export function unanswered(fresh: readonly Item[], revised: readonly Revision[]): readonly Item[] {
  return [...fresh, ...revised.filter(({ placed }) => !placed).map(({ item }) => item)]
}

import type { Item, MatchedTelling, Revision } from '../../model.ts'

/** What a visit brought, and what the store knows of it. */
export interface SetApart {
  readonly fresh: readonly Item[]
  readonly revised: readonly Revision[]
  readonly tellings: readonly MatchedTelling[]
}

/**
 * The tellings to place: of what is new, and of what was there and answered no watch in its former
 * wording. A live page keeps its address through the day, and the headline that matters may be
 * its fifth.
 */
export function unanswered({ fresh, revised, tellings }: SetApart): readonly MatchedTelling[] {
  const asked = new Set([
    ...fresh,
    ...revised.filter(({ placed }) => !placed).map(({ item }) => item),
  ])
  return tellings.filter(({ match }) => asked.has(match.item))
}

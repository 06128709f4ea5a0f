/**
 * What a subscriber's own actions come to. "Not new" raises, for this subscriber and this watch
 * alone, the number of new facts an update must bring; "more like this" lowers it again.
 */
import type { RecordedAction, Wishes } from '../../model.ts'

const FEWEST_FACTS = 1
const MOST_FACTS = 6

export function wishesOf(actions: readonly RecordedAction[]): Wishes {
  const standing = actions.filter(({ undoneAt }) => undoneAt === undefined)
  const factsWanted: Record<string, number> = {}
  for (const { kind, detail } of standing) {
    if (detail.watch === undefined || (kind !== 'not-new' && kind !== 'more')) continue
    const before = factsWanted[detail.watch] ?? FEWEST_FACTS
    const after = before + (kind === 'not-new' ? 1 : -1)
    factsWanted[detail.watch] = Math.min(MOST_FACTS, Math.max(FEWEST_FACTS, after))
  }
  return {
    mutedStories: standing.flatMap(({ kind, subject }) => (kind === 'mute' ? [subject] : [])),
    factsWanted: Object.fromEntries(
      Object.entries(factsWanted).filter(([, facts]) => facts > FEWEST_FACTS),
    ),
  }
}

export function hasWishes({ mutedStories, factsWanted }: Wishes): boolean {
  return mutedStories.length > 0 || Object.keys(factsWanted).length > 0
}

export function isUnsubscribed(actions: readonly RecordedAction[], addressee: string): boolean {
  return actions.some(
    ({ kind, subject, undoneAt }) =>
      kind === 'unsubscribe' && subject === addressee && undoneAt === undefined,
  )
}

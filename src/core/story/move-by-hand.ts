import type { Story, StoryMove } from '../../model.ts'

/** What a person asks for: other stories into one, or documents out of one. */
export type MoveWish =
  | { readonly merge: readonly string[]; readonly into: string; readonly because: string }
  | { readonly split: string; readonly documents: readonly string[]; readonly because: string }

/** What is to be moved, or what is wrong with the wish and what to do about it. */
export type MovesByHand =
  | { readonly ok: true; readonly moves: readonly StoryMove[] }
  | { readonly ok: false; readonly problem: string }

/** The moves a person's wish comes to, given the stories by their ids. */
export function movesByHand(wish: MoveWish, stories: ReadonlyMap<string, Story>): MovesByHand {
  const unknown = storiesOf(wish).find((id) => !stories.has(id))
  if (unknown !== undefined) {
    return { ok: false, problem: `no story ${unknown}; see wirewatch stories list` }
  }
  return 'merge' in wish ? merge(wish, stories) : split(wish, stories)
}

/** The stories a wish speaks of. */
export function storiesOf(wish: MoveWish): readonly string[] {
  return 'merge' in wish ? [wish.into, ...wish.merge] : [wish.split]
}

function merge(
  { merge: others, into, because }: Extract<MoveWish, { merge: unknown }>,
  stories: ReadonlyMap<string, Story>,
): MovesByHand {
  const from = [...new Set(others)].filter((id) => id !== into)
  if (from.length === 0) return { ok: false, problem: 'name two stories: one cannot join itself' }
  const { title } = stories.get(into)!
  return { ok: true, moves: from.map((id) => ({ from: id, to: into, title, because })) }
}

/** The new story's id is of the old one and its first document: no story may go by it already. */
function split(
  { split: from, documents, because }: Extract<MoveWish, { split: unknown }>,
  stories: ReadonlyMap<string, Story>,
): MovesByHand {
  const story = stories.get(from)!
  const strange = documents.find((id) => !story.documents.some((one) => one.id === id))
  if (strange !== undefined) {
    const problem = `no document ${strange} in the story ${from}; see wirewatch stories show ${from}`
    return { ok: false, problem }
  }
  const leaving = story.documents.filter(({ id }) => documents.includes(id))
  const [first] = leaving
  if (!first) return { ok: false, problem: 'name the documents that leave the story' }
  if (leaving.length === story.documents.length) {
    return { ok: false, problem: `all documents of ${from} were named: leave it at least one` }
  }
  const ids = leaving.map(({ id }) => id)
  const to = `${from}-${first.id}`
  return { ok: true, moves: [{ from, to, title: first.title, documents: ids, because }] }
}

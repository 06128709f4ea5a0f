import type { StoryMove, Document, Story } from '../../model.ts'

/** The stories after documents were moved; one that lost all its documents is no more. */
export function moveDocuments(
  stories: ReadonlyMap<string, Story>,
  moves: readonly StoryMove[],
): ReadonlyMap<string, Story> {
  const after = new Map(stories)
  for (const move of moves) {
    const from = after.get(move.from)
    if (from) moveFrom(after, from, move)
  }
  return after
}

function moveFrom(stories: Map<string, Story>, from: Story, move: StoryMove): void {
  const ids = move.documents && new Set(move.documents)
  const moves = ({ id }: Document) => ids?.has(id) ?? true
  const moved = from.documents.filter(moves)
  const left = from.documents.filter((document) => !moves(document))
  if (left.length === 0) stories.delete(from.id)
  else stories.set(from.id, { ...from, documents: left })
  const known = stories.get(move.to)
  stories.set(move.to, {
    id: move.to,
    title: known?.title ?? move.title,
    firstAt: known && known.firstAt < from.firstAt ? known.firstAt : from.firstAt,
    lastAt: known && known.lastAt > from.lastAt ? known.lastAt : from.lastAt,
    documents: [
      ...(known?.documents ?? []),
      ...moved.map((document) => ({ ...document, storyId: move.to })),
    ],
  })
}

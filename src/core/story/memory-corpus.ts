import { NEAR_WINDOW_DAYS } from '../../model.ts'
import type { StoryMove, Document, Neighbourhood, Placement, Story, Telling } from '../../model.ts'
import { moveDocuments } from './move-documents.ts'
import { daysOutside } from './spans-of-time.ts'

/** Stories found by terms; those that share a probe come besides. */
const NEAREST_STORIES = 20

/**
 * A corpus in memory that answers as the store does, for judging files without a database: any
 * story that shares a probe, whatever its age, and the nearest by the summed rarity of shared
 * terms among those told in the same days. Without stories it is a corpus of nothing.
 */
export interface MemoryCorpus {
  readonly near: (
    tellings: readonly { readonly telling: Telling; readonly at: Date }[],
  ) => Neighbourhood
  readonly record: (placements: readonly Placement[], now: Date) => void
  readonly stories: () => readonly Story[]
}

interface Index {
  readonly stories: Map<string, Story>
  readonly documents: Set<string>
  readonly byProbe: Map<number, Set<string>>
  readonly byTerm: Map<string, Set<string>>
  readonly frequency: Map<string, number>
}

export function memoryCorpus(seeds: readonly Story[] = []): MemoryCorpus {
  const index: Index = {
    stories: new Map(),
    documents: new Set(),
    byProbe: new Map(),
    byTerm: new Map(),
    frequency: new Map(),
  }
  for (const story of seeds) {
    for (const document of story.documents) addDocument(index, document, story)
    index.stories.set(story.id, story)
  }
  return {
    near: (tellings) => neighbourhoodOf(index, tellings),
    record: (placements, now) => {
      for (const { document, match, verdict, moves } of placements) {
        if (moves) move(index, moves)
        const { published } = match.item
        // As the store has it: one dated after we read it was told when we read it.
        const at = published && published < now ? published : now
        const known = index.stories.get(document.storyId)
        addDocument(index, document, known ?? openStory(document, verdict.storyTitle, at), at)
      }
    },
    stories: () => [...index.stories.values()],
  }
}

function neighbourhoodOf(
  index: Index,
  tellings: readonly { readonly telling: Telling; readonly at: Date }[],
): Neighbourhood {
  const near = new Set<string>()
  const frequency: Record<string, number> = {}
  for (const { telling, at } of tellings) {
    for (const probe of telling.probes) {
      for (const story of index.byProbe.get(probe) ?? []) near.add(story)
    }
    for (const story of nearestByTerms(index, telling, at)) near.add(story)
    for (const term of Object.keys(telling.terms)) {
      const count = index.frequency.get(term)
      if (count !== undefined) frequency[term] = count
    }
  }
  const stories = [...near].flatMap((id) => index.stories.get(id) ?? [])
  return { stories, documentCount: index.documents.size, documentFrequency: frequency }
}

function nearestByTerms(index: Index, telling: Telling, at: Date): string[] {
  const shared = new Map<string, number>()
  for (const term of Object.keys(telling.terms)) {
    const rarity = Math.log((index.documents.size + 1) / ((index.frequency.get(term) ?? 0) + 0.5))
    for (const story of index.byTerm.get(term) ?? []) {
      shared.set(story, (shared.get(story) ?? 0) + rarity)
    }
  }
  return [...shared]
    .filter(([id]) => isTelling(index.stories.get(id), at))
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, NEAREST_STORIES)
    .map(([id]) => id)
}

function isTelling(story: Story | undefined, at: Date): boolean {
  return story !== undefined && daysOutside(at, story.firstAt, story.lastAt) <= NEAR_WINDOW_DAYS
}

/** What leads to a story its documents left is kept: it finds nothing or a story that is near. */
function move(index: Index, moves: readonly StoryMove[]): void {
  const after = moveDocuments(index.stories, moves)
  for (const id of index.stories.keys()) if (!after.has(id)) index.stories.delete(id)
  for (const { to } of moves) {
    const story = after.get(to)
    if (!story) continue
    index.stories.set(to, story)
    for (const document of story.documents) findBy(index, document)
  }
  for (const { from } of moves) {
    const story = after.get(from)
    if (story) index.stories.set(from, story)
  }
}

function openStory({ storyId: id }: Document, title: string, at: Date): Story {
  return { id, title, firstAt: at, lastAt: at, documents: [] }
}

function addDocument(index: Index, document: Document, story: Story, at = story.lastAt): void {
  if (index.documents.has(document.id)) return
  index.documents.add(document.id)
  index.stories.set(story.id, {
    ...story,
    firstAt: at < story.firstAt ? at : story.firstAt,
    lastAt: at > story.lastAt ? at : story.lastAt,
    documents: [...story.documents, document],
  })
  for (const term of Object.keys(document.telling.terms)) {
    index.frequency.set(term, (index.frequency.get(term) ?? 0) + 1)
  }
  findBy(index, { ...document, storyId: story.id })
}

function findBy(index: Index, { storyId, telling, original }: Document): void {
  const probes = [...telling.probes, ...(original?.probes ?? [])]
  for (const probe of probes) addTo(index.byProbe, probe, storyId)
  for (const term of Object.keys(telling.terms)) addTo(index.byTerm, term, storyId)
}

function addTo<K>(places: Map<K, Set<string>>, key: K, story: string): void {
  const stories = places.get(key)
  if (stories) stories.add(story)
  else places.set(key, new Set([story]))
}

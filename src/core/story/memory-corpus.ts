import { NEAR_WINDOW_DAYS } from '../../model.ts'
import type { StoryMove, Document, Neighbourhood, Placement, Story, Telling } from '../../model.ts'
import { moveDocuments } from './move-documents.ts'
import { daysOutside } from './spans-of-time.ts'
import { sharedWords } from './tell-apart.ts'
import {
  askedTerms,
  FILED_TERMS,
  NEAREST_STORIES,
  WEIGHED_STORIES,
  weightiestTerms,
  type TermCounts,
} from './weightiest-terms.ts'

/**
 * A corpus in memory that answers as the store does, for judging files without a database: any
 * story that shares a probe, whatever its age, and the nearest by the weightiest terms they share
 * among those told in the same days. Without stories it is a corpus of nothing.
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
  /** Stories in the order they were opened. */
  readonly numbers: Map<string, number>
  /** When each document was told: the order in which a story has them. */
  readonly documents: Map<string, Date>
  readonly byProbe: Map<number, Set<string>>
  readonly byTerm: Map<string, Set<string>>
  readonly frequency: Map<string, number>
}

export function memoryCorpus(seeds: readonly Story[] = []): MemoryCorpus {
  const index: Index = {
    stories: new Map(),
    numbers: new Map(),
    documents: new Map(),
    byProbe: new Map(),
    byTerm: new Map(),
    frequency: new Map(),
  }
  for (const story of seeds) {
    for (const document of story.documents) {
      addDocument(index, document, story, document.published ?? story.firstAt)
    }
    index.stories.set(story.id, story)
  }
  for (const { documents } of seeds) for (const document of documents) findBy(index, document)
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
      for (const { document } of placements) findBy(index, document)
    },
    stories: () => [...index.stories.values()],
  }
}

function neighbourhoodOf(
  index: Index,
  tellings: readonly { readonly telling: Telling; readonly at: Date }[],
): Neighbourhood {
  const near = new Set<string>()
  for (const { telling, at } of tellings) {
    for (const probe of telling.probes) {
      for (const story of index.byProbe.get(probe) ?? []) near.add(story)
    }
    for (const story of nearestByTerms(index, telling, at)) near.add(story)
  }
  const stories = [...near].flatMap((id) => index.stories.get(id) ?? [])
  const asked = tellings.flatMap(({ telling }) => Object.keys(telling.terms))
  const shared = sharedWords(stories)
  const sharedFrequency = shared.size > 0 && { sharedFrequency: frequencyOf(index, shared) }
  return { stories, ...countsOf(index, asked), ...sharedFrequency }
}

function nearestByTerms(index: Index, telling: Telling, at: Date): string[] {
  const shared = new Map<string, number>()
  const latestFirst = (a: string, b: string) => numberOf(index, b) - numberOf(index, a)
  for (const { term, share, most } of askedTerms(
    telling,
    countsOf(index, Object.keys(telling.terms)),
  )) {
    const stories = [...(index.byTerm.get(term) ?? [])]
    for (const story of stories.toSorted(latestFirst).slice(0, most)) {
      shared.set(story, (shared.get(story) ?? 0) + share)
    }
  }
  return [...shared]
    .toSorted((a, b) => b[1] - a[1] || latestFirst(a[0], b[0]))
    .slice(0, WEIGHED_STORIES)
    .filter(([id]) => isTelling(index.stories.get(id), at))
    .slice(0, NEAREST_STORIES)
    .map(([id]) => id)
}

function numberOf({ numbers }: Index, story: string): number {
  return numbers.get(story) ?? 0
}

/** In how many documents these terms stand, of how many. */
function countsOf(index: Index, terms: Iterable<string>): TermCounts {
  return { documentCount: index.documents.size, documentFrequency: frequencyOf(index, terms) }
}

function frequencyOf({ frequency }: Index, terms: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const term of terms) {
    const count = frequency.get(term)
    if (count !== undefined) counts[term] = count
  }
  return counts
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
    index.stories.set(to, { ...story, documents: inOrder(index, story.documents) })
    if (!index.numbers.has(to)) index.numbers.set(to, index.numbers.size)
    for (const document of story.documents) findBy(index, document)
  }
  for (const { from } of moves) {
    const story = after.get(from)
    if (story) index.stories.set(from, story)
  }
}

function inOrder({ documents }: Index, told: readonly Document[]): readonly Document[] {
  const at = ({ id }: Document) => documents.get(id)?.getTime() ?? 0
  return told.toSorted((a, b) => at(a) - at(b))
}

function openStory({ storyId: id }: Document, title: string, at: Date): Story {
  return { id, title, firstAt: at, lastAt: at, documents: [] }
}

function addDocument(index: Index, document: Document, story: Story, at: Date): void {
  if (index.documents.has(document.id)) return
  index.documents.set(document.id, at)
  if (!index.numbers.has(story.id)) index.numbers.set(story.id, index.numbers.size)
  index.stories.set(story.id, {
    ...story,
    firstAt: at < story.firstAt ? at : story.firstAt,
    lastAt: at > story.lastAt ? at : story.lastAt,
    documents: inOrder(index, [...story.documents, document]),
  })
  for (const term of Object.keys(document.telling.terms)) {
    index.frequency.set(term, (index.frequency.get(term) ?? 0) + 1)
  }
}

function findBy(index: Index, { storyId, telling, original }: Document): void {
  const probes = [...telling.probes, ...(original?.probes ?? [])]
  for (const probe of probes) addTo(index.byProbe, probe, storyId)
  const filed = weightiestTerms(telling, countsOf(index, Object.keys(telling.terms)), FILED_TERMS)
  for (const [term] of filed) addTo(index.byTerm, term, storyId)
}

function addTo<K>(places: Map<K, Set<string>>, key: K, story: string): void {
  const stories = places.get(key)
  if (stories) stories.add(story)
  else places.set(key, new Set([story]))
}

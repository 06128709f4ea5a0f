import type { StoryMove, Document, Neighbourhood, Story, Telling } from '../../model.ts'
import { moveDocuments } from './move-documents.ts'
import { likeness, storyLikeness, summedLikeness, vectorOf, type TermVector } from './likeness.ts'
import { scriptOf } from './script-of.ts'
import { fit } from './story-fit.ts'
import { tellApart } from './tell-apart.ts'
import { termWeights } from './term-weights.ts'

/** A story beside a telling, with how alike they are and its document most alike. */
export interface Candidate {
  readonly story: Story
  /** 1 and more: one story. See story-fit.ts. */
  readonly fit: number
  /** To the tellings nearest to it, 0 to 1. */
  readonly likeness: number
  readonly nearest: Document
  /** The documents that stood for the story: those in the telling's script. */
  readonly compared: readonly Document[]
  /** Names, numbers and dates by which it was found in another language, in words. */
  readonly across?: readonly string[]
}

/** The neighbourhood at work: answers for one telling, and takes in what was placed. */
export interface Neighbours {
  readonly stories: () => readonly Story[]
  readonly documents: () => readonly Document[]
  /** The story a person put an item in, which may not be there yet. */
  readonly pinOf: (itemId: string) => string | undefined
  /** Stories by how well the telling fits in, best first; those without a weighty term in common are left out. */
  readonly alike: (telling: Telling) => readonly Candidate[]
  /** What a term weighs by its rarity. */
  readonly weightOf: (term: string) => number
  readonly compare: (telling: Telling, story: Story) => Candidate | undefined
  /** How alike two tellings are, 0 to 1. */
  readonly likeness: (a: Telling, b: Telling) => number
  /** Whether two groups of tellings are two events: see tell-apart.ts. */
  readonly tellApart: (tellings: readonly Telling[], size: number) => readonly boolean[] | undefined
  /** Move documents to the stories they prove to belong to. */
  readonly move: (moves: readonly StoryMove[]) => void
  /** Count a telling's words before it is judged: its own must not pass for unheard of. */
  readonly count: (telling: Telling) => void
  readonly add: (document: Document, at: Date) => Story
}

/** Stories set against a telling in full; the others share too few of its weightiest terms. */
const COMPARED_STORIES = 5

/**
 * Of a long story, its opening and so many of its latest documents are compared: as many as the
 * store hands out whole. Of fewer, two events that were taken for one cannot be told apart again.
 */
const COMPARED_DOCUMENTS = 24

/** Documents of a story and terms of a telling by which stories are chosen for comparing. */
const GLANCED_DOCUMENTS = 8
const WEIGHTIEST = 40

/** Open a neighbourhood for placing: the second telling of a batch sees what the first added. */
export function openNeighbours(neighbourhood: Neighbourhood): Neighbours {
  let stories: ReadonlyMap<string, Story> = new Map(
    neighbourhood.stories.map((story) => [story.id, story]),
  )
  let documents: readonly Document[] | undefined
  const weights = termWeights(neighbourhood)
  const vectors = new Map<Telling, TermVector>()
  const vector = (telling: Telling): TermVector => {
    const known = vectors.get(telling)
    if (known) return known
    const made = vectorOf(telling, weights)
    vectors.set(telling, made)
    return made
  }
  return {
    stories: () => [...stories.values()],
    documents: () => (documents ??= [...stories.values()].flatMap((story) => story.documents)),
    pinOf: (itemId) => neighbourhood.pins?.[itemId],
    alike: (telling) => {
      const own = vector(telling)
      return promising(own, [...stories.values()])
        .map((story) => compare(story, telling, vector))
        .filter((candidate) => candidate !== undefined)
        .toSorted(
          (a, b) => b.fit - a.fit || b.likeness - a.likeness || (a.story.id < b.story.id ? -1 : 1),
        )
    },
    weightOf: (term) => weights.weightOf(term),
    compare: (telling, story) => compare(story, telling, vector),
    likeness: (a, b) => likeness(vector(a), vector(b)),
    tellApart: (tellings, size) => tellApart(tellings, size, weights.weightInCorpus),
    move: (moves) => {
      if (moves.length === 0) return
      stories = moveDocuments(stories, moves)
      documents = undefined
    },
    count: (telling) => weights.add(telling),
    add: (document, at) => {
      const story = withDocument(stories.get(document.storyId), document, at)
      stories = new Map(stories).set(story.id, story)
      documents = undefined
      return story
    },
  }
}

function promising(own: TermVector, stories: readonly Story[]): Story[] {
  if (stories.length <= COMPARED_STORIES) return [...stories]
  const weightiest = [...own].toSorted((a, b) => b[1] - a[1]).slice(0, WEIGHTIEST)
  return stories
    .map((story) => ({ story, shared: mostShared(weightiest, story) }))
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, COMPARED_STORIES)
    .map(({ story }) => story)
}

function mostShared(weightiest: readonly (readonly [string, number])[], story: Story): number {
  let most = 0
  for (const { telling } of openingAndLatest(story.documents, GLANCED_DOCUMENTS)) {
    let shared = 0
    for (const [term, weight] of weightiest) if (term in telling.terms) shared += weight
    if (shared > most) most = shared
  }
  return most
}

function openingAndLatest(documents: readonly Document[], count: number): readonly Document[] {
  if (documents.length <= count) return documents
  return [...documents.slice(0, 1), ...documents.slice(1 - count)]
}

function compare(
  story: Story,
  telling: Telling,
  vector: (telling: Telling) => TermVector,
): Candidate | undefined {
  const own = vector(telling)
  const script = scriptOf(telling)
  const readable = story.documents.filter((one) => scriptOf(one.telling) === script && isWhole(one))
  const compared = openingAndLatest(readable, COMPARED_DOCUMENTS)
  const alike = compared
    .map((document) => ({ document, likeness: likeness(own, vector(document.telling)) }))
    .toSorted((a, b) => b.likeness - a.likeness)
  const [nearest] = alike
  if (!nearest || nearest.likeness === 0) return undefined
  const likenesses = alike.map((one) => one.likeness)
  const group = {
    size: compared.length,
    pairs: summedLikeness(compared.map((one) => vector(one.telling))),
  }
  return {
    story,
    fit: fit(group, { size: 1, pairs: 0 }, sumOf(likenesses)),
    likeness: storyLikeness(likenesses),
    nearest: nearest.document,
    compared,
  }
}

/** Of old documents in a long story only the facts are handed out. */
function isWhole({ telling }: Document): boolean {
  for (const _ in telling.terms) return true
  return false
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, one) => sum + one, 0)
}

function withDocument(story: Story | undefined, document: Document, at: Date): Story {
  if (!story) {
    const { storyId: id, title } = document
    return { id, title, firstAt: at, lastAt: at, documents: [document] }
  }
  return {
    ...story,
    firstAt: at < story.firstAt ? at : story.firstAt,
    lastAt: at > story.lastAt ? at : story.lastAt,
    documents: [...story.documents, document],
  }
}

import type { Document, Neighbourhood, Story, Telling } from '../../model.ts'
import { likeness, storyLikeness, vectorOf, type TermVector } from './likeness.ts'
import { termWeights } from './term-weights.ts'

/** A story beside a telling, with how alike they are and its document most alike. */
export interface Candidate {
  readonly story: Story
  readonly likeness: number
  readonly nearest: Document
}

/** The neighbourhood at work: answers for one telling, and takes in what was placed. */
export interface Neighbours {
  readonly stories: () => readonly Story[]
  readonly documents: () => readonly Document[]
  /** Stories by likeness, most alike first; those without a weighty term in common are left out. */
  readonly alike: (telling: Telling) => readonly Candidate[]
  /** Count a telling's words before it is judged: its own must not pass for unheard of. */
  readonly count: (telling: Telling) => void
  readonly add: (document: Document, at: Date) => Story
}

/** Stories set against a telling in full; the others share too few of its weightiest terms. */
const COMPARED_STORIES = 5

/** Of a long story, its opening and so many of its latest documents are compared. */
const COMPARED_DOCUMENTS = 16

/** Documents of a story and terms of a telling by which stories are chosen for comparing. */
const GLANCED_DOCUMENTS = 8
const WEIGHTIEST = 40

/** Open a neighbourhood for placing: the second telling of a batch sees what the first added. */
export function openNeighbours(neighbourhood: Neighbourhood): Neighbours {
  const stories = new Map(neighbourhood.stories.map((story) => [story.id, story]))
  const weights = termWeights(neighbourhood)
  const vectors = new Map<Document, TermVector>()
  const vector = (document: Document): TermVector => {
    const known = vectors.get(document)
    if (known) return known
    const made = vectorOf(document.telling, weights)
    vectors.set(document, made)
    return made
  }
  return {
    stories: () => [...stories.values()],
    documents: () => [...stories.values()].flatMap((story) => story.documents),
    alike: (telling) => {
      const own = vectorOf(telling, weights)
      return promising(own, [...stories.values()])
        .map((story) => compare(story, own, vector))
        .filter((candidate) => candidate !== undefined)
        .toSorted((a, b) => b.likeness - a.likeness || (a.story.id < b.story.id ? -1 : 1))
    },
    count: (telling) => weights.add(telling),
    add: (document, at) => {
      const story = withDocument(stories.get(document.storyId), document, at)
      stories.set(story.id, story)
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
  own: TermVector,
  vector: (document: Document) => TermVector,
): Candidate | undefined {
  const alike = openingAndLatest(story.documents, COMPARED_DOCUMENTS)
    .map((document) => ({ document, likeness: likeness(own, vector(document)) }))
    .toSorted((a, b) => b.likeness - a.likeness)
  const [nearest] = alike
  if (!nearest || nearest.likeness === 0) return undefined
  const likenesses = alike.map((one) => one.likeness)
  return {
    story,
    likeness: storyLikeness(likenesses),
    nearest: nearest.document,
  }
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

import type { Document, Neighbourhood, Story, Telling } from '../../model.ts'
import { likeness, storyLikeness, vectorOf, type TermVector } from './likeness.ts'
import { termWeights } from './term-weights.ts'

/** A story beside a telling, with how alike they are and its document most alike. */
export interface Candidate {
  readonly story: Story
  readonly likeness: number
  readonly nearest: Document
  /** How many names and numbers of the telling the story has, of how many. */
  readonly shared: { readonly facts: number; readonly of: number; readonly storyOf: number }
}

/** The neighbourhood at work: answers for one telling, and takes in what was placed. */
export interface Neighbours {
  readonly stories: () => readonly Story[]
  readonly documents: () => readonly Document[]
  /** Stories by likeness, most alike first; those without a weighty term in common are left out. */
  readonly alike: (telling: Telling) => readonly Candidate[]
  readonly add: (document: Document, at: Date) => Story
}

/** Stories set against a telling in full; the others share too few of its weightiest terms. */
const COMPARED_STORIES = 6

/** Of a long story, its opening and so many of its latest documents are compared. */
const COMPARED_DOCUMENTS = 24

/** Terms of a telling by which stories are chosen for comparing. */
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
        .map((story) => compare(story, telling, own, vector))
        .filter((candidate) => candidate !== undefined)
        .toSorted((a, b) => b.likeness - a.likeness || (a.story.id < b.story.id ? -1 : 1))
    },
    add: (document, at) => {
      const story = withDocument(stories.get(document.storyId), document, at)
      stories.set(story.id, story)
      weights.add(document.telling)
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
  for (const { telling } of compared(story.documents)) {
    let shared = 0
    for (const [term, weight] of weightiest) if (term in telling.terms) shared += weight
    if (shared > most) most = shared
  }
  return most
}

function compared(documents: readonly Document[]): readonly Document[] {
  if (documents.length <= COMPARED_DOCUMENTS) return documents
  return [...documents.slice(0, 1), ...documents.slice(1 - COMPARED_DOCUMENTS)]
}

function compare(
  story: Story,
  telling: Telling,
  own: TermVector,
  vector: (document: Document) => TermVector,
): Candidate | undefined {
  const alike = compared(story.documents)
    .map((document) => ({ document, likeness: likeness(own, vector(document)) }))
    .toSorted((a, b) => b.likeness - a.likeness)
  const [nearest] = alike
  if (!nearest || nearest.likeness === 0) return undefined
  const likenesses = alike.map((one) => one.likeness)
  return {
    story,
    likeness: storyLikeness(likenesses),
    nearest: nearest.document,
    shared: sharedFacts(telling, compared(story.documents)),
  }
}

function sharedFacts(telling: Telling, documents: readonly Document[]): Candidate['shared'] {
  const own = whoAndHowMany(telling)
  const story = new Set(documents.flatMap((document) => [...whoAndHowMany(document.telling)]))
  const facts = [...own].filter((key) => story.has(key)).length
  return { facts, of: own.size, storyOf: story.size }
}

/** Single words of names, since one outlet writes Sergei Lavrov and another Lavrov. */
function whoAndHowMany({ facts }: Telling): ReadonlySet<string> {
  return new Set(
    facts.flatMap(({ kind, key }) =>
      kind === 'name' ? key.slice('name:'.length).split(' ') : kind === 'number' ? [key] : [],
    ),
  )
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

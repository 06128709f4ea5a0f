import type { Document, MatchedTelling, Neighbourhood, Placement, Verdict } from '../../model.ts'
import { judgeTelling } from './judge-telling.ts'
import { openNeighbours, type Neighbours } from './neighbours.ts'

/**
 * Set each match against the corpus and give it its place: which story, and what it is there. In
 * order: a second item of the batch sees what the first added. Ids derive from the items, so the
 * same batch on the same corpus gives the same placements.
 */
export function placeInStories(
  tellings: readonly MatchedTelling[],
  neighbourhood: Neighbourhood,
  now: Date,
): readonly Placement[] {
  const neighbours = openNeighbours(neighbourhood)
  return tellings.map((told) => place(told, neighbours, now))
}

function place(told: MatchedTelling, neighbours: Neighbours, now: Date): Placement {
  neighbours.count(told.telling)
  const { verdict, oldNews } = judgeTelling(told, neighbours)
  const document = documentFor(told, verdict)
  if (!isInCorpus(document, neighbours)) {
    neighbours.add(document, told.match.item.published ?? now)
  }
  return { match: told.match, verdict, document, ...(oldNews ? { heldBack: oldNews } : {}) }
}

function documentFor({ match, telling }: MatchedTelling, { storyId }: Verdict): Document {
  const { id, title, outlet, url, language, published } = match.item
  return {
    id,
    storyId,
    origin: 'item',
    title,
    outlet,
    url,
    ...(language === undefined ? {} : { language }),
    ...(published === undefined ? {} : { published }),
    telling,
  }
}

function isInCorpus({ id }: Document, neighbours: Neighbours): boolean {
  return neighbours.documents().some((document) => document.id === id)
}

import type { Neighbourhood, Telling } from '../../model.ts'

/** What terms weigh in this corpus; grows with each telling added. */
export interface TermWeights {
  readonly weightOf: (term: string) => number
  /** As `weightOf`, but words that the neighbours share count as often as the corpus has them. */
  readonly weightInCorpus: (term: string) => number
  readonly add: (telling: Telling) => void
}

/** Documents counted in all, evenly from the stories, each story's latest. */
const COUNTED = 240

/**
 * Documents of other matters imagined beside a corpus: in a small one, all on one matter, the
 * words of that matter would weigh nothing.
 */
const IMAGINED = 6

/**
 * Weights by rarity (inverse document frequency). The store counts only the terms it was asked
 * for; for those of the neighbours' own the neighbours are counted instead, which makes a word
 * they all use light even where the store was not asked.
 */
export function termWeights(neighbourhood: Neighbourhood): TermWeights {
  const counted = new Map(Object.entries(neighbourhood.documentFrequency))
  const each = Math.ceil(COUNTED / Math.max(1, neighbourhood.stories.length))
  const local = documentsWith(
    neighbourhood.stories.flatMap(({ documents }) =>
      documents.slice(-each).map(({ telling }) => telling),
    ),
  )
  const shared = neighbourhood.sharedFrequency ?? {}
  let documentCount = neighbourhood.documentCount
  const known = new Map<string, number>()
  const documentsOf = (term: string) =>
    Math.max(counted.get(term) ?? 0, local.get(term)?.documents ?? 0)
  const rarity = (documents: number) =>
    Math.max(0, Math.log((documentCount + IMAGINED) / (documents + 0.5)))
  const weigh = (term: string): number => {
    const weight = rarity(documentsOf(term))
    known.set(term, weight)
    return weight
  }
  return {
    weightOf: (term) => known.get(term) ?? weigh(term),
    weightInCorpus: (term) => rarity(Math.max(documentsOf(term), shared[term] ?? 0)),
    add: (telling) => {
      known.clear()
      documentCount++
      for (const term of Object.keys(telling.terms)) {
        counted.set(term, (counted.get(term) ?? local.get(term)?.documents ?? 0) + 1)
      }
    },
  }
}

/** Counted in place: half the look-ups of a map of numbers, and this is done for every item. */
interface Count {
  documents: number
}

/** In how many of these tellings each term stands. */
export function documentsWith(
  tellings: Iterable<Pick<Telling, 'terms'>>,
): ReadonlyMap<string, Readonly<Count>> {
  const counts = new Map<string, Count>()
  for (const { terms } of tellings) {
    for (const term in terms) {
      const count = counts.get(term)
      if (count) count.documents++
      else counts.set(term, { documents: 1 })
    }
  }
  return counts
}

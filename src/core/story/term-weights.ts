import type { Neighbourhood, Telling } from '../../model.ts'
import { commonShare } from './common-words.ts'

/** What terms weigh in this corpus; grows with each telling added. */
export interface TermWeights {
  /** By its rarity in the corpus; of a whole text in English, beside English news imagined with it. */
  readonly weightOf: (term: string, inEnglish?: boolean) => number
  /** As `weightOf`, but words that the neighbours share count as often as the corpus has them. */
  readonly weightInCorpus: (term: string, inEnglish?: boolean) => number
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
 * Texts of English news imagined beside a corpus, in which common words are as common as they are in
 * news, and a word of most documents nearly as common as in these: it belongs to the matter that is
 * watched. In a corpus of few events nothing else tells the words of an event from those of any. How
 * the figures were found: docs/decisions/0056-words-common-in-news.md.
 */
const IMAGINED_ENGLISH = 300

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
  const documentsOf = (term: string) =>
    Math.max(counted.get(term) ?? 0, local.get(term)?.documents ?? 0)
  const rarity = (documents: number, term: string, inEnglish: boolean) => {
    const all = documentCount + IMAGINED
    const imagined = inEnglish ? IMAGINED_ENGLISH : 0
    const share = Math.max(commonShare(term), (documents / all) ** 2)
    return Math.max(0, Math.log((all + imagined) / (documents + imagined * share + 0.5)))
  }
  const known = { english: new Map<string, number>(), other: new Map<string, number>() }
  const weightOf = (term: string, inEnglish = false): number => {
    const weights = inEnglish ? known.english : known.other
    const before = weights.get(term)
    if (before !== undefined) return before
    const weight = rarity(documentsOf(term), term, inEnglish)
    weights.set(term, weight)
    return weight
  }
  return {
    weightOf,
    weightInCorpus: (term, inEnglish = false) =>
      rarity(Math.max(documentsOf(term), shared[term] ?? 0), term, inEnglish),
    add: (telling) => {
      known.english.clear()
      known.other.clear()
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

import type { Neighbourhood, Telling } from '../../model.ts'

/** What terms weigh in this corpus; grows with each telling added. */
export interface TermWeights {
  readonly weightOf: (term: string) => number
  readonly add: (telling: Telling) => void
}

/**
 * Weights by rarity (inverse document frequency). The store counts only the terms it was asked
 * for; for those of the neighbours' own the neighbours are counted instead, which makes a word
 * they all use light even where the store was not asked.
 */
export function termWeights(neighbourhood: Neighbourhood): TermWeights {
  const counted = new Map(Object.entries(neighbourhood.documentFrequency))
  const local = new Map<string, number>()
  for (const { documents } of neighbourhood.stories) {
    for (const { telling } of documents) countTerms(local, telling)
  }
  let documentCount = neighbourhood.documentCount
  return {
    weightOf: (term) => {
      const documents = Math.max(counted.get(term) ?? 0, local.get(term) ?? 0)
      return Math.max(0, Math.log((documentCount + 1) / (documents + 0.5)))
    },
    add: (telling) => {
      documentCount++
      countTerms(local, telling)
      for (const term of Object.keys(telling.terms)) {
        const before = counted.get(term)
        if (before !== undefined) counted.set(term, before + 1)
      }
    },
  }
}

function countTerms(counts: Map<string, number>, { terms }: Telling): void {
  for (const term of Object.keys(terms)) counts.set(term, (counts.get(term) ?? 0) + 1)
}

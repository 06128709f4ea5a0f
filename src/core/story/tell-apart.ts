import type { Story, Telling } from '../../model.ts'
import { isEnglishText } from './common-words.ts'
import { likeness, summedLikeness, vectorOf, type TermVector } from './likeness.ts'
import { within, type Group } from './story-fit.ts'
import { documentsWith, type TermWeights } from './term-weights.ts'

/** Of fewer tellings it is not known which words are theirs and which those of their kind of event. */
const ENOUGH = 4

/** Headlines alone say little besides what both say throughout. */
const TERMS_ENOUGH = 12

/** Two groups less alike than this by what is not common to both, beside each within, are two events. */
const ONE_EVENT = 0.26

/** Tellings of other matters imagined beside the two groups: as many as they have, and so many. */
const IMAGINED = 8

/** Rounds in which each telling goes to the group it is more alike to. */
const ROUNDS = 3

/** A word that fewer documents of a story share is hardly a word of its kind of event. */
const SHARED_BY = 3

/**
 * Two groups that are as alike across as within may still be two events of one kind: two quakes
 * share every word of quakes. So they are looked at once more with each word weighed by its rarity
 * in the two groups besides that in the corpus: what both say throughout counts for little, and
 * what is left is who, where and how many. The first `size` tellings are one group, the others the
 * other. Answers undefined for one event; for two, whether each telling is of the first, since a
 * group grown telling by telling may have taken in some of the other event. How the figures were found:
 * docs/decisions/0054-two-events-of-one-kind.md.
 */
export function tellApart(
  tellings: readonly Telling[],
  size: number,
  weightOf: TermWeights['weightInCorpus'],
): readonly boolean[] | undefined {
  if (!isEnough(tellings.slice(0, size)) || !isEnough(tellings.slice(size))) return undefined
  const weights = contrastedWeights(tellings, weightOf)
  const vectors = tellings.map((telling) => vectorOf(telling, weights))
  if (contrastedFit(vectors, size) >= ONE_EVENT) return undefined
  return goToTheNearer(
    vectors,
    tellings.map((_, at) => at < size),
  )
}

function isEnough(tellings: readonly Telling[]): boolean {
  if (tellings.length < ENOUGH) return false
  const terms = tellings.reduce((sum, telling) => sum + Object.keys(telling.terms).length, 0)
  return terms >= tellings.length * TERMS_ENOUGH
}

/**
 * Words that several documents of a story share: how often they stand in the corpus is asked for,
 * since the words of a kind of event are many documents' and those of one event are few's.
 */
export function sharedWords(stories: readonly Story[]): ReadonlySet<string> {
  const shared = new Set<string>()
  for (const { documents } of stories) {
    if (documents.length < ENOUGH) continue
    const counts = documentsWith(documents.map(({ telling }) => telling))
    for (const [term, count] of counts) {
      if (count.documents >= SHARED_BY) shared.add(term)
    }
  }
  return shared
}

function contrastedWeights(
  tellings: readonly Telling[],
  weightOf: TermWeights['weightInCorpus'],
): { readonly weightOf: (term: string) => number } {
  const all = 2 * tellings.length + IMAGINED
  const inEnglish = tellings.every(isEnglishText)
  const weights = new Map<string, number>()
  for (const [term, { documents }] of documentsWith(tellings)) {
    weights.set(term, weightOf(term, inEnglish) * Math.log(all / (documents + 0.5)))
  }
  return { weightOf: (term) => weights.get(term) ?? 0 }
}

/** Likeness across beside that within, of the first `size` vectors and the others. */
function contrastedFit(vectors: readonly TermVector[], size: number): number {
  const [a, b] = [groupOf(vectors.slice(0, size)), groupOf(vectors.slice(size))]
  const across = summedLikeness(vectors) - a.pairs - b.pairs
  return across / (a.size * b.size) / Math.sqrt(within(a) * within(b))
}

function groupOf(vectors: readonly TermVector[]): Group {
  return { size: vectors.length, pairs: summedLikeness(vectors) }
}

function goToTheNearer(
  vectors: readonly TermVector[],
  inFirst: readonly boolean[],
): readonly boolean[] {
  const alike = vectors.map((a) => vectors.map((b) => likeness(a, b)))
  let now = inFirst
  for (let round = 0; round < ROUNDS; round++) {
    const next = now.map((own, at) => {
      const first = meanLikeness(alike[at]!, (other) => other !== at && now[other]!)
      const second = meanLikeness(alike[at]!, (other) => other !== at && !now[other]!)
      return first === second ? own : first > second
    })
    if (!next.includes(true) || !next.includes(false)) return now
    now = next
  }
  return now
}

function meanLikeness(likenesses: readonly number[], counts: (other: number) => boolean): number {
  const counted = likenesses.filter((_, other) => counts(other))
  return counted.reduce((sum, one) => sum + one, 0) / Math.max(1, counted.length)
}

import type { Document, Telling } from '../../model.ts'
import { wordsOf } from '../text/words.ts'
import { bareHeadline } from './headline.ts'
import { containment } from './shingles.ts'

/** Two writers do not share so many runs of words by chance. */
const FORMED = 0.12

/** Tellings of one event share more of the names and numbers of the one that has fewer. */
const SHARED_FACTS = 0.25

/** Fewer say too little to be told apart by. */
const FACTS_ENOUGH = 3

/**
 * Whether two texts fill one form with two events: market reports and results in the same
 * sentences, or a column under its standing headline ("Morning briefing"), about other people and
 * numbers. Likeness alone takes them for one story.
 */
export function isSameForm(title: string, telling: Telling, document: Document): boolean {
  const own = whoAndHowMany(telling)
  const other = whoAndHowMany(document.telling)
  const fewer = Math.min(own.size, other.size)
  if (fewer < FACTS_ENOUGH) return false
  const shared = [...own.keys()].filter((key) => other.has(key)).length
  if (shared >= fewer * SHARED_FACTS) return false
  return sharesWords(telling, document.telling) || isColumn(title, own, document)
}

function sharesWords({ shingles: own }: Telling, { shingles: other }: Telling): boolean {
  return Math.max(containment(own, other), containment(other, own)) >= FORMED
}

/** A headline that names nobody and nothing, word for word over another text. */
function isColumn(title: string, own: ReadonlyMap<string, string>, document: Document): boolean {
  const headline = bareHeadline(title)
  if (folded(headline) !== folded(bareHeadline(document.title))) return false
  return ![...own.values()].some((written) => headline.includes(written))
}

function folded(headline: string): string {
  return wordsOf(headline)
    .map(({ word }) => word)
    .join(' ')
}

function whoAndHowMany({ facts }: Telling): ReadonlyMap<string, string> {
  return new Map(
    facts.flatMap(({ kind, key, written }) =>
      kind === 'name' || kind === 'number' ? [[key, written]] : [],
    ),
  )
}

import type { Document, Telling } from '../../model.ts'
import { wordsOf } from '../text/words.ts'
import { bareHeadline } from './headline.ts'
import { containment } from './shingles.ts'
import { tellingStems } from './terms.ts'

/** Two writers do not share so many runs of words by chance. */
const FORMED = 0.12

/** Tellings of one event share more of the names and numbers of the one that has fewer. */
const SHARED_FACTS = 0.25

/** Fewer say too little to be told apart by. */
const FACTS_ENOUGH = 3

/** Two texts under one headline share more words besides it, where they tell one event. */
const TERMS_ENOUGH = 12
const SHARED_TERMS = 0.1

/**
 * Whether two texts fill one form with two events: market reports and results in the same
 * sentences, or a column under its standing headline ("Morning briefing"), about other people and
 * numbers. Likeness alone takes them for one story.
 */
export function isSameForm(title: string, telling: Telling, document: Document): boolean {
  const own = whoAndHowMany(telling)
  const other = whoAndHowMany(document.telling)
  const fewer = Math.min(own.size, other.size)
  const column = isColumn(title, own, document)
  if (column && sharesNoTerms(title, telling, document.telling)) return true
  if (fewer < FACTS_ENOUGH) return false
  const shared = [...own.keys()].filter((key) => other.has(key)).length
  if (shared >= fewer * SHARED_FACTS) return false
  return column || sharesWords(telling, document.telling)
}

function sharesWords({ shingles: own }: Telling, { shingles: other }: Telling): boolean {
  return Math.max(containment(own, other), containment(other, own)) >= FORMED
}

function sharesNoTerms(title: string, { terms: own }: Telling, { terms: other }: Telling): boolean {
  const headline = new Set(tellingStems(wordsOf(title)))
  const [few = [], many = []] = [own, other]
    .map((terms) => Object.keys(terms).filter((term) => !headline.has(term)))
    .toSorted((a, b) => a.length - b.length)
  const all = new Set(many)
  const shared = few.filter((term) => all.has(term)).length
  return few.length >= TERMS_ENOUGH && shared < few.length * SHARED_TERMS
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

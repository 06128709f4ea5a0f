import type { Document, Telling } from '../../model.ts'
import { sourceOfOutlet } from './news-sources.ts'
import { sourcesAmong } from './origins.ts'
import { scriptOf } from './script-of.ts'
import { containment, sharesAny } from './shingles.ts'

/** One text set against another, by shared runs of words. */
export interface Overlap {
  readonly document: Document
  /** Share of the item's text that stands in the document, 0 to 1. */
  readonly within: number
  /** Share of the document's text that stands in the item. */
  readonly around: number
  /** Whether the document's kept original was the better fit. */
  readonly original: boolean
}

/** From here on a text is near-verbatim whatever it says. */
const VERBATIM = 0.75

/** From here on it is, if it also tells the same names and numbers: templates do not. */
const NEAR_VERBATIM = 0.45
const SHARED_FACTS = 0.6

/** Two writers do not choose so many runs of words alike. */
const EDITED = 0.35

/**
 * In Japanese and Chinese every second word of a run is a particle, and a run says half as much:
 * two reports of one event share two fifths of them.
 */
const OF_SHORT_WORDS = 0.15

/** A document so much shorter than the item is quoted in it, not copied. */
const QUOTED_SHARE = 0.5

/** Overlaps so near to the best are as good: copies differ by a word here and there. */
const AS_GOOD = 0.05

/**
 * The document that shares most of its text with a telling, if any shares a run of words. Of
 * copies that do so alike it is the original: the one told first, or by the outlet the others
 * name as their source.
 */
export function nearestText(telling: Telling, documents: readonly Document[]): Overlap | undefined {
  const overlaps = documents
    .flatMap((document) => overlapsWith(telling, document))
    .filter((overlap) => rank(overlap) > 0)
  const best = Math.max(...overlaps.map(rank))
  const [original] = overlaps
    .filter((overlap) => rank(overlap) >= best - AS_GOOD)
    .toSorted((a, b) => compareOriginality(a.document, b.document, telling) || rank(b) - rank(a))
  return original
}

/** Seeds first, then the outlet that is cited, then the time of telling; undated ones last. */
function compareOriginality(a: Document, b: Document, telling: Telling): number {
  const time = ({ published }: Document) => published?.getTime() ?? Number.MAX_SAFE_INTEGER
  return (
    Number(b.origin === 'seed') - Number(a.origin === 'seed') ||
    Number(isCited(b, telling)) - Number(isCited(a, telling)) ||
    time(a) - time(b)
  )
}

/** Whether a telling is told on the word of a document's outlet. */
function isCited({ outlet }: Document, { facts }: Telling): boolean {
  return sourcesAmong(facts).includes(sourceOfOutlet(outlet))
}

/** Whether the overlap makes the item the document over again, trimmed or with things round it. */
export function isNearCopy(telling: Telling, { within, around, document }: Overlap): boolean {
  if (within >= VERBATIM) return true
  if (around >= VERBATIM && within >= QUOTED_SHARE) return true
  const least = NEAR_VERBATIM + (hasShortWords(telling) ? OF_SHORT_WORDS : 0)
  return Math.max(within, around * QUOTED_SHARE) >= least && sharesFacts(telling, document)
}

/** Whether a text that brings nothing new is the document edited rather than told anew. */
export function isEdited(telling: Telling, { within, around }: Overlap): boolean {
  return Math.max(within, around) >= EDITED + (hasShortWords(telling) ? OF_SHORT_WORDS : 0)
}

function hasShortWords(telling: Telling): boolean {
  return scriptOf(telling) === 'Han'
}

function overlapsWith(telling: Telling, document: Document): Overlap[] {
  const { telling: told, original } = document
  const overlaps: Overlap[] = []
  for (const text of original ? [told, original] : [told]) {
    if (!sharesAny(telling.probes, text.probes)) continue
    overlaps.push({
      document,
      within: containment(telling.shingles, text.shingles),
      around: containment(text.shingles, telling.shingles),
      original: text === original,
    })
  }
  return overlaps
}

function rank({ within, around }: Overlap): number {
  return within + around / 10
}

/** Of the names and numbers of the one that has fewer, most stand in the other. */
function sharesFacts(telling: Telling, document: Document): boolean {
  const own = namesAndNumbers(telling)
  const other = namesAndNumbers(document.telling)
  const shared = [...own].filter((key) => other.has(key)).length
  return shared >= Math.min(own.size, other.size) * SHARED_FACTS
}

function namesAndNumbers({ facts }: Telling): ReadonlySet<string> {
  return new Set(
    facts.filter(({ kind }) => kind === 'name' || kind === 'number').map(({ key }) => key),
  )
}

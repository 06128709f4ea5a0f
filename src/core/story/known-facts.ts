import type { Document, Fact } from '../../model.ts'
import { tellingStems } from './terms.ts'

/** Everything the tellings of one story have said, by which a fact is old. */
export interface KnownFacts {
  readonly keys: ReadonlySet<string>
  /** Values of numbers, without what they counted. */
  readonly values: ReadonlySet<string>
  /** Stems of every word and name told. */
  readonly stems: ReadonlySet<string>
  /** Tellings whose words are known; of old documents of a long story only facts may be. */
  readonly tellings: number
}

/** Share of a quote's words that, told already, make it the same words in another translation. */
const TOLD_QUOTE = 0.6

/** All that these documents tell. */
export function knownFacts(documents: readonly Document[]): KnownFacts {
  const keys = new Set<string>()
  const values = new Set<string>()
  const stems = new Set<string>()
  let tellings = 0
  for (const { telling } of documents) {
    const terms = Object.keys(telling.terms)
    if (terms.length > 0) tellings++
    for (const term of terms) stems.add(looseStem(term))
    for (const { key, kind } of telling.facts) {
      keys.add(kind === 'date' ? dayOfYear(key) : key)
      if (kind === 'date') keys.add(key)
      if (kind === 'number') values.add(valueOf(key))
      if (kind === 'name') for (const stem of stemsOf(key)) stems.add(looseStem(stem))
    }
  }
  return { keys, values, stems, tellings }
}

/** Whether no telling had this fact, whatever its form. */
export function isUnseen({ key, kind }: Fact, known: KnownFacts): boolean {
  if (known.keys.has(key)) return false
  if (kind === 'date') return !(key.startsWith('d:--') && known.keys.has(dayOfYear(key)))
  if (kind === 'number') return !known.values.has(valueOf(key))
  if (kind === 'name') return isUnseenName(stemsOf(key), known)
  const stems = stemsOf(key)
  const told = stems.filter((stem) => known.stems.has(looseStem(stem))).length
  return told < stems.length * TOLD_QUOTE
}

/** The telling words of a sentence that no telling had, and how many it has in all. */
export function unseenWords(
  sentence: string,
  known: KnownFacts,
): { readonly unseen: readonly string[]; readonly of: number } {
  const stems = [...new Set(tellingStems(sentence))]
  return { unseen: stems.filter((stem) => !known.stems.has(looseStem(stem))), of: stems.length }
}

/**
 * A name is new by a word of it nobody wrote. "Sergei Lavrov" is told where Lavrov is: a family
 * name stands last and suffices; but not in Korean and Chinese names, where it stands first.
 */
function isUnseenName(stems: readonly string[], known: KnownFacts): boolean {
  const unseen = stems.filter((stem) => !known.stems.has(looseStem(stem)))
  if (unseen.length === 0) return false
  const isEastAsian = stems.length === 3 && stems.every((stem) => stem.length <= 5)
  return isEastAsian || stems.length === 1 || unseen.includes(stems.at(-1)!)
}

function stemsOf(key: string): string[] {
  return key.slice(key.indexOf(':') + 1).split(' ')
}

/** Zelensky, Zelenskyy, Zelenskiy; Sergei, Sergey. */
function looseStem(stem: string): string {
  return stem.length < 5 || !/[iyjeий]$/u.test(stem) ? stem : stem.replace(/[iyjeий]+$/u, '')
}

function valueOf(key: string): string {
  return key.split(':')[1] ?? key
}

function dayOfYear(key: string): string {
  return key.replace(/^d:(?:\d{4}|-)-/, 'd:--')
}

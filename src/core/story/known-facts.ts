import type { Counted, Document, Fact } from '../../model.ts'
import { wordsOf } from '../text/words.ts'
import { isNeutralName, neutralName } from './neutral-names.ts'
import { placeNamed } from './place-aliases.ts'
import { scriptOf, type Script } from './script-of.ts'
import { tellingStems } from './terms.ts'
import { isSameQuantity, readQuantity } from './units.ts'

const SHORT_CYRILLIC = /^\p{Script=Cyrillic}{3,4}$/u

/** Everything the tellings of one story have said, by which a fact is old. */
export interface KnownFacts {
  readonly keys: ReadonlySet<string>
  /** Values of numbers, without what they counted. */
  readonly values: ReadonlySet<string>
  /** Those of the values that are so much of a unit. */
  readonly quantities: readonly string[]
  readonly denied: readonly Denial[]
  /** Stems of every word and name told. */
  readonly stems: ReadonlySet<string>
  /** Names in no language that tellings in other scripts named. */
  readonly neutral: ReadonlySet<string>
  /**
   * Tellings in the item's own script whose words are known; of old documents of a long story
   * only facts may be.
   */
  readonly tellings: number
  /** Told in other scripts alone: its words can be set against none. */
  readonly elsewhereOnly: boolean
}

/** What was said not to be so, and of whom. */
interface Denial {
  readonly stem: string
  /** Those it may have been said of, the likeliest first. */
  readonly names: readonly string[]
}

/** Share of a quote's words that, told already, make it the same words in another translation. */
const TOLD_QUOTE = 0.6

/** Who was taken to one is in hospital, whatever the words. */
const IN_HOSPITAL = ['hospital', 'больниц', 'лікарн', '병원', '病院', '医院']

/** "More than 4,000" are 4,200 rounded: so far from what was told, as a share of it. */
const ROUNDING = 0.05

/** All that these documents tell, to one who reads a script. */
export function knownFacts(
  documents: readonly Pick<Document, 'telling'>[],
  script: Script | undefined,
): KnownFacts {
  const keys = new Set<string>()
  const values = new Set<string>()
  const quantities: string[] = []
  const denied: Denial[] = []
  const stems = new Set<string>()
  const neutral = new Set<string>()
  let tellings = 0
  let elsewhere = 0
  for (const { telling } of documents) {
    const terms = Object.keys(telling.terms)
    const written = scriptOf(telling)
    const isOwn = script === undefined || written === undefined || written === script
    if (!isOwn) elsewhere++
    else if (terms.length > 0) tellings++
    if (!isOwn) for (const term of terms) if (isNeutralName(term)) neutral.add(term.slice(2))
    for (const term of terms) stems.add(looseStem(term))
    for (const { key, kind } of telling.facts) {
      keys.add(key)
      if (kind === 'date') for (const form of dateForms(key)) keys.add(form)
      if (kind === 'negation') denied.push(readDenial(key))
      if (kind === 'number') values.add(valueOf(key))
      if (kind === 'number' && readQuantity(valueOf(key))) quantities.push(valueOf(key))
      if (kind === 'name') for (const stem of stemsOf(key)) stems.add(looseStem(stem))
    }
  }
  const elsewhereOnly = elsewhere > 0 && tellings === 0
  return { keys, values, quantities, denied, stems, neutral, tellings, elsewhereOnly }
}

/** Whether no telling had this fact, whatever its form. */
export function isUnseen(fact: Fact, known: KnownFacts): boolean {
  const { key, kind } = fact
  if (known.keys.has(key)) return false
  if (kind === 'date') return !(key.startsWith('d:--') && known.keys.has(dayOfYear(key)))
  if (kind === 'number') return isUnseenNumber(fact, known)
  if (key === 'deed:hospital') return !IN_HOSPITAL.some((stem) => known.stems.has(stem))
  if (kind === 'deed' || kind === 'source') return true
  if (kind === 'negation') return isUnseenDenial(readDenial(key), known)
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
  const stems = [...new Set(tellingStems(wordsOf(sentence)))]
  return { unseen: stems.filter((stem) => !known.stems.has(looseStem(stem))), of: stems.length }
}

function isUnseenNumber({ key, counted }: Fact, { values, quantities }: KnownFacts): boolean {
  const value = valueOf(key)
  return (
    !values.has(value) &&
    !quantities.some((told) => isSameQuantity(told, value)) &&
    !(counted && [...values].some((told) => isRounded(counted, Number(told))))
  )
}

function isRounded({ value, bound }: Counted, told: number): boolean {
  if (bound !== 'about' && !(bound === 'least' && value <= told)) return false
  return Math.abs(value - told) <= ROUNDING * told
}

/** A denial is news where the thing itself was told, and of nobody or only of others denied. */
function isUnseenDenial(
  { stem, names: [name = ''] }: Denial,
  { denied, stems, elsewhereOnly }: KnownFacts,
): boolean {
  if (elsewhereOnly) return true
  if (!stems.has(looseStem(stem))) return false
  const before = denied.filter((one) => one.stem === stem)
  if (before.length === 0) return true
  if (name === '' || placeNamed(name) !== undefined || name.split(' ').length < 2) return false
  return before.every(({ names }) => names.length > 0 && !names.some((one) => shareWord(one, name)))
}

function shareWord(one: string, other: string): boolean {
  const words = new Set(one.split(' ').map(looseStem))
  return other.split(' ').some((word) => words.has(looseStem(word)))
}

function readDenial(key: string): Denial {
  const [, stem = '', names = ''] = key.split(':')
  return { stem, names: names.split('|').filter((name) => name !== '') }
}

/**
 * A name is new by a word of it nobody wrote. "Sergei Lavrov" is told where Lavrov is: a family
 * name stands last and suffices; but not in Korean and Chinese names, where it stands first.
 */
function isUnseenName(stems: readonly string[], known: KnownFacts): boolean {
  const unseen = stems.filter((stem) => !known.stems.has(looseStem(stem)))
  if (unseen.length === 0) return false
  const neutral = known.neutral.size > 0 && neutralName(stems.join(' '))
  if (neutral && known.neutral.has(neutral)) return false
  const isEastAsian = stems.length === 3 && stems.every((stem) => stem.length <= 5)
  return isEastAsian || stems.length === 1 || unseen.includes(stems.at(-1)!)
}

function stemsOf(key: string): string[] {
  return key.slice(key.indexOf(':') + 1).split(' ')
}

/** Zelensky, Zelenskyy, Zelenskiy; Sergei, Sergey; and of short names Ын, Ыном, Ыну. */
function looseStem(stem: string): string {
  if (SHORT_CYRILLIC.test(stem)) return stem.replace(/(?<=..)(?:ом|ем|ой|[аеиуыюя])$/u, '')
  return stem.length < 5 || !/[iyjeий]$/u.test(stem) ? stem : stem.replace(/[iyjeий]+$/u, '')
}

function valueOf(key: string): string {
  return key.split(':')[1] ?? key
}

/** A day is told with its month, and in another year's telling without the year. */
function dateForms(key: string): string[] {
  return [dayOfYear(key), key.replace(/^(d:\d{4}-\d\d)-\d\d$/, '$1')]
}

function dayOfYear(key: string): string {
  return key.replace(/^d:(?:\d{4}|-)-/, 'd:--')
}

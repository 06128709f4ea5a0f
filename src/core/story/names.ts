import { mayBeEastAsian } from '../text/scripts-of.ts'
import { wordsOf, type Word } from '../text/words.ts'
import { isNoName } from './name-words.ts'
import type { PlacedFact } from './numbers.ts'
import { mayBeginPlace, nameStems, placeNamed } from './place-aliases.ts'
import { stemOf } from './stem.ts'
import { isStopWord } from './stop-words.ts'

/** Words that stand uncapitalised within a name. */
const LINKS = /^(?:of|de|da|do|dos|del|della|der|den|van|von|al|el|la|le|bin|ibn|y|und)$/
const CAPITAL = /^[\p{Lu}\p{Lt}]/u
const HAS_CASE = /[\p{Lu}\p{Ll}]/u

/** A name longer than this is a headline. */
const NAME_WORDS = 6
const PLACE_WORDS = 6

/** What a text shows of its own habits: which words it capitalises where grammar does not. */
export type KnownNames = ReadonlySet<string>

/**
 * The words a text capitalises in the middle of sentences. A word that opens a sentence, or
 * stands in a headline that capitalises everything, is a name only if it is among these.
 */
export function knownNames(
  sentences: readonly string[],
  words: readonly (readonly Word[])[] = sentences.map(wordsOf),
): KnownNames {
  const known = new Set<string>()
  for (const [which, sentence] of sentences.entries()) {
    const own = words[which] ?? []
    if (capitalisesAll(own, sentence)) continue
    for (const [at, word] of own.entries()) {
      if (at > 0 && isCapital(word, sentence) && !opensClause(word, sentence)) known.add(word.word)
    }
  }
  return known
}

/**
 * The names in a sentence: runs of capitalised words without offices and outlets, and in scripts
 * without capitals what stands by an office (장관, 外相) or in katakana. Countries go by one key
 * (see placeNamed). Keys are `name:` and the stems.
 */
export function namesIn(sentence: string, words: readonly Word[], known: KnownNames): PlacedFact[] {
  const shouting = capitalisesAll(words, sentence)
  const runs = capitalRuns(words, sentence).flatMap((run) =>
    splitAtOffices(trusted(run, sentence, known, shouting), sentence),
  )
  const places = [...runs.map(spanOf), ...unspacedNames(sentence), ...placeWords(words)]
  const found = places.flatMap(({ start, end }) => nameFact(sentence, start, end))
  return found.filter(
    (name, at) =>
      !found.slice(0, at).some(({ start, end }) => name.start < end && name.end > start),
  )
}

function capitalRuns(words: readonly Word[], sentence: string): Word[][] {
  const runs: Word[][] = []
  let run: Word[] = []
  const close = () => {
    while (run.length > 0 && !isCapital(run.at(-1)!, sentence)) run.pop()
    if (run.length > 0) runs.push(run)
    run = []
  }
  for (const word of words) {
    const joined =
      run.length > 0 &&
      /^[\s\u00A0]?(?:[-–]|\.\s?)?$|^ $/u.test(gapBefore(run.at(-1)!, word, sentence))
    if (!joined) close()
    const isLink = run.length > 0 && LINKS.test(word.word)
    const isHyphenTail = run.length > 0 && gapBefore(run.at(-1)!, word, sentence) === '-'
    if (isCapital(word, sentence) || isLink || isHyphenTail) run.push(word)
    else close()
  }
  close()
  return runs
}

function gapBefore(last: Word, next: Word, sentence: string): string {
  return sentence.slice(last.end, next.start)
}

/** The part of a run that is a name though grammar or a headline's habit may have capitalised it. */
function trusted(
  run: readonly Word[],
  sentence: string,
  known: KnownNames,
  shouting: boolean,
): Word[] {
  if (shouting) return run.filter(({ word }) => known.has(word))
  const [first, ...rest] = run
  if (!first || !opensClause(first, sentence)) return [...run]
  if (known.has(first.word) || placeAt(run, 0, sentence)) return [...run]
  const [second] = rest
  const mayOpen =
    second !== undefined &&
    !isStopWord(first.word) &&
    !LINKS.test(second.word) &&
    !isNoName(second.word) &&
    !placeAt(run, 1, sentence)
  return mayOpen ? [...run] : rest
}

/** "Russian Foreign Minister Sergei Lavrov" holds two names and an office. */
function splitAtOffices(run: readonly Word[], sentence: string): Word[][] {
  const names: Word[][] = []
  let name: Word[] = []
  const close = () => {
    const isName = name.length <= NAME_WORDS && name.some(({ word }) => !LINKS.test(word))
    if (isName) names.push(name)
    name = []
  }
  for (let at = 0; at < run.length;) {
    const place = placeAt(run, at, sentence)
    const word = run[at]!.word.replace(/'s$/, '')
    if (place || isNoName(word) || isStopWord(word)) close()
    else name.push(run[at]!)
    if (place) names.push(place)
    at += place?.length ?? 1
  }
  close()
  return names
}

/** The longest name of a place that begins here. Kim Jong Un is not the UN. */
function placeAt(run: readonly Word[], at: number, sentence: string): Word[] | undefined {
  if (!mayBeginPlace(run[at]!.word)) return undefined
  for (let length = Math.min(PLACE_WORDS, run.length - at); length > 0; length--) {
    const words = run.slice(at, at + length)
    const written = sentence.slice(words[0]!.start, words.at(-1)!.end)
    const isWord =
      /^(?:us|un|uk|eu|rok|sco|prc)$/i.test(written) && written !== written.toUpperCase()
    if (!isWord && placeNamed(nameStems(written)) !== undefined) return words
  }
  return undefined
}

function spanOf(words: readonly Word[]): { start: number; end: number } {
  return { start: words[0]!.start, end: words.at(-1)!.end }
}

/** Names that scripts without capitals show by the office beside them, or by katakana. */
function unspacedNames(sentence: string): { start: number; end: number }[] {
  if (!mayBeEastAsian(sentence)) return []
  const byOffice =
    /[\p{Script=Hangul}]{2,10}(?=\s?(?:국무위원장|위원장|부부장|의원|외무상|외교장관|외무장관|장관|대통령|총리|대변인|총비서)(?!\p{Script=Hangul}{4}))|(?:(?<=[由与和同向对据])|(?![由与和同向对据]))\p{Script=Han}{2,4}(?=氏|外相|大統領|首相|総書記|外长|总统|总理|主席)/gu
  const beforeOffice =
    /(?<!\p{Script=Hangul})[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용]\p{Script=Hangul}{2}(?=\s\p{Script=Hangul}{2,10}\s(?:대변인|장관|차관|후보자|부부장|의원|대표|사령관|대사|위원장|총장|청장))/gu
  const katakana = /[\p{Script=Katakana}ー・]{3,30}/gu
  return [
    ...sentence.matchAll(beforeOffice),
    ...sentence.matchAll(byOffice),
    ...sentence.matchAll(katakana),
  ].map(({ 0: written, index }) => ({ start: index, end: index + written.length }))
}

/** Countries in scripts without capitals, and adjectives that Russian writes small. */
function placeWords(words: readonly Word[]): { start: number; end: number }[] {
  return words.filter(({ word }) => !/^[a-z]/.test(word) && placeNamed(stemOf(word)) !== undefined)
}

function nameFact(sentence: string, start: number, end: number): PlacedFact[] {
  const written = sentence.slice(start, end).replace(/['’]s$/u, '')
  const stems = nameStems(written)
  if (isNoName(stems)) return []
  const key = placeNamed(stems) ?? stems
  if (key.length < 2 || /^[\d\s]+$/.test(key)) return []
  return [{ key: `name:${key}`, kind: 'name', written, start, end }]
}

/** Title Case and CAPITALS say nothing about names. Short sentences may be full of names. */
function capitalisesAll(words: readonly Word[], sentence: string): boolean {
  const isSentence = /[.!?…]["”’')\]]*$/.test(sentence.slice(-4)) && /\p{Ll}/u.test(sentence)
  if (isSentence) return false
  const long = words.filter(
    ({ word, start }) => word.length > 3 && HAS_CASE.test(sentence[start] ?? ''),
  )
  const capitals = long.filter((word) => isCapital(word, sentence)).length
  return long.length > 2 && capitals >= long.length * 0.9
}

function isCapital({ start }: Word, sentence: string): boolean {
  const unit = sentence.charCodeAt(start)
  return unit < 0x80 ? unit >= 0x41 && unit <= 0x5a : CAPITAL.test(sentence.slice(start, start + 2))
}

/** Whether grammar capitalises this word: first of the sentence, a quote or after a colon. */
function opensClause({ start }: Word, sentence: string): boolean {
  return /(?:^|[.!?:;•|–—"“«‘(]\s*|^[^\p{L}\p{N}]+)$/u.test(
    sentence.slice(Math.max(0, start - 3), start),
  )
}

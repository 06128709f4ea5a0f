import { mayBeEastAsian } from '../text/scripts-of.ts'
import { wordsOf, type Word } from '../text/words.ts'
import type { PlacedFact } from './numbers.ts'
import { stemOf } from './stem.ts'
import { isStopWord } from './stop-words.ts'

/** What denies in languages with spaces, before what is denied. */
const DENYING: ReadonlySet<string> = new Set(
  "not never не ні won't wouldn't can't cannot couldn't isn't aren't wasn't weren't doesn't don't didn't hasn't haven't hadn't 안 못".split(
    ' ',
  ),
)

/** "Not only", "no fewer than", "а не": nothing is denied. */
const NO_DENIAL =
  /^(?:only|just|merely|yet|least|fewer|less|more|только|менее|более|меньше|раньше|лише|тільки|менше|менш|більше|раніше)$/

/** Words looked at after a denial for what it denies. */
const REACH = 4

/** Written onto what is denied: 검토하지 않는다, 出席しない. */
const DENIED_BEFORE =
  /(\p{Script=Hangul}{2,6}?)(?:하|되|시키)?(?:지|진|지는|지도)\s(?:않|못|아니)|(\p{Script=Hangul}{2,6})\s(?:안|못)\s?(?:해|한|했|함|하)|(\p{Script=Han}{2,4})(?:は|も)?(?:し|され|でき)(?:ない|なかった|ません|ず)/gu

const DENIED_AFTER = /(?:不会|不再|不予|不能|没有|并未|尚未|未能|不)([\p{Script=Han}\d]{2,12})/gu

/**
 * What a sentence says is not so, by the word denied: "will not attend" and "не прибудет". Keys
 * are `not:`, the stem, and the names that stand before it, the nearest first.
 */
export function negationsIn(
  sentence: string,
  words: readonly Word[],
  names: readonly PlacedFact[],
): PlacedFact[] {
  return [...spacedDenials(words), ...unspacedDenials(sentence)].map(({ stem, start, end }) => {
    const before = names.filter((one) => one.end <= start).toReversed()
    const whom = before.map(({ key }) => key.slice('name:'.length)).join('|')
    return {
      key: `not:${stem}:${whom}`,
      kind: 'negation',
      written: sentence.slice(start, end),
      start,
      end,
    }
  })
}

interface Denial {
  readonly stem: string
  readonly start: number
  readonly end: number
}

function spacedDenials(words: readonly Word[]): Denial[] {
  return words.flatMap(({ word, start }, at) => {
    if (!DENYING.has(word) || NO_DENIAL.test(words[at + 1]?.word ?? '')) return []
    const denied = words.slice(at + 1, at + 1 + REACH).find((next) => !isStopWord(next.word))
    if (!denied || /^\d/.test(denied.word)) return []
    return [{ stem: stemOf(denied.word), start, end: denied.end }]
  })
}

function unspacedDenials(sentence: string): Denial[] {
  if (!mayBeEastAsian(sentence)) return []
  const before = [...sentence.matchAll(DENIED_BEFORE)].map(({ 0: written, index, ...parts }) => ({
    stem: parts[1] ?? parts[2] ?? parts[3] ?? '',
    start: index,
    end: index + written.length,
  }))
  const after = [...sentence.matchAll(DENIED_AFTER)].flatMap(({ 0: written, 1: denied, index }) => {
    const word = wordsOf(denied ?? '').find((one) => /^\p{Script=Han}{2}/u.test(one.word))
    return word ? [{ stem: word.word, start: index, end: index + written.length }] : []
  })
  return [...before, ...after]
}

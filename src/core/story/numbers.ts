import type { Fact } from '../../model.ts'
import { firstWords, foldWord, wordsOf, type Word } from '../text/words.ts'
import { amountsIn, MONEY, type Amount } from './amounts.ts'
import { countedIn } from './counted.ts'
import { countedThing, GRAVE } from './counted-things.ts'
import { stemOf } from './stem.ts'
import { isStopWord } from './stop-words.ts'
import { quantityKey } from './units.ts'

/** A fact with its place in the text, UTF-16 code units. */
export interface PlacedFact extends Fact {
  readonly start: number
  readonly end: number
}

/** From here on a number stands for itself; smaller ones need the thing they count. */
const TELLING_VALUE = 100

/** Two men stand in every text; two dead do not. */
const FEW = 3

/** Words looked at on either side of a small number for what it counts. */
const REACH = 4

/** And before a total: "the number of people killed in the floods has risen to 21". */
const FAR_REACH = 16

const COUNTER = /^\s?(?:명|人|名|位|인)/u

/**
 * The numbers of a sentence that are facts: amounts from a hundred up, decimals, percentages,
 * money, and smaller ones beside what they count. Digits, words and East Asian myriads meet in
 * one key: 10,000, 10.000, ten thousand, 1만. Places in `taken` (dates) are passed over.
 */
export function numbersIn(
  sentence: string,
  taken: readonly PlacedFact[],
  words: readonly Word[] = wordsOf(sentence),
): PlacedFact[] {
  return amountsIn(sentence, words)
    .filter(({ start, end }) => !taken.some((place) => start < place.end && end > place.start))
    .flatMap((amount) => {
      const key = keyOf(amount, sentence)
      if (key === undefined) return []
      const { start, end } = amount
      const counted = countedIn(sentence, amount, words)
      const written = withUnit(sentence, start, end)
      return [{ key, kind: 'number' as const, written, ...(counted && { counted }), start, end }]
    })
}

function keyOf({ value, start, end }: Amount, sentence: string): string | undefined {
  const after = sentence.slice(end, end + 20)
  if (/^\s?(?:%|percent|per\s?cent|процент|відсотк|퍼센트|パーセント)/iu.test(after))
    return `n:${value}%`
  const quantity = quantityKey(value, firstWords(after, 1)[0]?.word ?? '')
  if (quantity !== undefined) return `n:${quantity}`
  if (value >= TELLING_VALUE || !Number.isInteger(value)) return `n:${value}`
  if (MONEY.test(sentence.slice(Math.max(0, start - 2), start))) return `n:${value}`
  const thing = thingCounted(sentence, start, end)
  const isFact = thing !== undefined && value >= (GRAVE.has(thing) ? 1 : FEW)
  return isFact ? `n:${value}:${thing}` : undefined
}

/** What is counted stands after the number, or else before it ("killed at least ten"). */
function thingCounted(sentence: string, start: number, end: number): string | undefined {
  const [counter] = COUNTER.exec(sentence.slice(end)) ?? []
  const near = firstWords(sentence.slice(end, end + 60), REACH).slice(0, REACH)
  const before = wordsOf(sentence.slice(Math.max(0, start - 160), start))
  const isTotal = /^(?:to|at|of|reached|до|достигло|сягнула)$/.test(before.at(-1)?.word ?? '')
  return (
    firstThing(near) ??
    (counter === undefined ? undefined : 'people') ??
    firstThing(before.slice(isTotal ? -FAR_REACH : -REACH).toReversed())
  )
}

function firstThing(words: readonly Word[]): string | undefined {
  return words.map(({ word }) => countedThing(stemOf(word))).find((thing) => thing !== undefined)
}

/** The amount with its sign and the word after it, for showing. */
function withUnit(sentence: string, start: number, end: number): string {
  const sign = MONEY.exec(sentence.slice(Math.max(0, start - 2), start))?.[0] ?? ''
  const after = sentence.slice(end, end + 24)
  const [unit = ''] =
    /^(?:\s?%|[ \u00A0-][\p{L}\p{M}]{2,20}|[\p{Script=Hangul}\p{Script=Han}]{1,3})/u.exec(after) ??
    []
  const isWord = !isStopWord(foldWord(unit.slice(1)))
  return sign + sentence.slice(start, end) + (isWord ? unit : '')
}

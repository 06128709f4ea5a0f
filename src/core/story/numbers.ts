import type { Fact } from '../../model.ts'
import { foldWord, wordsOf, type Word } from '../text/words.ts'
import { countedThing } from './counted-things.ts'
import { EAST_ASIAN_SCALES, scaleOf, smallNumber } from './number-words.ts'
import { stemOf } from './stem.ts'
import { isStopWord } from './stop-words.ts'

/** A fact with its place in the text, UTF-16 code units. */
export interface PlacedFact extends Fact {
  readonly start: number
  readonly end: number
}

interface Amount {
  readonly value: number
  readonly start: number
  readonly end: number
}

/** Digits, grouped by separators; a space groups only three digits at a time. */
const DIGITS = /\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)*/gu

/** From here on a number stands for itself; smaller ones need the thing they count. */
const TELLING_VALUE = 100

/** Two men stand in every text; two dead do not. */
const FEW = 3
const GRAVE: ReadonlySet<string> = new Set(['dead', 'hurt', 'missing', 'held'])

const MONEY = /[$€£¥₽₩]\s?$/

/** Words looked at on either side of a small number for what it counts. */
const REACH = 4

/**
 * The numbers of a sentence that are facts: amounts from a hundred up, decimals, percentages,
 * money, and smaller ones beside what they count. Digits, words and East Asian myriads meet in
 * one key: 10,000, 10.000, ten thousand, 1만. Places in `taken` (dates) are passed over.
 */
export function numbersIn(sentence: string, taken: readonly PlacedFact[]): PlacedFact[] {
  const amounts = [...digitAmounts(sentence), ...wordAmounts(sentence)]
  return amounts
    .filter(({ start, end }) => !taken.some((place) => start < place.end && end > place.start))
    .flatMap((amount) => {
      const key = keyOf(amount, sentence)
      if (key === undefined) return []
      const { start, end } = amount
      return [{ key, kind: 'number' as const, written: withUnit(sentence, start, end), start, end }]
    })
}

function digitAmounts(sentence: string): Amount[] {
  const amounts: Amount[] = []
  for (const { 0: written, index } of sentence.matchAll(DIGITS)) {
    const value = readDigits(written)
    const end = index + written.length
    if (value === undefined || isPartOfName(sentence, index, end)) continue
    amounts.push(scaled(sentence, value, index, end))
  }
  return joinMyriads(amounts, sentence)
}

/** 10,000 and 10.000 are ten thousand, 3.5 and 3,5 are decimals, 14.07.2025 is no number. */
function readDigits(written: string): number | undefined {
  const groups = written.split(/[^\d]/u)
  const separators = written.replace(/\d/g, '')
  const last = groups.at(-1) ?? ''
  const grouped = groups.slice(1).every((group) => group.length === 3)
  if (groups.length === 1) return Number(written)
  if (grouped && groups[0]!.length <= 3 && groups[0] !== '0' && isOneSign(separators)) {
    return Number(groups.join(''))
  }
  const whole = groups.slice(0, -1)
  const wholeGrouped = whole.slice(1).every((group) => group.length === 3)
  if (!wholeGrouped || (groups.length > 2 && isOneSign(separators))) return undefined
  return Number(`${whole.join('')}.${last}`)
}

function isOneSign(separators: string): boolean {
  return new Set(separators).size <= 1
}

/** T-90, F16, 07:53, 5th, 4x4 and the parts of an address are no amounts. */
function isPartOfName(sentence: string, start: number, end: number): boolean {
  const before = sentence.slice(Math.max(0, start - 2), start)
  const after = sentence.slice(end, end + 3)
  if (/[\p{Script=Latin}\p{Script=Cyrillic}][-–]?$/u.test(before) || /[:/#_]$/.test(before))
    return true
  return /^(?::\d|\/\d|s\b|st\b|nd\b|rd\b|th\b|x\d|-?[ая]?[йя]\b)/iu.test(after)
}

function scaled(sentence: string, value: number, start: number, end: number): Amount {
  const after = sentence.slice(end, end + 24)
  const [gap, myriad] = /^\s?([천千만万萬억億亿조兆])/u.exec(after) ?? []
  if (gap !== undefined && myriad !== undefined) {
    return { value: value * EAST_ASIAN_SCALES[myriad]!, start, end: end + gap.length }
  }
  const [next] = wordsOf(after)
  const isNear = next !== undefined && /^[\s\u00A0-]{0,2}$/.test(after.slice(0, next.start))
  const scale = isNear ? scaleOf(next.word) : undefined
  const isMoney = MONEY.test(sentence.slice(Math.max(0, start - 2), start)) && isNear
  if (isMoney && next.word === 'm') return { value: value * 1e6, start, end: end + next.end }
  if (scale === undefined) return { value, start, end }
  return { value: value * scale, start, end: end + next!.end }
}

/** 1만 2천 is one amount written in two parts. */
function joinMyriads(amounts: readonly Amount[], sentence: string): Amount[] {
  const joined: Amount[] = []
  for (const amount of amounts) {
    const last = joined.at(-1)
    const gap = last ? sentence.slice(last.end, amount.start) : ''
    const afterMyriad =
      last && /[천千만万萬억億亿조兆]$/u.test(sentence.slice(last.start, last.end))
    if (last && afterMyriad && gap.trim() === '' && amount.value < last.value) {
      joined.pop()
      joined.push({ value: last.value + amount.value, start: last.start, end: amount.end })
    } else joined.push(amount)
  }
  return joined
}

/** "ten thousand", "twenty-five", "three hundred": runs of number words. */
function wordAmounts(sentence: string): Amount[] {
  const amounts: Amount[] = []
  let open: { total: number; part: number; start: number; end: number } | undefined
  const close = () => {
    if (open) amounts.push({ value: open.total + open.part, start: open.start, end: open.end })
    open = undefined
  }
  for (const { word, start, end } of wordsOf(sentence)) {
    const small = smallNumber(word)
    const scale = scaleOf(word)
    if (open && !/^[\s-]{1,2}$/.test(sentence.slice(open.end, start))) close()
    if (small !== undefined) {
      if (open && (open.part === 0 || open.part >= 20))
        open = { ...open, part: open.part + small, end }
      else {
        close()
        open = { total: 0, part: small, start, end }
      }
    } else if (open && scale === 100) open = { ...open, part: open.part * 100, end }
    else if (open && scale) open = { ...open, total: open.total + open.part * scale, part: 0, end }
    else close()
  }
  close()
  return amounts
}

function keyOf({ value, start, end }: Amount, sentence: string): string | undefined {
  const after = sentence.slice(end, end + 14)
  if (/^\s?(?:%|percent|per\s?cent|процент|відсотк|퍼센트|パーセント)/iu.test(after))
    return `n:${value}%`
  if (value >= TELLING_VALUE || !Number.isInteger(value)) return `n:${value}`
  if (MONEY.test(sentence.slice(Math.max(0, start - 2), start))) return `n:${value}`
  const thing = thingCounted(sentence, start, end)
  const isFact = thing !== undefined && value >= (GRAVE.has(thing) ? 1 : FEW)
  return isFact ? `n:${value}:${thing}` : undefined
}

/** What is counted stands after the number, or else before it ("killed at least ten"). */
function thingCounted(sentence: string, start: number, end: number): string | undefined {
  const after = wordsOf(sentence.slice(end, end + 60)).slice(0, REACH)
  const before = wordsOf(sentence.slice(Math.max(0, start - 60), start)).slice(-REACH)
  return firstThing(after) ?? firstThing(before.toReversed())
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

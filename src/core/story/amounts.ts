import { mayBeEastAsian } from '../text/scripts-of.ts'
import { firstWords, wordsOf, type Word } from '../text/words.ts'
import { EAST_ASIAN_SCALES, readHanNumeral, scaleOf, smallNumber } from './number-words.ts'

/** A number as it stands, with its place in the text, UTF-16 code units. */
export interface Amount {
  readonly value: number
  /** What the digits were multiplied by. */
  readonly scale?: number
  readonly start: number
  readonly end: number
}

/** Digits, grouped by separators; a space groups only three digits at a time. */
const DIGITS = /\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)*/gu
/** The sign of a currency before a number. */
export const MONEY = /[$€£¥₽₩]\s?$/

/** "3.2m pounds": an m beside money is millions, not metres. */
const MILLIONS_OF_MONEY =
  /^\s?m\s(?:pounds?|euros?|dollars?|yen|yuan|roubles?|rubles?|won|francs?|rupees?)\b/i

const ONE_OF_SCALE = /^(?:тысяч[ауе]|тисяч[ау]|миллион|мільйон|миллиард|мільярд)$/

const UNSPACED_NUMERAL =
  /(?<![\d十百千万億亿一二三四五六七八九第])([一二两兩三四五六七八九十百千万億亿]+)(?=\s?(?:人|名|位|个|個|艘|架|枚|辆|発|发|年))|(?<!\p{Script=Hangul})(두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?=\s?(?:명|개|발|대|척|곳))/gu

const RANGE = /^[%\s]*(?:[-–—~〜～]|to|and|до|и|та|и до|에서)[\s$€£]*$/u

/** The numbers a sentence writes, in digits, in words and in East Asian numerals. */
export function amountsIn(sentence: string, words: readonly Word[] = wordsOf(sentence)): Amount[] {
  const spaced = [...digitAmounts(sentence), ...wordAmounts(sentence, words)]
  const taken = new Set(spaced.map(({ start }) => start))
  return [...spaced, ...unspacedAmounts(sentence).filter(({ start }) => !taken.has(start))]
}

function digitAmounts(sentence: string): Amount[] {
  const amounts: Amount[] = []
  for (const { 0: written, index } of sentence.matchAll(DIGITS)) {
    const value = readDigits(written)
    const end = index + written.length
    if (value === undefined || isPartOfName(sentence, index, end)) continue
    amounts.push(scaled(sentence, value, index, end))
  }
  return scaleRanges(joinMyriads(amounts, sentence), sentence)
}

/** In "25-30 thousand" and "from 25 to 30 million" both are so many. */
function scaleRanges(amounts: readonly Amount[], sentence: string): Amount[] {
  return amounts.map((amount, at) => {
    const next = amounts[at + 1]
    const isRange = next && RANGE.test(sentence.slice(amount.end, next.start))
    if (!isRange || amount.value >= 1000 || next.scale === undefined) return amount
    return { ...amount, value: amount.value * next.scale }
  })
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
  const [gap, myriads] = /^\s?([십十백百천千만万萬억億亿조兆]+)/u.exec(after) ?? []
  if (gap !== undefined && myriads !== undefined) {
    const scale = Array.from(myriads).reduce(
      (product, sign) => product * EAST_ASIAN_SCALES[sign]!,
      1,
    )
    return { value: value * scale, scale, start, end: end + gap.length }
  }
  const [next] = firstWords(after, 1)
  const isNear = next !== undefined && /^[\s\u00A0-]{0,2}$/.test(after.slice(0, next.start))
  const scale = isNear ? scaleOf(next.word) : undefined
  const isMoney =
    MONEY.test(sentence.slice(Math.max(0, start - 2), start)) || MILLIONS_OF_MONEY.test(after)
  if (isMoney && isNear && next.word === 'm')
    return { value: value * 1e6, start, end: end + next.end }
  if (scale === undefined) return { value, start, end }
  return { value: value * scale, scale, start, end: end + next!.end }
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
function wordAmounts(sentence: string, words: readonly Word[]): Amount[] {
  const amounts: Amount[] = []
  let open: { total: number; part: number; start: number; end: number } | undefined
  const close = () => {
    if (open) amounts.push({ value: open.total + open.part, start: open.start, end: open.end })
    open = undefined
  }
  for (const { word, start, end } of words) {
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
    } else if (!open && scale && isOne(word, sentence.slice(0, start))) {
      open = { total: scale, part: 0, start, end }
    } else if (open && scale === 100) open = { ...open, part: open.part * 100, end }
    else if (open && scale) open = { ...open, total: open.total + open.part * scale, part: 0, end }
    else close()
  }
  close()
  return amounts
}

/** "a thousand", "тысяча": one of the scale, where no number stands before. */
function isOne(word: string, before: string): boolean {
  const [last] = wordsOf(before).slice(-1)
  if (last && (smallNumber(last.word) !== undefined || /^\d/.test(last.word))) return false
  return ONE_OF_SCALE.test(word) || /\ban?\s$/i.test(before)
}

/** Numerals of Chinese, Japanese and Korean before what they count: 三人, 六千名, 여섯 명. */
function unspacedAmounts(sentence: string): Amount[] {
  if (!mayBeEastAsian(sentence)) return []
  return [...sentence.matchAll(UNSPACED_NUMERAL)].flatMap(
    ({ 0: written, 1: han, 2: hangul, index }) => {
      const value = hangul === undefined ? readHanNumeral(han ?? '') : smallNumber(hangul)
      return value === undefined ? [] : [{ value, start: index, end: index + written.length }]
    },
  )
}

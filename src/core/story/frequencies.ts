import { isLatin, mayBeEastAsian } from '../text/scripts-of.ts'
import type { PlacedFact } from './numbers.ts'

const TIMES: Readonly<Record<string, number>> = {
  once: 1,
  twice: 2,
  thrice: 3,
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  раз: 1,
  один: 1,
  дважды: 2,
  двічі: 2,
  трижды: 3,
  тричі: 3,
  два: 2,
  две: 2,
  дві: 2,
  три: 3,
  четыре: 4,
  чотири: 4,
  пять: 5,
  "п'ять": 5,
  шесть: 6,
  шість: 6,
  한: 1,
  두: 2,
  세: 3,
  네: 4,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
}

const UNITS: readonly (readonly [string, RegExp])[] = [
  ['day', /^(?:day|daily|день|сутки|добу|일|하루|日|天)$/iu],
  ['week', /^(?:week|weekly|неделю|тиждень|주|주일|週|周)$/iu],
  ['month', /^(?:month|monthly|месяц|місяць|월|달|月)$/iu],
  ['year', /^(?:year|annually|yearly|год|рік|년|연|해|年)$/iu],
]

const COUNT = String.raw`(\d{1,3}|once|twice|thrice|one|two|three|four|five|six|seven|один|дважды|двічі|трижды|тричі|два|две|дві|три|четыре|чотири|пять|п['’]ять|шесть|шість|раз)`

/**
 * "twice a week", "two flights a week", "два раза в неделю", "раз в месяц", "주 2회", "月1回",
 * "每周四班".
 */
const PATTERNS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\p{L}\d.,$€£])${COUNT}(?:\s(?!for\b|in\b|after\b|of\b|than\b|each\b|times? as\b)[\p{L}-]{2,20}){0,2}?\s(?:a|per|each|every|an)\s(day|week|month|year)(?!\p{L})`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\d.,$€£])${COUNT}(?:\s[\p{L}-]{2,20}){0,2}?\s(?:в|на|у|за)\s(день|сутки|добу|неделю|тиждень|месяц|місяць|год|рік)(?!\p{L})`,
    'giu',
  ),
]
/** Stands in every frequency that Latin letters write. */
const IN_LATIN = /\s(?:day|week|month|year)/i

const UNIT_FIRST =
  /(?:每|毎|매)?(주|월|년|연|하루|週|月|年|日|周|天)(?:에|に|间)?\s?(\d{1,3}|[한두세네一两二三四五六七])\s?(?:회|번|차례|편|回|便|次|班|往復)/gu

/** How often something happens. Keys are `n:2/week`, whatever the words. */
export function frequenciesIn(sentence: string): PlacedFact[] {
  if (isLatin(sentence) && !IN_LATIN.test(sentence)) return []
  const spaced = PATTERNS.flatMap((pattern) =>
    [...sentence.matchAll(pattern)].map(({ 0: written, 1: times, 2: unit, index }) =>
      fact(times, unit, written, index),
    ),
  )
  const found = mayBeEastAsian(sentence) ? sentence.matchAll(UNIT_FIRST) : []
  const unspaced = Array.from(found, ({ 0: written, 1: unit, 2: times, index }) =>
    fact(times, unit, written, index),
  )
  return [...spaced, ...unspaced]
}

function fact(times = '', unit = '', written: string, start: number): PlacedFact {
  const count = TIMES[times.toLowerCase().replace('’', "'")] ?? Number(times)
  const [name] = UNITS.find(([, words]) => words.test(unit)) ?? [unit]
  const end = start + written.length
  return { key: `n:${count}/${name}`, kind: 'number', written, start, end }
}

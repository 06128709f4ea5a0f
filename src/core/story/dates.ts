import { wordsOf, type Word } from '../text/words.ts'
import { mayBeEastAsian } from '../text/scripts-of.ts'
import { monthNamed, nearDay, weekdayNamed } from './date-words.ts'
import type { PlacedFact } from './numbers.ts'

const DAY = 86_400_000

interface WrittenDate {
  readonly year?: number
  readonly month?: number
  readonly day?: number
}

/**
 * The dates of a sentence as days: "12 July", "July 14-15", "7월 12일", 2025-07-12, and with a
 * time of publication also "Friday" (the nearest one) and "yesterday". Keys are `d:2025-07-12`,
 * `d:2025-07`, `d:2025`; where the year is not to be known, `d:--07-12`.
 */
export function datesIn(
  sentence: string,
  published: Date | undefined,
  words: readonly Word[] = wordsOf(sentence),
): PlacedFact[] {
  const found = [
    ...eastAsianDates(sentence, published),
    ...numericDates(sentence),
    ...monthDates(words, sentence, published),
    ...(published ? weekdays(words, sentence, published) : []),
    ...bareYears(words, sentence),
  ]
  return found.filter((date, at) => !found.slice(0, at).some((other) => isReadAgain(date, other)))
}

/** Two readings of one place; but "14-15 July" is one place with two days. */
function isReadAgain(date: PlacedFact, other: PlacedFact): boolean {
  if (date.start === other.start && date.end === other.end) return date.key === other.key
  return date.start < other.end && date.end > other.start
}

function monthDates(
  words: readonly Word[],
  sentence: string,
  published: Date | undefined,
): PlacedFact[] {
  return words.flatMap((word, at) => {
    const month = monthNamed(word.word)
    if (month === undefined || (isCommonWord(word) && !isCapitalised(sentence, word))) return []
    const before = daysBefore(words, at, sentence)
    const after = before.length > 0 ? [] : daysAfter(words, at, sentence)
    const days = [...before, ...after]
    const next = after.length > 0 ? at + after.length + 1 : at + 1
    const yearWord = [words[next], words[at - 1]].find((near) => near && readYear(near.word))
    if (days.length === 0 && !yearWord && isCommonWord(word)) return []
    const year = yearWord && readYear(yearWord.word)
    const places = [word, ...days.map(({ place }) => place), ...(yearWord ? [yearWord] : [])]
    const start = Math.min(...places.map((place) => place.start))
    const end = Math.max(...places.map((place) => place.end))
    const dates = days.length > 0 ? days.map(({ day }) => ({ month, day })) : [{ month }]
    return dates.map((date) => fact(sentence, start, end, withYear({ ...date, year }, published)))
  })
}

/** May, March and August begin sentences and name people; they need a day or a year beside them. */
function isCommonWord({ word }: Word): boolean {
  return /^(?:may|march|mar|august|sep|dec|jun|jan)$/.test(word)
}

function isCapitalised(sentence: string, { start }: Word): boolean {
  return /\p{Lu}/u.test(sentence[start] ?? '')
}

interface DayPlace {
  readonly day: number
  readonly place: Word
}

/** "12 July", "14-15 July", "14 and 15 July". */
function daysBefore(words: readonly Word[], at: number, sentence: string): DayPlace[] {
  const last = dayAt(words, at - 1)
  if (!last || !isNear(sentence, last.place.end, words[at]!.start)) return []
  const isLinked = words[at - 2] && /^(?:and|to|и|та|по|до)$/.test(words[at - 2]!.word)
  const first = dayAt(words, isLinked ? at - 3 : at - 2)
  if (!first || !isNear(sentence, first.place.end, last.place.start)) return [last]
  return first.day < last.day ? [first, last] : [last]
}

/** "July 12", "July 14-15". A number followed by more digits or a unit is no day. */
function daysAfter(words: readonly Word[], at: number, sentence: string): DayPlace[] {
  const first = dayAt(words, at + 1)
  if (!first || !/^[\s.]{1,2}$/.test(sentence.slice(words[at]!.end, first.place.start))) return []
  const second = dayAt(words, at + 2)
  const gap = second && sentence.slice(first.place.end, second.place.start)
  return second && /^\s?[-–—]\s?$/.test(gap ?? '') ? [first, second] : [first]
}

function dayAt(words: readonly Word[], at: number): DayPlace | undefined {
  const place = words[at]
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(place?.word ?? '') ?? []
  const day = Number(digits)
  return place && digits !== undefined && day >= 1 && day <= 31 ? { day, place } : undefined
}

function isNear(sentence: string, from: number, to: number): boolean {
  return to - from <= 7 && !/[.!?;:]/.test(sentence.slice(from, to))
}

function readYear(word: string): number | undefined {
  return word.length === 4 && /^(?:19|20)\d\d$/.test(word) ? Number(word) : undefined
}

/** 2025年7月12日, 7월 12일, 12일. */
function eastAsianDates(sentence: string, published: Date | undefined): PlacedFact[] {
  if (!mayBeEastAsian(sentence)) return []
  const pattern =
    /(?:(\d{4})\s?[年년]\s?)?(?:(\d{1,2})\s?[月월]\s?)(?:(\d{1,2})\s?[日일])?|(\d{4})\s?[年년]|(\d{1,2})\s?[日일]/gu
  const months = [...sentence.matchAll(MONTH_RANGE)].map(({ 0: written, 1: month, index }) =>
    fact(sentence, index, index + written.length, withYear({ month: Number(month) }, published)),
  )
  const days = [...sentence.matchAll(pattern)].flatMap(({ 0: written, index, ...parts }) => {
    const [year, month, day] = [parts[1] ?? parts[4], parts[2], parts[3] ?? parts[5]].map((part) =>
      part === undefined ? undefined : Number(part),
    )
    const monthKnown = month ?? (day && published ? published.getUTCMonth() + 1 : undefined)
    if (day !== undefined && monthKnown === undefined) return []
    const date = withYear({ year, month: monthKnown, day }, published)
    return [fact(sentence, index, index + written.length, date)]
  })
  return [...months, ...days]
}

/** The first month of 7~8월; the second is read by itself. */
const MONTH_RANGE = /(\d{1,2})(?:[月월]?\s?[~〜～·、-]\s?)(?=\d{1,2}\s?[月월])/gu

/** ISO dates and the dotted dates of Europe, day first. */
function numericDates(sentence: string): PlacedFact[] {
  if (!/\d[-.]\d\d/.test(sentence)) return []
  const iso = [...sentence.matchAll(/\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b/g)].map((found) =>
    numericFact(sentence, found.index, found[0], [found[1], found[2], found[3]]),
  )
  const dotted = [...sentence.matchAll(/\b(\d{1,2})\.(\d\d)\.((?:19|20)\d\d)\b/g)].map((found) =>
    numericFact(sentence, found.index, found[0], [found[3], found[2], found[1]]),
  )
  return [...iso, ...dotted].flat()
}

function numericFact(
  sentence: string,
  start: number,
  written: string,
  parts: readonly (string | undefined)[],
): PlacedFact[] {
  const [year, month, day] = parts.map(Number)
  if (!month || !day || month > 12 || day > 31) return []
  return [fact(sentence, start, start + written.length, { year, month, day })]
}

function weekdays(words: readonly Word[], sentence: string, published: Date): PlacedFact[] {
  return words.flatMap((place, at) => {
    const weekday = weekdayNamed(place.word)
    const offset =
      weekday === undefined
        ? nearDay(place.word)
        : daysUntil(weekday, published.getUTCDay(), words[at - 1]?.word)
    if (offset === undefined) return []
    if (isPartOfDate(words, at, sentence)) return []
    const date = new Date(published.getTime() + offset * DAY)
    return [fact(sentence, place.start, place.end, calendar(date))]
  })
}

/** "Wednesday, 18 October 2023" is one date, and not the Wednesday of this week. */
function isPartOfDate(words: readonly Word[], at: number, sentence: string): boolean {
  const [day, next] = [words[at]!, words[at + 1]]
  if (!next || next.start - day.end > 3) return false
  const isDate = dayAt(words, at + 1) !== undefined || monthNamed(next.word) !== undefined
  return isDate && /^[\s,(]+$/.test(sentence.slice(day.end, next.start))
}

/** "By Friday" is yet to come. */
const DUE = /^(?:by|until|till|до|к|ко)$/

/** News names the nearest day of that name, three days back or three ahead. */
function daysUntil(weekday: number, today: number, before: string | undefined): number {
  const ahead = (weekday - today + 7) % 7
  if (before === 'next') return ahead === 0 ? 7 : ahead
  if (DUE.test(before ?? '')) return ahead
  if (before === 'last') return ahead === 0 ? -7 : ahead - 7
  return ahead > 3 ? ahead - 7 : ahead
}

/** "in 2024", "с 2022 года": a four-digit number is a year only with a word that says so. */
function bareYears(words: readonly Word[], sentence: string): PlacedFact[] {
  return words.flatMap(({ word, start, end }, at) => {
    const year = readYear(word)
    const before = words[at - 1]?.word ?? ''
    const after = words[at + 1]?.word ?? ''
    const isYear =
      /^(?:in|since|by|of|from|until|early|late|mid|through)$/.test(before) ||
      /^(?:год|года|году|годом|году|рік|року|році)$/.test(after)
    return year && isYear ? [fact(sentence, start, end, { year })] : []
  })
}

/** The year in which the day lies nearest to publication; none without a time of publication. */
function withYear(
  date: Undefinable<WrittenDate>,
  published: Date | undefined,
): Undefinable<WrittenDate> {
  if (date.year !== undefined || published === undefined || date.month === undefined) return date
  const { year, month } = calendar(published)
  const apart = date.month - (month ?? 0)
  const shift = apart > 6 ? -1 : apart < -6 ? 1 : 0
  return { ...date, year: (year ?? 0) + shift }
}

type Undefinable<T> = { readonly [K in keyof T]?: T[K] | undefined }

function calendar(date: Date): Required<WrittenDate> {
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

function fact(
  sentence: string,
  start: number,
  end: number,
  { year, month, day }: Undefinable<WrittenDate>,
): PlacedFact {
  const two = (part: number) => String(part).padStart(2, '0')
  const parts = [
    year === undefined ? '-' : String(year),
    ...(month === undefined ? [] : [two(month)]),
    ...(day === undefined ? [] : [two(day)]),
  ]
  const key = `d:${parts.join('-')}`
  return { key, kind: 'date', written: sentence.slice(start, end), start, end }
}

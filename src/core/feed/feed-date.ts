import { MONTHS, ZONES } from './feed-date-words.ts'

/** Longer than any date seen; what comes longer is not one. */
const LONGEST = 80

/**
 * Read a date as feeds write them: RFC 822 with odd zones, ISO 8601 in its variants, AM and PM,
 * Korean, Chinese and Japanese, Russian and other month names, y/m/d. Without a zone it is UTC,
 * as Python's feedparser has it. Undefined when it is no date or could be two.
 */
export function parseFeedDate(written: string | undefined): Date | undefined {
  const text = written?.trim() ?? ''
  if (text === '' || text.length > LONGEST) return undefined
  const fields = plainFields(text) ?? isoFields(text) ?? epochFields(text) ?? wordedFields(text)
  return fields && instant(fields)
}

interface DateFields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  /** Minutes east of Greenwich. */
  readonly offset?: number
}

/** Date.UTC rolls over what is out of range; a 31 June is a mistake and so unknown. */
function instant(fields: DateFields): Date | undefined {
  const { year, month, day, hour = 0, minute = 0, second = 0, offset = 0 } = fields
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1) return undefined
  // A leap second, and the 24:00 some systems write, are read as the moment after.
  if (hour > 24 || (hour === 24 && minute + second > 0) || minute > 59 || second > 60) {
    return undefined
  }
  if (Math.abs(offset) > 24 * 60 || day > daysIn(year, month)) return undefined
  return new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second))
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Fri, 11 Jul 2025 10:00:00 +0900: as RFC 822 has it and most feeds write it, read at one look. */
function plainFields(text: string): DateFields | undefined {
  const found =
    /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (GMT|[+-]\d{4})$/.exec(
      text,
    )
  const month = MONTHS.get(found?.[2]?.toLowerCase() ?? '')
  if (!found || month === undefined) return undefined
  const clock = { hour: Number(found[4]), minute: Number(found[5]), second: Number(found[6]) }
  const offset = zoneOffset(found[7] ?? '') ?? 0
  return { year: Number(found[3]), month, day: Number(found[1]), ...clock, offset }
}

/** ISO 8601 and W3CDTF: 2025, 2025-07, 20250712, 2025-193, 2025-07-12T10:30:00.5+09:00. */
function isoFields(text: string): DateFields | undefined {
  const found =
    /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?|-?(\d{3}))?(?:(?:T|\s+|-T)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d+)?)?)?\s*(Z|[+-]\s?\d{1,2}(?::?\d{2})?|[A-Z]{2,5})?$/i.exec(
      text,
    )
  if (!found) return undefined
  const [, year, month, day, ordinal, hour, minute, second, zone] = found
  const offset = zone === undefined ? 0 : zoneOffset(zone)
  if (offset === undefined) return undefined
  const clock = { hour: number(hour), minute: number(minute), second: number(second), offset }
  if (ordinal !== undefined) return { ...dayOfYear(Number(year), Number(ordinal)), ...clock }
  return { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1), ...clock }
}

function number(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits)
}

function dayOfYear(year: number, ordinal: number): { year: number; month: number; day: number } {
  const date = new Date(Date.UTC(year, 0, ordinal))
  return { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Seconds or milliseconds since 1970, from 2001 on. */
function epochFields(text: string): DateFields | undefined {
  if (!/^\d{10}(\d{3})?$/.test(text)) return undefined
  const date = new Date(text.length === 10 ? Number(text) * 1000 : Number(text))
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

/** Everything with words in it, or with its parts in another order. */
function wordedFields(text: string): DateFields | undefined {
  const plain = inWesternOrder(text)
  const clock = clockIn(plain)
  const rest = clock ? plain.replace(clock.written, ' ') : plain
  const date = numericDate(rest, clock?.half !== undefined) ?? namedMonthDate(rest)
  if (!date) return undefined
  const offset = zoneIn(clock?.after ?? '', rest)
  if (offset === undefined) return undefined
  return {
    ...date,
    ...(clock && { hour: clock.hour, minute: clock.minute, second: clock.second }),
    offset,
  }
}

/** East Asian dates put a word behind every number; 오후 and 下午 stand before the hour. */
function inWesternOrder(text: string): string {
  return text
    .replace(/[년年월月](?=\s*\d)\s*/g, '-')
    .replace(/[일日]/g, ' ')
    .replace(/[시時时点](?=\s*\d)\s*/g, ':')
    .replace(/[분分](?=\s*\d)\s*/g, ':')
    .replace(/[시時时点분分초秒]/g, ' ')
    .replace(
      /(오전|上午|午前|오후|下午|午後)\s*(\d{1,2}:\d{2}(?::\d{2})?)/g,
      (_all, half: string, clock: string) =>
        `${clock} ${/오후|下午|午後/.test(half) ? 'PM' : 'AM'}`,
    )
}

interface Clock {
  readonly written: string
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly half: string | undefined
  /** What follows it up to the next blank-separated word but one: the zone stands there. */
  readonly after: string
}

function clockIn(text: string): Clock | undefined {
  const found =
    /(?:^|[\sT,(])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(?:([ap])\.?m\b\.?)?/i.exec(text)
  if (!found) return undefined
  const half = found[4]?.toLowerCase()
  const hour = Number(found[1])
  if (half !== undefined && hour > 12 && half === 'a') return undefined
  return {
    written: found[0],
    hour: half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour,
    minute: Number(found[2]),
    second: number(found[3]),
    half,
    after: text.slice(found.index + found[0].length),
  }
}

/** y/m/d, d.m.y, d/m/y and, where AM or PM shows an American clock, m/d/y. */
function numericDate(text: string, american: boolean): DateFields | undefined {
  const yearFirst = /(?:^|\s)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text)
  if (yearFirst) return dateOf(yearFirst[1], yearFirst[2], yearFirst[3])
  const yearLast = /(?:^|\s)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/.exec(text)
  if (!yearLast) return undefined
  const [, first, separator, second, year] = yearLast
  if (separator === '.') return dateOf(year, second, first)
  if (Number(second) > 12 || american) return dateOf(year, first, second)
  // 07/12/2025 is July in one country and December in another: unknown stays unknown.
  return Number(first) > 12 || first === second ? dateOf(year, second, first) : undefined
}

function dateOf(year?: string, month?: string, day?: string): DateFields {
  return { year: Number(year), month: Number(month), day: Number(day) }
}

/** 12 Jul 2025, July 12, 2025, Sat Jul 12 2025, 12 июля 2025 г., 2025-júl-12, 12-Jul-25. */
function namedMonthDate(text: string): DateFields | undefined {
  const words = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? []
  // The last of the first few words: `mar` is a Tuesday before it is March.
  const at = words.slice(0, 5).findLastIndex((word) => monthOf(word) !== undefined)
  const month = monthOf(words[at] ?? '')
  if (month === undefined) return undefined
  const before = words.slice(0, at).findLast(isNumber) ?? ''
  const after = words.slice(at + 1).filter(isNumber)
  if (before.length === 4) return { year: Number(before), month, day: Number(after[0]) }
  const day = before === '' ? after.shift() : before
  const year = after[0]
  if (day === undefined || year === undefined) return undefined
  return { year: fullYear(year), month, day: Number(day) }
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word)
}

function monthOf(word: string): number | undefined {
  const month = MONTHS.get(word)
  if (month !== undefined || word.length < 4) return month
  return MONTHS.get(word.slice(0, 3))
}

/** RFC 2822, 4.3: two digits to 49 belong to this century. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length > 2) return year
  return year < 50 ? 2000 + year : 1900 + year
}

function zoneIn(afterClock: string, whole: string): number | undefined {
  const numeric = /^\s*(?:gmt|utc|ut)?\s*([+-]\s?\d{1,2}:?\d{0,2})(?!\d)/i.exec(afterClock)
  if (numeric?.[1]) return zoneOffset(numeric[1])
  const words = `${afterClock} ${whole}`.toLowerCase().match(/\p{L}+/gu) ?? []
  const named = words.map((word) => ZONES.get(word)).find((offset) => offset !== undefined)
  return named ?? 0
}

/** Minutes east of Greenwich for `+0900`, `+9`, `-05:30`, `Z`, `MSK`; undefined for no zone. */
function zoneOffset(zone: string): number | undefined {
  const found = /^([+-])\s?(\d{1,2}):?(\d{2})?$/.exec(zone)
  if (!found) return ZONES.get(zone.toLowerCase())
  const minutes = Number(found[2]) * 60 + number(found[3])
  return found[1] === '-' ? -minutes : minutes
}

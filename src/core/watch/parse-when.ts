import type { Query } from '../../model.ts'

/** `after:2025-07-01`, `before:2025-07`, `age:<2d` -> a query, or what is wrong. Days are UTC's. */
export function parseWhen(
  field: 'after' | 'before' | 'age',
  written: string,
  text: string,
): Query | string {
  if (field === 'age') return parseAge(written, text)
  const instant = instantOf(text)
  if (instant === undefined) {
    return `${field}: takes a day, a month, a year or an instant, in UTC: 2025-07-01, 2025-07, 2025, 2025-07-01T06:00; not ${written}`
  }
  const side = field === 'after' ? { from: instant } : { to: instant }
  return { kind: 'told', written: `${field}:${written}`, ...side }
}

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

function parseAge(written: string, text: string): Query | string {
  const age = /^([<>])(\d{1,5})([mhdw])$/.exec(text)
  if (age === null) {
    return `age: takes < or > and a time in m, h, d or w: age:<2d, age:>12h; not ${written}`
  }
  const span = Number(age[2]) * UNITS[age[3]!]!
  return {
    kind: 'age',
    written: `age:${written}`,
    ...(age[1] === '<' ? { under: span } : { over: span }),
  }
}

/** The beginning of what is named. */
function instantOf(text: string): Date | undefined {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)Z?)?)?)?$/i.exec(text)
  if (parts === null) return undefined
  const [year, month = 1, day = 1, hour = 0, minute = 0] = parts
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)))
  const instant = new Date(Date.UTC(year!, month - 1, day, hour, minute))
  const same = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day
  return same && hour < 24 && minute < 60 ? instant : undefined
}

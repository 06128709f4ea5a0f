/**
 * Values on their way into a statement and out of a row, the same over both connections.
 *
 * Parameters travel as text and the server finds their type from the statement, so `$1::int[]`
 * and `$1::jsonb` mean one thing everywhere. Coming back: int8 is a number (a bigint where a
 * number would round it), timestamptz a Date, json and jsonb parsed, arrays are arrays; numeric,
 * date, time and interval stay text, because JavaScript has nothing exact for them.
 */
import { getTypeParser } from 'pg-types'

type Parse = (text: string) => unknown

/** Text of a type that stays text: numeric, date, time, timestamp, timetz, interval. */
const TEXT_TYPES = [1700, 1082, 1083, 1114, 1266, 1186]
const TEXT_ARRAY_TYPES = [1231, 1182, 1183, 1115, 1270, 1187]
const INT8 = 20
const INT8_ARRAY = 1016
const INT4_ARRAY = 1007
/** Types whose pg parser is right and which PGlite reads differently or not at all. */
const SHARED_TYPES = [16, 17, 21, 23, 26, 114, 700, 701, 1184, 3802]
const SHARED_ARRAY_TYPES = [199, 1000, 1001, 1005, 1009, 1015, 1021, 1022, 1028, 1185, 3807]

/** Parsers by type id, for PGlite's `parsers` and, through `readType`, for pg's `types`. */
export const rowParsers: Readonly<Record<number, Parse>> = {
  ...Object.fromEntries(TEXT_TYPES.map((type) => [type, (text: string) => text])),
  ...Object.fromEntries(
    TEXT_ARRAY_TYPES.map((type) => [type, (text: string) => parseTextArray(text)]),
  ),
  ...Object.fromEntries(
    [...SHARED_TYPES, ...SHARED_ARRAY_TYPES].map((type) => [type, builtinParser(type)]),
  ),
  [INT4_ARRAY]: parseIntegers,
  [INT8]: parseInt8,
  [INT8_ARRAY]: (text) => parseTextArray(text).map((one) => (one === null ? null : parseInt8(one))),
}

/** The parser of a type for pg's `types` option; what we do not name is left to pg. */
export function readType(type: number, format?: 'text' | 'binary'): Parse {
  if (format === 'binary') throw new Error('rows are read as text only')
  return rowParsers[type] ?? builtinParser(type)
}

/**
 * A parameter as the text that travels, or null. Arrays are SQL arrays; one that holds objects
 * is JSON, and so is an object. A plain array for a json column must be given as JSON text:
 * nothing in the value tells it from an SQL array.
 */
export function parameterText(value: unknown): string | null {
  switch (typeof value) {
    case 'undefined':
      return null
    case 'string':
      return value
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? null : objectText(value)
    default:
      throw new TypeError(`a ${typeof value} cannot be a parameter of a statement`)
  }
}

function objectText(value: object): string {
  if (value instanceof Date) return dateText(value)
  if (value instanceof Uint8Array) return String.raw`\x` + Buffer.from(value).toString('hex')
  if (!Array.isArray(value)) return JSON.stringify(value)
  const items: readonly unknown[] = value
  return items.some(isPlainObject) ? JSON.stringify(items) : `{${items.map(elementText).join(',')}}`
}

function elementText(item: unknown): string {
  if (Array.isArray(item)) return objectText(item)
  const text = parameterText(item)
  if (text === null) return 'NULL'
  if (typeof item === 'number' || typeof item === 'bigint') return text
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`
}

/** PostgreSQL reads no sign or sixth digit in a year, which is how ISO 8601 writes far ones. */
function dateText(value: Date): string {
  const year = value.getUTCFullYear()
  if (!(year > 0 && year <= 9999)) {
    throw new RangeError(`a date in the year ${year} cannot be a parameter: 1 to 9999 is expected`)
  }
  return value.toISOString()
}

function isPlainObject(item: unknown): boolean {
  return (
    typeof item === 'object' &&
    item !== null &&
    !Array.isArray(item) &&
    !(item instanceof Date) &&
    !(item instanceof Uint8Array)
  )
}

function parseInt8(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

const TEXT_ARRAY = 1009

function parseTextArray(text: string): (string | null)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- pg types every parser as any
  return builtinParser(TEXT_ARRAY)(text) as (string | null)[]
}

/** A plain list as JSON reads it: letter by letter takes ten times as long. */
function parseIntegers(text: string): unknown {
  const isPlain = /^\{[-\d,]*\}$/.test(text)
  return isPlain ? JSON.parse(`[${text.slice(1, -1)}]`) : builtinParser(INT4_ARRAY)(text)
}

function builtinParser(type: number): Parse {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unsafe-enum-assignment
  return getTypeParser(type) as Parse
}

import type { Field, Span } from '../../model.ts'

/** Words of the text that make its lede. */
export const LEDE_WORDS = 60

const REGIONS = ['title', 'text', 'author', 'category', 'source'] as const
export type Region = (typeof REGIONS)[number]

/** A place where a phrase stands. */
export interface Find {
  readonly region: Region
  /** Numbers of its first word and of the word after its last, counted through the item. */
  readonly from: number
  readonly to: number
  /** Words of the region before it. */
  readonly depth: number
  /** Offsets in UTF-16 code units of the region's text. */
  readonly start: number
  readonly end: number
}

/**
 * What was found in one item. It is used again from item to item, and holds numbers only: of
 * most finds no more is asked than which phrase it is of, and an object each would cost more than
 * the finding.
 */
export interface Finds {
  /** The phrases found, each once, in the order they were first met. */
  readonly phrases: Int32Array
  phraseCount: number
  /** By phrase: its last find plus one, and how many it has. */
  readonly byPhrase: Int32Array
  /** The finds, WIDTH numbers each. */
  rows: Int32Array
  count: number
  /** Expressions that took too long to be read to the end of a text, and up to which offset they were. */
  readonly givenUp: { readonly phrase: number; readonly region: Region; readonly at: number }[]
}

/** Region, from, to, depth, start, end, and the find of the same phrase before it plus one. */
const WIDTH = 8
const FROM = 1
const TO = 2
const DEPTH = 3
const START = 4
const END = 5
const BEFORE = 6

/** Of one phrase in one item. A text made to repeat a word is not to be kept whole. */
export const MOST_FINDS = 1000

/** Room for finds of phrases numbered from 0. */
export function newFinds(phraseCount: number): Finds {
  return {
    phrases: new Int32Array(phraseCount),
    phraseCount: 0,
    byPhrase: new Int32Array(phraseCount * 2),
    rows: new Int32Array(64 * WIDTH),
    count: 0,
    givenUp: [],
  }
}

export function clearFinds(finds: Finds): void {
  const { phrases, byPhrase } = finds
  for (let at = 0; at < finds.phraseCount; at++) {
    byPhrase[phrases[at]! * 2] = 0
    byPhrase[phrases[at]! * 2 + 1] = 0
  }
  finds.phraseCount = 0
  finds.count = 0
  finds.givenUp.length = 0
}

/** Note a find of a phrase, in the order of the text, unless it is known or one too many. */
export function addFind(
  finds: Finds,
  phrase: number,
  region: Region,
  from: number,
  to: number,
  depth: number,
  start: number,
  end: number,
): void {
  const { byPhrase } = finds
  const last = byPhrase[phrase * 2]!
  if (last === 0) finds.phrases[finds.phraseCount++] = phrase
  else if (byPhrase[phrase * 2 + 1]! >= MOST_FINDS || isKnown(finds, last, from, to, start)) return
  const row = finds.count++ * WIDTH
  if (row === finds.rows.length) finds.rows = grown(finds.rows)
  const { rows } = finds
  rows[row] = REGIONS.indexOf(region)
  rows[row + FROM] = from
  rows[row + TO] = to
  rows[row + DEPTH] = depth
  rows[row + START] = start
  rows[row + END] = end
  rows[row + BEFORE] = last
  byPhrase[phrase * 2] = finds.count
  byPhrase[phrase * 2 + 1]!++
}

function grown(rows: Int32Array): Int32Array {
  const larger = new Int32Array(rows.length * 2)
  larger.set(rows)
  return larger
}

/** Two spellings may end at one place; both begin there, so only the last finds are looked at. */
function isKnown({ rows }: Finds, last: number, from: number, to: number, start: number): boolean {
  for (let find = last; find > 0;) {
    const row = (find - 1) * WIDTH
    if (rows[row + FROM] !== from) return false
    if (rows[row + TO] === to && rows[row + START] === start) return true
    find = rows[row + BEFORE]!
  }
  return false
}

/** The finds of a phrase in a field, in the order of the text. */
export function findsIn(finds: Finds, phrase: number, field: Field | undefined): readonly Find[] {
  const { byPhrase, rows } = finds
  const found: Find[] = []
  for (let find = byPhrase[phrase * 2]!; find > 0;) {
    const row = (find - 1) * WIDTH
    if (isRowIn(rows, row, field)) {
      found.push({
        region: REGIONS[rows[row]!]!,
        from: rows[row + FROM]!,
        to: rows[row + TO]!,
        depth: rows[row + DEPTH]!,
        start: rows[row + START]!,
        end: rows[row + END]!,
      })
    }
    find = rows[row + BEFORE]!
  }
  return found.toReversed()
}

/** The first of them as spans to mark, of title and text only. */
export function spansIn(
  finds: Finds,
  phrase: number,
  asked: Field | undefined,
  clause: string,
  most: number,
): readonly Span[] {
  const { byPhrase, rows } = finds
  if (byPhrase[phrase * 2 + 1] !== 1) {
    return findsIn(finds, phrase, asked)
      .slice(0, most)
      .flatMap((find) => spanOf(find, clause))
  }
  // By far the commonest case, for which nothing but the answer itself is made.
  const row = (byPhrase[phrase * 2]! - 1) * WIDTH
  const field = REGIONS[rows[row]!]!
  if ((field !== 'title' && field !== 'text') || !isRowIn(rows, row, asked)) return []
  return [{ field, start: rows[row + START]!, end: rows[row + END]!, clause }]
}

export function spanOf({ region: field, start, end }: Find, clause: string): readonly Span[] {
  return field === 'title' || field === 'text' ? [{ field, start, end, clause }] : []
}

/** Whether a phrase stands in a field; without one, in title or text. */
export function standsIn(finds: Finds, phrase: number, field: Field | undefined): boolean {
  const { byPhrase, rows } = finds
  for (let find = byPhrase[phrase * 2]!; find > 0;) {
    const row = (find - 1) * WIDTH
    if (isRowIn(rows, row, field)) return true
    find = rows[row + BEFORE]!
  }
  return false
}

function isRowIn(rows: Int32Array, row: number, field: Field | undefined): boolean {
  const region = REGIONS[rows[row]!]!
  if (field === undefined) return region === 'title' || region === 'text'
  if (field === 'lede') return region === 'text' && rows[row + DEPTH]! < LEDE_WORDS
  return region === field
}

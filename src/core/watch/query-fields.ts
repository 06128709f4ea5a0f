import type { Field } from '../../model.ts'

const FIELDS: readonly Field[] = [
  'title',
  'text',
  'lede',
  'url',
  'author',
  'category',
  'source',
  'lang',
]

/** Names people bring from other tools. */
const OTHER_NAMES: Readonly<Record<string, Field>> = {
  headline: 'title',
  intitle: 'title',
  body: 'text',
  intext: 'text',
  content: 'text',
  lead: 'lede',
  link: 'url',
  site: 'url',
  inurl: 'url',
  by: 'author',
  byline: 'author',
  tag: 'category',
  topic: 'category',
  outlet: 'source',
  feed: 'source',
  language: 'lang',
}

/** The field of that name, in small letters. */
export function fieldNamed(name: string): Field | undefined {
  return FIELDS.find((field) => field === name)
}

/** What to say to someone who wrote a field there is not. */
export function unknownField(name: string): string {
  const near = OTHER_NAMES[name] ?? nearest(name)
  const advice =
    near === undefined
      ? `the fields are ${FIELDS.map((field) => `${field}:`).join(' ')}`
      : `did you mean ${near}: ?`
  return `there is no field ${name}: (${advice}); if the colon belongs to what is looked for, put it in quotes`
}

function nearest(name: string): Field | undefined {
  const ranked = FIELDS.map((field) => ({ field, far: distance(name, field) }))
  const best = ranked.toSorted((a, b) => a.far - b.far)[0]!
  return best.far <= Math.max(1, Math.floor(best.field.length / 3)) ? best.field : undefined
}

/** Letters to change, add or drop, or neighbours to swap. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? rows[i - 2]![j - 2]! + 1 : Infinity
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same, swap))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

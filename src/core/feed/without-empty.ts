import type { ParsedEntry } from '../../model.ts'

const TEXT_FIELDS = [
  'id',
  'title',
  'url',
  'published',
  'updated',
  'summary',
  'content',
  'language',
  'image',
  'source',
  'base',
] as const

type TextField = (typeof TEXT_FIELDS)[number]

/** The text fields of an entry without those that came to nothing. */
export function withoutEmpty(
  fields: Readonly<Partial<Record<TextField, string | undefined>>>,
): Pick<ParsedEntry, TextField> {
  const kept: { -readonly [Field in TextField]?: string } = {}
  for (const field of TEXT_FIELDS) {
    const value = fields[field]
    if (value) kept[field] = value
  }
  return kept
}

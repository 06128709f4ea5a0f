import type { Field, Trait } from '../../model.ts'
import { nearestName } from '../text/nearest-name.ts'

/** What may stand before a colon: where words are looked for, or what is known of an item. */
export type FieldName = Field | Trait | 'after' | 'before' | 'age'

const TRAITS: readonly Trait[] = ['url', 'site', 'feed', 'lang', 'country']
const FIELDS: readonly FieldName[] = [
  'title',
  'text',
  'lede',
  'author',
  'category',
  'source',
  ...TRAITS,
  'after',
  'before',
  'age',
]

/** Names people bring from other tools. */
const OTHER_NAMES: Readonly<Record<string, FieldName>> = {
  headline: 'title',
  intitle: 'title',
  body: 'text',
  intext: 'text',
  content: 'text',
  lead: 'lede',
  link: 'url',
  inurl: 'url',
  domain: 'site',
  host: 'site',
  by: 'author',
  byline: 'author',
  tag: 'category',
  topic: 'category',
  outlet: 'source',
  bloc: 'source',
  language: 'lang',
  since: 'after',
  from: 'after',
  until: 'before',
  newer: 'age',
  older: 'age',
}

/** The field of that name, in small letters. */
export function fieldNamed(name: string): FieldName | undefined {
  return FIELDS.find((field) => field === name)
}

export function isTrait(field: FieldName | undefined): field is Trait {
  return TRAITS.some((trait) => trait === field)
}

/** Where words are looked for; absent is title and text. */
export function isWordField(field: FieldName | undefined): field is Field | undefined {
  return !isTrait(field) && field !== 'after' && field !== 'before' && field !== 'age'
}

/** What to say to someone who wrote a field there is not. */
export function unknownField(name: string): string {
  const near = OTHER_NAMES[name] ?? nearestName(name, FIELDS)
  const advice =
    near === undefined
      ? `the fields are ${FIELDS.map((field) => `${field}:`).join(' ')}`
      : `did you mean ${near}: ?`
  return `there is no field ${name}: (${advice}); if the colon belongs to what is looked for, put it in quotes`
}

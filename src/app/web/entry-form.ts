/** Entries of the configuration as a form has them: its fields and their words are the schema's. */
import type * as z from 'zod'
import type { EntryChanges } from '../change-entry.ts'
import type { EntryValue } from '../configuration/edit-list.ts'
import { settledBy } from '../subscribers/subscriber-form.ts'
import { variablesIn } from '../configuration/variables.ts'

/** What was typed, or is written, by key. */
export type EntryFields = Readonly<Record<string, EntryValue | undefined>>
/** What is wrong, by the key it is to be put right at; under '' what is wrong with the whole. */
export type EntryProblems = Readonly<Record<string, string>>

export interface EntryField {
  readonly key: string
  /** What it is, as editors show it on hover. */
  readonly words: string
  readonly isNeeded: boolean
}

type Shape = Readonly<Record<string, z.core.$ZodType>>

/** The fields of an entry, those that must be filled first. */
export function fieldsOf(shape: Readonly<Record<string, z.ZodType>>): readonly EntryField[] {
  return Object.entries(shape)
    .map(([key, type]) => ({
      key,
      words: type.description ?? key,
      isNeeded: !type.safeParse(undefined).success,
    }))
    .toSorted((a, b) => Number(b.isNeeded) - Number(a.isNeeded))
}

/** What a key is called in a form, whose own fields (token, do) it might be taken for. */
export const inForm = (key: string): string => `entry.${key}`

/** What a form says under the keys of a shape; of a list all values, and nothing where it is empty. */
export function readFields(
  posted: URLSearchParams,
  shape: Shape,
  lists: readonly string[] = [],
): EntryFields {
  const read = (key: string): EntryValue | undefined => {
    if (!lists.includes(key)) return posted.get(inForm(key))?.trim() || undefined
    const values = posted.getAll(inForm(key))
    return values.length > 0 ? values : undefined
  }
  return Object.fromEntries(Object.keys(shape).map((key) => [key, read(key)]))
}

/** Keys that say something else than what is written, so that the others keep form and comment. */
export function changedFields(typed: EntryFields, written: EntryFields): EntryChanges {
  return Object.fromEntries(
    Object.entries(typed).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(written[key]),
    ),
  )
}

/** A value as a field shows it; one that is not words is for the file alone. */
export function textOf(value: EntryValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** What is wrong with an entry, by its keys; `${NAME}` counts as it is set in the environment. */
export function problemsIn(
  entry: EntryFields,
  schema: z.ZodType,
  variables: Readonly<Record<string, string | undefined>>,
): EntryProblems {
  const problems: Record<string, string> = {}
  for (const [key, value] of Object.entries(entry)) {
    const unset = namesIn(value).find((name) => variables[name] === undefined)
    if (unset !== undefined) problems[key] = `${unset} ${NOT_SET}`
  }
  const parsed = schema.safeParse(settledBy(entry, variables))
  for (const { path, message } of parsed.error?.issues ?? []) {
    const key = String(path[0] ?? '')
    problems[key] ??= entry[key] === undefined && key !== '' ? 'fill this in' : message
  }
  return problems
}

const NOT_SET = 'is not in the environment of the service; set it there and start the service again'

function namesIn(value: EntryValue | undefined): readonly string[] {
  return variablesIn(JSON.stringify(value ?? ''))
}

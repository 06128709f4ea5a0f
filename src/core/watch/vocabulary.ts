import type { Query } from '../../model.ts'
import { nearestName } from '../text/nearest-name.ts'

/** What the configuration gives names to, for the queries that use them. */
export interface Vocabulary {
  /** Every name, also those whose meaning is not settled yet. */
  readonly names: readonly string[]
  /** By name in small letters, without @. */
  readonly meanings: ReadonlyMap<string, Meaning>
  readonly feeds: readonly { readonly id: string; readonly name: string }[]
  /** Countries of feeds, by feed id. */
  readonly countries: Readonly<Record<string, string>>
}

export interface Meaning {
  readonly section: NameSection
  /** Absent when what was written for the name is wrong. */
  readonly query?: Query
}

/** The sections of the configuration that give names. */
export type NameSection = 'queries' | 'aliases' | 'blocs'

export const NOTHING_NAMED: Vocabulary = {
  names: [],
  meanings: new Map(),
  feeds: [],
  countries: {},
}

/** What to say to someone who wrote a name there is not. */
export function unknownName(written: string, { names }: Vocabulary): string {
  const near = nearestName(written.slice(1).toLowerCase(), names)
  const hint =
    near !== undefined
      ? `did you mean @${near}?`
      : names.length === 0
        ? 'names stand under queries, aliases or blocs in the configuration'
        : `there are ${someOf(names)}`
  return `there is no ${written} (${hint}); to look for the word, leave the @ off`
}

const MOST_LISTED = 8

function someOf(names: readonly string[]): string {
  const listed = names.slice(0, MOST_LISTED).map((name) => `@${name}`)
  const rest = names.length - listed.length
  return `${listed.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

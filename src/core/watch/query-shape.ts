import type { Query } from '../../model.ts'
import type { FieldName } from './query-fields.ts'
import { isWordField } from './query-fields.ts'
import type { Meaning } from './vocabulary.ts'

/** The queries directly inside one. */
export function partsOf(query: Query): readonly Query[] {
  if (!('of' in query)) return []
  return 'kind' in query.of ? [query.of] : query.of
}

/** Clauses in a query that ask for something by themselves. */
export function clausesOf(query: Query): readonly Query[] {
  return 'of' in query ? partsOf(query).flatMap(clausesOf) : [query]
}

export function sizeOf(query: Query): number {
  return partsOf(query).reduce((sum, part) => sum + sizeOf(part), 'of' in query ? 0 : 1)
}

export function depthOf(query: Query): number {
  return partsOf(query).reduce((deepest, part) => Math.max(deepest, depthOf(part) + 1), 0)
}

/** Whether a query says where it holds, so that NEAR and ATLEAST can count. */
export function hasPlaces(query: Query): boolean {
  switch (query.kind) {
    case 'phrase':
    case 'near':
      return true
    case 'expression':
      return query.field !== 'url'
    case 'named':
      return hasPlaces(query.of)
    default:
      return query.kind === 'any' && query.of.every(hasPlaces)
  }
}

/**
 * What a name stands for, looked for in a field; a clause with a field of its own keeps it.
 * Undefined where the two do not go together.
 */
export function inField({ query, section }: Meaning, field: FieldName | undefined) {
  if (query === undefined || field === undefined) return query
  if (section === 'blocs') return field === 'source' ? query : undefined
  return isWordField(field) ? movedTo(query, field) : undefined
}

function movedTo(query: Query, field: NonNullable<Parameters<typeof withField>[1]>): Query {
  switch (query.kind) {
    case 'phrase':
    case 'expression':
      return withField(query, field)
    case 'all':
    case 'any':
      return { ...query, of: query.of.map((part) => movedTo(part, field)) }
    case 'near': {
      const [first, second] = query.of
      return { ...query, of: [movedTo(first, field), movedTo(second, field)] }
    }
    case 'not':
    case 'atLeast':
    case 'named':
      return { ...query, of: movedTo(query.of, field) }
    default:
      return query
  }
}

function withField(
  query: Extract<Query, { kind: 'phrase' | 'expression' }>,
  field: NonNullable<Extract<Query, { kind: 'phrase' }>['field']>,
): Query {
  return query.field === undefined ? { ...query, field } : query
}

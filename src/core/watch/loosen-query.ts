import type { Query } from '../../model.ts'

/**
 * A query that also answers what nearly answers the one given: any of its words, wherever they
 * stand and in whatever form. Undefined when it asks for no words.
 */
export function loosenQuery(query: Query): Query | undefined {
  const of = looseParts(query)
  return of.length === 0 ? undefined : { kind: 'any', of }
}

/** A phrase counts as near when all its words are there: one alone, "north", would say nothing. */
function looseParts(query: Query): readonly Query[] {
  switch (query.kind) {
    case 'phrase': {
      const { written, words, wildcards } = query
      const single = words.map((word): Query => ({
        kind: 'phrase',
        written: words.length === 1 ? written : word,
        words: [word],
        ...(wildcards && { wildcards }),
      }))
      return [{ kind: 'all', of: single }]
    }
    case 'all':
    case 'any':
    case 'near':
      return query.of.flatMap(looseParts)
    case 'atLeast':
    case 'named':
      return looseParts(query.of)
    default:
      // What must not be there is no part of what nearly answers; the rest asks for no words.
      return []
  }
}

import type { Query } from '../../model.ts'

/** Phrases of which an item must hold at least one. */
export type TermGroup = readonly string[]

/**
 * What a search service has to be asked so that it misses nothing the query would answer: an
 * item that answers holds at least one phrase of every group. The service may bring more; the
 * watch sorts it out. No group at all means that a search cannot be made of this query.
 */
export function searchTerms(query: Query): readonly TermGroup[] {
  const groups = groupsOf(query).filter((group) => group.length > 0)
  return groups.filter((group, at) => groups.findIndex((other) => same(other, group)) === at)
}

function groupsOf(query: Query): readonly TermGroup[] {
  switch (query.kind) {
    case 'phrase':
      return phraseGroup(query)
    case 'all':
    case 'near':
      return query.of.flatMap(groupsOf)
    case 'any':
      return anyOf(query.of.map(groupsOf))
    case 'atLeast':
    case 'named':
      return groupsOf(query.of)
    default:
      // `not`: what an item lacks cannot be looked for. Traits, times, expressions: no service knows.
      return []
  }
}

/** Only title and text are what services search, and no service knows our wildcards. */
function phraseGroup({
  words,
  field,
  wildcards,
}: Query & { kind: 'phrase' }): readonly TermGroup[] {
  if (wildcards || (field && field !== 'title' && field !== 'text' && field !== 'lede')) return []
  const phrase = words.join(' ').replaceAll('"', ' ').trim()
  return phrase === '' ? [] : [[phrase]]
}

/** Of each branch its narrowest group, together: one of them stands in whatever answers. */
function anyOf(branches: readonly (readonly TermGroup[])[]): readonly TermGroup[] {
  const narrowest = branches.map(
    (groups) => groups.toSorted((left, right) => left.length - right.length)[0] ?? [],
  )
  if (narrowest.some((group) => group.length === 0)) return []
  return [[...new Set(narrowest.flat())]]
}

function same(left: TermGroup, right: TermGroup): boolean {
  return left.join('\n') === right.join('\n')
}

import type { Item, Query, Watch } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import type { Condition } from './compile-watches.ts'
import { findPhrases } from './find-phrases.ts'
import { newPage } from './read-words.ts'
import type { Finds } from './find-phrases.ts'
import { holds, LEDE_WORDS, placesOf, wordsApart } from './judge-condition.ts'

/** Why one part of a query holds on an item or does not; `parts` explain it further. */
export interface Explanation {
  readonly holds: boolean
  /** The part as written, or as near to it as its parts allow. */
  readonly clause: string
  readonly because: string
  readonly parts: readonly Explanation[]
}

/**
 * Why a watch answers an item or not, part by part, with how little was missing. The parts that
 * decided are those whose `holds` equals their parent's; see decidingParts.
 */
export function explainMatch(item: Item, watch: Watch): Explanation {
  const clause = watch.written === '' ? writtenOf(watch.query) : watch.written
  const compiled = compileWatches([watch])
  const ready = compiled.ready[0]
  if (ready === undefined) {
    const because = `the watch cannot be read: ${compiled.broken[0]?.because ?? 'no reason known'}`
    return { holds: false, clause, because, parts: [] }
  }
  const finds = findPhrases(compiled, item, newPage())
  return { ...explain({ item, finds }, watch.query, ready.condition), clause }
}

/** The smallest parts that decided: for a watch that fails, the clauses that failed it. */
export function decidingParts(explanation: Explanation): readonly Explanation[] {
  const same = explanation.parts.filter((part) => part.holds === explanation.holds)
  return same.length === 0 ? [explanation] : same.flatMap(decidingParts)
}

interface Read {
  readonly item: Item
  readonly finds: Finds
}

type Of<Kind extends Query['kind']> = Extract<Query, { kind: Kind }>

/** A query and its condition have one shape; the query keeps the words as they were written. */
function explain(read: Read, query: Query, condition: Condition): Explanation {
  const is = holds(condition, read.finds, read.item)
  const clause = writtenOf(query)
  if (query.kind === 'phrase') {
    return { holds: is, clause, because: becauseOfPhrase(read, query, condition), parts: [] }
  }
  const parts = explainParts(read, query, condition)
  return { holds: is, clause, because: becauseOfParts(read, query, condition, parts), parts }
}

function explainParts(read: Read, query: Query, condition: Condition): readonly Explanation[] {
  if (query.kind === 'phrase') return []
  const queries = query.kind === 'not' || query.kind === 'atLeast' ? [query.of] : query.of
  const conditions = conditionsOf(condition)
  return queries.map((part, at) => explain(read, part, conditions[at]!))
}

function conditionsOf(condition: Condition): readonly Condition[] {
  if (!('of' in condition)) return []
  return 'kind' in condition.of ? [condition.of] : condition.of
}

function becauseOfParts(
  read: Read,
  query: Exclude<Query, Of<'phrase'>>,
  condition: Condition,
  parts: readonly Explanation[],
): string {
  const held = parts.filter((part) => part.holds).length
  switch (query.kind) {
    case 'all':
      return `${held} of its ${parts.length} parts hold, all must`
    case 'any':
      return `${held} of its ${parts.length} parts hold, one must`
    case 'not':
      return held === 0 ? 'it does not hold, as asked' : `it must not hold: ${parts[0]!.because}`
    case 'near':
      return becauseOfDistance(read, query, conditionsOf(condition))
    default:
      return becauseOfCount(read, query, conditionsOf(condition))
  }
}

function becauseOfDistance(
  read: Read,
  query: Of<'near'>,
  conditions: readonly Condition[],
): string {
  const [left = [], right = []] = conditions.map((part) => placesOf(part, read.finds))
  const asked = `at most ${query.within} may stand between${query.ordered ? ', in this order' : ''}`
  let nearest: number | undefined
  for (const a of left.slice(0, MOST_COMPARED)) {
    for (const b of right.slice(0, MOST_COMPARED)) {
      const apart = wordsApart(a, b, query.ordered)
      if (apart !== undefined && apart < (nearest ?? Infinity)) nearest = apart
    }
  }
  if (nearest !== undefined) return `at the nearest, ${words(nearest)} stand between; ${asked}`
  if (left.length === 0 || right.length === 0) return 'one of the two is not there'
  return `both are there, but not ${query.ordered ? 'in this order ' : ''}in one text; ${asked}`
}

const MOST_COMPARED = 300

function becauseOfCount(
  read: Read,
  query: Of<'atLeast'>,
  conditions: readonly Condition[],
): string {
  const { length } = conditions.flatMap((part) => placesOf(part, read.finds))
  return `it stands in ${length === 1 ? 'one place' : `${length} places`}; ${query.times} are asked for`
}

function becauseOfPhrase(read: Read, query: Of<'phrase'>, condition: Condition): string {
  const { item, finds } = read
  if (condition.kind === 'url') return `the address is ${item.url === '' ? 'unknown' : item.url}`
  if (condition.kind === 'lang') return `the item's language is ${item.language ?? 'unknown'}`
  const places = placesOf(condition, finds)
  if (places.length > 0) {
    const regions = [...new Set(places.map(({ region }) => region))].join(' and ')
    return `it stands ${times(places.length)} in ${regions}`
  }
  return nearMiss(item, query) ?? `it is not there: ${lookedIn(query)}`
}

/** What would have been found, had less been asked: another field, other letters, single words. */
function nearMiss(item: Item, query: Of<'phrase'>): string | undefined {
  const { field, exact, ...anywhere } = query
  if (field !== undefined && isFound(item, { ...anywhere, ...(exact && { exact }) })) {
    return `it is there, but not in the ${field}${field === 'lede' ? ` (first ${LEDE_WORDS} words)` : ''}`
  }
  if (exact && isFound(item, { ...anywhere, ...(field && { field }) })) {
    return 'it is there only with other capitals or in another form, and = asks for these letters'
  }
  if (query.words.length < 2) return undefined
  const missing = query.words.filter((word) => !isFound(item, { ...query, words: [word] }))
  if (missing.length === 0) return 'all its words are there, but nowhere side by side'
  if (missing.length === query.words.length) return undefined
  return `${missing.map((word) => `"${word}"`).join(' and ')} is not there, its other words are`
}

function isFound(item: Item, query: Of<'phrase'>): boolean {
  const compiled = compileWatches([{ name: '', written: '', query }])
  const condition = compiled.ready[0]?.condition
  if (condition === undefined) return false
  return holds(condition, findPhrases(compiled, item, newPage()), item)
}

function lookedIn({ field }: Of<'phrase'>): string {
  return `looked in ${field === undefined ? 'title and text' : `the ${field}`}`
}

/** A query as a person would write it. */
export function writtenOf(query: Query): string {
  switch (query.kind) {
    case 'phrase':
      return query.field === undefined ? query.written : `${query.field}:${query.written}`
    case 'not':
      return `NOT ${grouped(query.of)}`
    case 'atLeast':
      return `ATLEAST/${query.times} ${grouped(query.of)}`
    case 'near':
      return query.of.map(grouped).join(` ${query.ordered ? 'ONEAR' : 'NEAR'}/${query.within} `)
    default:
      return query.of.map(grouped).join(query.kind === 'all' ? ' AND ' : ' OR ')
  }
}

function grouped(query: Query): string {
  const written = writtenOf(query)
  return query.kind === 'phrase' || query.kind === 'not' ? written : `(${written})`
}

function words(count: number): string {
  return count === 1 ? 'one word' : `${count} words`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

import type { Item, Query, Watch } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import type { Condition } from './compile-watches.ts'
import { becauseOfTrait, becauseOfWhen } from './explain-trait.ts'
import { MOST_STEPS } from './find-expression.ts'
import { findPhrases } from './find-phrases.ts'
import { LEDE_WORDS } from './finds.ts'
import { holds, placesOf, wordsApart } from './judge-condition.ts'
import type { Place, ReadItem } from './judge-condition.ts'
import { partsOf } from './query-shape.ts'
import { wildcardTrouble } from './wildcard-trouble.ts'

/** Why one part of a query holds on an item or does not; `parts` explain it further. */
export interface Explanation {
  readonly holds: boolean
  /** The part as written, or as near to it as its parts allow. */
  readonly clause: string
  readonly because: string
  /** It would hold, had a little less been asked: `because` says what. */
  readonly near?: true
  readonly parts: readonly Explanation[]
}

/**
 * Why a watch answers an item read at an instant or not, part by part, with how little was
 * missing. The parts that decided are those whose `holds` equals their parent's; see
 * decidingParts.
 */
export function explainMatch(item: Item, watch: Watch, readAt: Date): Explanation {
  const isLong = watch.written === '' || isListed(watch.query)
  const clause = isLong ? shortened(watch.query) : watch.written
  const compiled = compileWatches([watch])
  const ready = compiled.ready[0]
  if (ready === undefined) {
    const because = `the watch cannot be read: ${compiled.broken[0]?.because ?? 'no reason known'}`
    return { holds: false, clause, because, parts: [] }
  }
  const finds = findPhrases(compiled, item)
  return { ...explain({ item, finds, readAt }, watch.query, ready.condition), clause }
}

/** The smallest parts that decided: for a watch that fails, the clauses that failed it. */
export function decidingParts(explanation: Explanation): readonly Explanation[] {
  const same = explanation.parts.filter((part) => part.holds === explanation.holds)
  return same.length === 0 ? [explanation] : same.flatMap(decidingParts)
}

type Of<Kind extends Query['kind']> = Extract<Query, { kind: Kind }>

/** A query and its condition have one shape; the query keeps the words as they were written. */
function explain(read: ReadItem, query: Query, condition: Condition): Explanation {
  const is = holds(condition, read)
  const clause = writtenOf(query)
  if (!('of' in query)) {
    const near = is || !isWorded(query) ? undefined : nearMiss(read, query)
    if (near !== undefined) return { holds: is, clause, because: near, near: true, parts: [] }
    return { holds: is, clause, because: becauseOfClause(read, query, condition), parts: [] }
  }
  // What a name stands for is its only part, though nothing of the name is left in the condition.
  const conditions = query.kind === 'named' ? [condition] : conditionsOf(condition)
  const parts = partsOf(query).map((part, at) => explain(read, part, conditions[at]!))
  if (!is && isListed(query)) {
    return { holds: is, clause: shortened(query), because: becauseOfNone(parts), parts: [] }
  }
  return { holds: is, clause, because: becauseOfParts(read, query, condition, parts), parts }
}

/** Failed by each of its parts alike: a name for any of several spellings, a long list of words. */
function isListed(query: Query): boolean {
  if (query.kind === 'named') return isChoice(query.of)
  return query.kind === 'any' && query.of.length > MOST_LISTED && isChoice(query)
}

const MOST_LISTED = 8

function isChoice(query: Query): boolean {
  if (query.kind === 'any' || query.kind === 'named') return partsOf(query).every(isChoice)
  return !('of' in query)
}

function shortened(query: Query): string {
  if (query.kind !== 'any' || query.of.length <= MOST_LISTED) return writtenOf(query)
  const { length } = query.of
  return `${query.of.slice(0, 2).map(grouped).join(' OR ')} OR ${length - 2} more`
}

/** That none of many ways to hold is there, and which is nearest. */
function becauseOfNone(parts: readonly Explanation[]): string {
  const ways = parts.flatMap(decidingParts)
  if (ways.length === 1) return ways[0]!.because
  const none = `none of the ${ways.length} it stands for`
  const near = ways.find((way) => way.near)
  if (near !== undefined) return `${none}; nearest ${near.clause}: ${near.because}`
  return `${none}: ${[...new Set(ways.map(({ because }) => because))].join('; ')}`
}

function conditionsOf(condition: Condition): readonly Condition[] {
  if (!('of' in condition)) return []
  return 'kind' in condition.of ? [condition.of] : condition.of
}

function becauseOfParts(
  read: ReadItem,
  query: Extract<Query, { readonly of: unknown }>,
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
    case 'named':
      return parts[0]!.because
    case 'near':
      return becauseOfDistance(read, query, conditionsOf(condition))
    default:
      return becauseOfCount(read, query, conditionsOf(condition))
  }
}

function becauseOfDistance(
  read: ReadItem,
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
  read: ReadItem,
  query: Of<'atLeast'>,
  conditions: readonly Condition[],
): string {
  const { length } = conditions.flatMap((part) => placesOf(part, read.finds))
  return `it stands in ${length === 1 ? 'one place' : `${length} places`}; ${query.times} are asked for`
}

function becauseOfClause(
  read: ReadItem,
  query: Exclude<Query, { readonly of: unknown }>,
  condition: Condition,
): string {
  if (query.kind === 'trait') return becauseOfTrait(query, read.item)
  if (query.kind === 'told' || query.kind === 'age') return becauseOfWhen(query, read)
  if (condition.kind === 'address') return addressOf(read.item)
  const places = placesOf(condition, read.finds)
  const givenUp = becauseGivenUp(read, condition)
  if (places.length > 0) {
    const regions = [...new Set(places.map(({ region }) => region))].join(' and ')
    return `it stands ${times(places.length)} in ${regions}${givenUp}`
  }
  return `it is not there: ${lookedIn(query)}${givenUp}`
}

/** Where an expression took too long, so that it may fit what was not read. */
function becauseGivenUp({ finds }: ReadItem, condition: Condition): string {
  if (condition.kind !== 'find') return ''
  const { phrase, field } = condition
  const asked = field === 'lede' ? 'text' : field
  const found = finds.givenUp.find(
    (one) =>
      one.phrase === phrase &&
      (asked === undefined ? ['title', 'text'].includes(one.region) : one.region === asked),
  )
  if (found === undefined) return ''
  return (
    `; the ${found.region} is too long for this expression and was given up at character ` +
    `${found.at + 1}, after ${MOST_STEPS.toLocaleString('en')} steps: ask for less between ` +
    'certain words (\\w{1,20} instead of .*)'
  )
}

function addressOf({ url }: Item): string {
  return `the address is ${url === '' ? 'unknown' : url}`
}

type Worded = Of<'phrase' | 'expression'>

function isWorded(query: Query): query is Worded {
  return query.kind === 'phrase' || (query.kind === 'expression' && query.field !== 'url')
}

/** What would have been found, had less been asked: another field, other letters, single words. */
function nearMiss(read: ReadItem, query: Worded): string | undefined {
  const { field, ...anywhere } = query
  if (field !== undefined && isFound(read, anywhere)) {
    return `it is there, but not in the ${field}${field === 'lede' ? ` (first ${LEDE_WORDS} words)` : ''}`
  }
  return query.kind === 'phrase' ? nearPhrase(read, query) : nearExpression(read, query)
}

function nearExpression(read: ReadItem, query: Of<'expression'>): string | undefined {
  if (query.anyCase || !isFound(read, { ...query, anyCase: true })) return undefined
  return `it is there only with other capitals; ${query.written}i takes them for the same`
}

function nearPhrase(read: ReadItem, query: Of<'phrase'>): string | undefined {
  const { exact, ...inAnyForm } = query
  if (exact && isFound(read, inAnyForm)) {
    return 'it is there only with other capitals or in another form, and = asks for these letters'
  }
  if (query.words.length < 2) return insideOthers(read, query)
  const missing = query.words.filter((word) => !isFound(read, { ...query, words: [word] }))
  if (missing.length === 0) return 'all its words are there, but nowhere side by side'
  if (missing.length === query.words.length) return undefined
  return `${missing.map((word) => `"${word}"`).join(' and ')} is not there, its other words are`
}

/** A word that is there only as the beginning of another: Лавровка, missileer. */
function insideOthers(read: ReadItem, query: Of<'phrase'>): string | undefined {
  const [word = ''] = query.words
  if (query.wildcards || wildcardTrouble([`${word}*`]) !== undefined) return undefined
  const places = foundBy(read, { ...query, words: [`${word}*`], wildcards: true })
  const first = places.find(({ region }) => region === 'title' || region === 'text')
  if (first === undefined) return undefined
  const text = read.item[first.region === 'title' ? 'title' : 'text']
  const [part] = first.parts
  const whole = text.slice(part!.find.start, part!.find.end)
  return `it is there only as the beginning of another word, ${whole}; ${word}* would take it`
}

function isFound(read: ReadItem, query: Worded): boolean {
  return foundBy(read, query).length > 0
}

function foundBy({ item }: ReadItem, query: Worded): readonly Place[] {
  const compiled = compileWatches([{ name: '', written: '', query }])
  const condition = compiled.ready[0]?.condition
  if (condition === undefined) return []
  return placesOf(condition, findPhrases(compiled, item))
}

function lookedIn({ field }: Worded): string {
  return `looked in ${field === undefined ? 'title and text' : `the ${field}`}`
}

/** A query as a person would write it. */
export function writtenOf(query: Query): string {
  switch (query.kind) {
    case 'phrase':
    case 'expression':
      return query.field === undefined ? query.written : `${query.field}:${query.written}`
    case 'trait':
      return `${query.trait}:${query.written}`
    case 'told':
    case 'age':
    case 'named':
      return query.written
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
  const stands = !('of' in query) || query.kind === 'not' || query.kind === 'named'
  return stands ? written : `(${written})`
}

function words(count: number): string {
  return count === 1 ? 'one word' : `${count} words`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

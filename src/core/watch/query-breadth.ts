/** Watches that can answer nothing, and those that answer nearly everything. */
import type { Query } from '../../model.ts'
import { isStopWord } from '../story/stop-words.ts'
import { foldWord } from '../text/words.ts'
import { compileWatches } from './compile-watches.ts'
import { writtenOf } from './explain-match.ts'
import { clausesOf, partsOf } from './query-shape.ts'

export function breadthWarnings(query: Query): readonly string[] {
  const never = whyNever(query)
  if (never !== undefined) return [`this query can answer nothing: ${never}`]
  const { always } = compileWatches([{ name: '', written: '', query }])
  if (always.length > 0 && !asksAbout(query)) {
    return ['this query holds on nearly everything: it only says what must not be there']
  }
  const common = whyCommon(query)
  return common === undefined ? [] : [`this query may hold on nearly everything: ${common}`]
}

/** Traits and times narrow a query, though no word is asked for. */
function asksAbout(query: Query): boolean {
  return clausesOf(query).some(({ kind }) => kind !== 'phrase')
}

/** Why no item can answer; undefined when some may. */
function whyNever(query: Query): string | undefined {
  switch (query.kind) {
    case 'any': {
      const reasons = query.of.map(whyNever)
      return reasons.length > 0 && reasons.every((reason) => reason !== undefined)
        ? reasons[0]
        : undefined
    }
    case 'all': {
      const of = query.of.flatMap(flattened)
      return of.map(whyNever).find((reason) => reason !== undefined) ?? contradiction(of)
    }
    case 'phrase':
      return query.words.some((word) => /[\p{L}\p{N}]/u.test(word))
        ? undefined
        : `there is no word in ${query.written}`
    case 'near':
    case 'atLeast':
    case 'named':
      return partsOf(query)
        .map(whyNever)
        .find((reason) => reason !== undefined)
    default:
      return undefined
  }
}

function flattened(query: Query): readonly Query[] {
  if (query.kind === 'named') return flattened(query.of)
  return query.kind === 'all' ? query.of.flatMap(flattened) : [query]
}

/** Two parts of which an item cannot have both. */
function contradiction(of: readonly Query[]): string | undefined {
  const written = of.map(writtenOf)
  const refused = of.flatMap((part) => (part.kind === 'not' ? [writtenOf(part.of)] : []))
  const both = written.find((clause) => refused.includes(clause))
  if (both !== undefined) return `${both} must be there and must not be there`
  for (const [at, left] of of.entries()) {
    const other = of.slice(at + 1).find((right) => exclude(left, right))
    if (other !== undefined) return `no item is both ${writtenOf(left)} and ${writtenOf(other)}`
  }
  return undefined
}

function exclude(left: Query, right: Query): boolean {
  if (left.kind === 'trait' && right.kind === 'trait' && left.trait === right.trait) {
    const [a, b] = [left.value.toLowerCase(), right.value.toLowerCase()]
    if (left.trait === 'lang') return !`${a}-`.startsWith(`${b}-`) && !`${b}-`.startsWith(`${a}-`)
    if (left.trait === 'site') return a !== b && !a.endsWith(`.${b}`) && !b.endsWith(`.${a}`)
    return left.trait !== 'url' && a !== b
  }
  if (left.kind === 'told' && right.kind === 'told') {
    const from = left.from ?? right.from
    const to = left.to ?? right.to
    return from !== undefined && to !== undefined && from >= to
  }
  if (left.kind !== 'age' || right.kind !== 'age') return false
  const under = Math.min(left.under ?? Infinity, right.under ?? Infinity)
  return under <= Math.max(left.over ?? 0, right.over ?? 0)
}

/** The clause alone that nearly every text answers. */
function whyCommon(query: Query): string | undefined {
  switch (query.kind) {
    case 'any':
      return query.of.map(whyCommon).find((reason) => reason !== undefined)
    case 'all': {
      const reasons = query.of.filter(({ kind }) => kind !== 'not').map(whyCommon)
      return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined
    }
    case 'named':
      return whyCommon(query.of)
    case 'phrase': {
      const [word = ''] = query.words
      const common =
        query.words.length === 1 &&
        !query.exact &&
        !/^\p{Lu}{2}/u.test(word) &&
        isStopWord(foldWord(word))
      return common ? `${query.written} is one of the commonest words` : undefined
    }
    default:
      return undefined
  }
}

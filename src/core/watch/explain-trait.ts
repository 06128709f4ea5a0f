import type { Item, Query } from '../../model.ts'
import { countryOf } from './country.ts'
import { ageOf, toldAt } from './judge-condition.ts'
import type { ReadItem } from './judge-condition.ts'

type Of<Kind extends Query['kind']> = Extract<Query, { kind: Kind }>

/** What an item's trait is, where another was asked for or the same. */
export function becauseOfTrait({ trait, countries }: Of<'trait'>, item: Item): string {
  switch (trait) {
    case 'lang':
      return `the item's language is ${item.language ?? 'unknown'}`
    case 'feed':
      return `it came by the feed ${item.feedId}`
    case 'country': {
      const country = countryOf(item, countries)
      return country === undefined
        ? `the item's country is unknown: its feed has none in the configuration, and its address says none`
        : `the item's country is ${country.code}, ${country.because}`
    }
    default:
      return `the address is ${item.url === '' ? 'unknown' : item.url}`
  }
}

/** When an item was told, and by how much that is too early or too late. */
export function becauseOfWhen(query: Of<'told' | 'age'>, read: ReadItem): string {
  const at = toldAt(read)
  const undated =
    read.item.published === undefined ? ', when it was read, for it names no time' : ''
  if (query.kind === 'age') {
    const age = ageOf(read)
    const { under, over } = query
    const missed = under === undefined ? (over ?? 0) - age : age - under
    const by = missed >= 0 ? `, ${spanOf(missed)} too ${under === undefined ? 'young' : 'old'}` : ''
    return `it was ${spanOf(age)} old when it was read${undated && ', for it names no time'}${by}`
  }
  const { from, to } = query
  const early = from === undefined ? -1 : from.getTime() - at.getTime()
  const late = to === undefined ? -1 : at.getTime() - to.getTime()
  const by =
    early > 0 ? `, ${spanOf(early)} too early` : late >= 0 ? `, ${spanOf(late)} too late` : ''
  return `it was told at ${at.toISOString().slice(0, 16)}Z${undated}${by}`
}

const SPANS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** In the largest unit of which there is one, rounded down. */
function spanOf(milliseconds: number): string {
  const [unit, length] = SPANS.find(([, each]) => milliseconds >= each) ?? SPANS[2]
  const count = Math.floor(milliseconds / length)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

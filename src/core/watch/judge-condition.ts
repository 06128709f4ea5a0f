import type { Item } from '../../model.ts'
import type { Condition } from './compile-watches.ts'
import { countryOf } from './country.ts'
import { findExpression } from './find-expression.ts'
import { findsIn, standsIn } from './finds.ts'
import type { Find, Finds } from './finds.ts'

/** A stretch of one region that answers a condition, with the single finds it is made of. */
export interface Place {
  readonly region: Find['region']
  readonly from: number
  readonly to: number
  readonly parts: readonly { readonly find: Find; readonly clause: string }[]
}

/** What was found in an item, and when it was read. */
export interface ReadItem {
  readonly item: Item
  readonly finds: Finds
  readonly readAt: Date
}

/** Whether a condition holds on an item, given what was found in it. */
export function holds(condition: Condition, read: ReadItem): boolean {
  switch (condition.kind) {
    case 'find':
      return standsIn(read.finds, condition.phrase, condition.field)
    case 'all':
      return condition.of.every((part) => holds(part, read))
    case 'any':
      return partsAsked(condition, read.finds).some((part) => holds(part, read))
    case 'not':
      return !holds(condition.of, read)
    case 'address':
      return findExpression(condition.expression, read.item.url).stretches.length > 0
    case 'trait':
      return hasTrait(condition, read.item)
    case 'told':
      return isTold(condition, toldAt(read))
    case 'age':
      return isAged(condition, ageOf(read))
    case 'near':
      return placesOf(condition, read.finds).length > 0
    default:
      return countApart(placesOf(condition.of, read.finds)) >= condition.times
  }
}

type Of<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>

function hasTrait({ trait, value, countries }: Of<'trait'>, item: Item): boolean {
  switch (trait) {
    case 'url':
      return item.url.toLowerCase().includes(value.toLowerCase())
    case 'lang':
      return isLanguage(item.language, value)
    case 'site':
      return isSite(item.url, value)
    case 'feed':
      return item.feedId === value
    default:
      return countryOf(item, countries)?.code === value
  }
}

/** A domain and all that stands under it. */
function isSite(url: string, domain: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return host === domain || host.endsWith(`.${domain}`)
}

/** When an item was told, and, where it names no time, when it was read. */
export function toldAt({ item, readAt }: Pick<ReadItem, 'item' | 'readAt'>): Date {
  return item.published ?? readAt
}

/** Milliseconds from being told to being read; a clock that runs ahead makes nobody younger. */
export function ageOf(read: Pick<ReadItem, 'item' | 'readAt'>): number {
  return Math.max(0, read.readAt.getTime() - toldAt(read).getTime())
}

function isTold({ from, to }: Of<'told'>, at: Date): boolean {
  return (from === undefined || at >= from) && (to === undefined || at < to)
}

function isAged({ under, over }: Of<'age'>, age: number): boolean {
  return (under === undefined || age < under) && (over === undefined || age > over)
}

/** The finds that make a condition hold; empty for what holds by absence or by what is not text. */
export function findsBehind(condition: Condition, read: ReadItem): Place['parts'] {
  switch (condition.kind) {
    case 'all':
      return condition.of.flatMap((part) => findsBehind(part, read))
    case 'any':
      return partsAsked(condition, read.finds)
        .filter((part) => holds(part, read))
        .flatMap((part) => findsBehind(part, read))
    case 'find':
      return findsIn(read.finds, condition.phrase, condition.field).map((find) => ({
        find,
        clause: condition.written,
      }))
    case 'near':
      return placesOf(condition, read.finds).flatMap(({ parts }) => parts)
    case 'atLeast':
      return findsBehind(condition.of, read)
    default:
      return []
  }
}

/** Where a phrase, an `any` of phrases or a `near` stands, in order. */
export function placesOf(condition: Condition, finds: Finds): readonly Place[] {
  switch (condition.kind) {
    case 'find':
      return findsIn(finds, condition.phrase, condition.field).map((find) => ({
        region: find.region,
        from: find.from,
        to: find.to,
        parts: [{ find, clause: condition.written }],
      }))
    case 'any':
      return partsAsked(condition, finds)
        .flatMap((part) => placesOf(part, finds))
        .toSorted(byPlace)
    case 'near':
      return pairsNear(
        condition,
        placesOf(condition.of[0], finds),
        placesOf(condition.of[1], finds),
      )
    default:
      return []
  }
}

/** The parts that can hold: of a long list, those of which a phrase was found. */
function partsAsked({ of, lookup }: Of<'any'>, finds: Finds): readonly Condition[] {
  if (lookup === undefined || finds.phraseCount > of.length / 4) return of
  const places = new Set(lookup.always)
  for (let at = 0; at < finds.phraseCount; at++) {
    for (const place of lookup.byPhrase.get(finds.phrases[at]!) ?? []) places.add(place)
  }
  return [...places].toSorted((a, b) => a - b).map((place) => of[place]!)
}

/** `lang:zh` answers zh-Hans; `lang:zh-hans` does not answer zh. */
export function isLanguage(language: string | undefined, wanted: string): boolean {
  const tag = language?.toLowerCase().replaceAll('_', '-') ?? ''
  const asked = wanted.toLowerCase()
  return tag === asked || tag.startsWith(`${asked}-`)
}

/** Words between two places; undefined where they overlap or lie in different texts. */
export function wordsApart(a: Place, b: Place, ordered: boolean): number | undefined {
  if (a.region !== b.region) return undefined
  if (b.from >= a.to) return b.from - a.to
  return !ordered && a.from >= b.to ? a.from - b.to : undefined
}

/** Pairs kept of one NEAR: a text made of its two words alone would give their product. */
const MOST_PAIRS = 2000

function pairsNear(
  near: Of<'near'>,
  left: readonly Place[],
  right: readonly Place[],
): readonly Place[] {
  const pairs = new Map<string, Place>()
  const longest = right.reduce((most, { from, to }) => Math.max(most, to - from), 0)
  let first = 0
  for (const a of left) {
    while (first < right.length && right[first]!.from + longest + near.within < a.from) first++
    for (let at = first; at < right.length; at++) {
      const b = right[at]!
      if (b.from > a.to + near.within) break
      const apart = wordsApart(a, b, near.ordered)
      if (apart === undefined || apart > near.within) continue
      const pair = joined(a, b)
      pairs.set(`${pair.region} ${pair.from} ${pair.to}`, pair)
      if (pairs.size >= MOST_PAIRS) return [...pairs.values()].toSorted(byPlace)
    }
  }
  return [...pairs.values()].toSorted(byPlace)
}

function joined(a: Place, b: Place): Place {
  const from = Math.min(a.from, b.from)
  const to = Math.max(a.to, b.to)
  return { region: a.region, from, to, parts: [...a.parts, ...b.parts] }
}

/** Places that do not overlap: "Sergei Lavrov" and "Lavrov" in it are one. */
function countApart(places: readonly Place[]): number {
  let count = 0
  let end = -1
  for (const { from, to } of places.toSorted((a, b) => a.to - b.to)) {
    if (from < end) continue
    count++
    end = to
  }
  return count
}

function byPlace(a: Place, b: Place): number {
  return a.from - b.from || a.to - b.to
}

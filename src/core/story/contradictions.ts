import type { Contradiction, Counted, Document, Fact } from '../../model.ts'
import { GRAVE } from './counted-things.ts'
import { sourceOfOutlet } from './news-sources.ts'

/** So much of the words round one number must stand round the other, and at least so many. */
const SHARED_CONTEXT = 0.4
const SHARED_WORDS = 3

/** "More than 10,000" is said of 11,000, not of 12,000. */
const LITTLE_MORE = 1.15

/** Numbers said to be about right. */
const ABOUT = 0.06

/** Further apart they count different things. */
const TIMES_APART = 5

/** Disagreements said of one item. */
const SAID = 3

/**
 * Where a telling counts one thing otherwise than the latest earlier telling of another outlet
 * that counts it: 10,000 and 12,000 soldiers who fought. Not a toll that grew since, nor a
 * number that both name, nor so many more beside so many.
 */
export function contradictionsOf(
  told: { readonly outlet: string; readonly at: Date; readonly facts: readonly Fact[] },
  earlier: readonly Document[],
): readonly Contradiction[] {
  const own = countedFacts(told.facts)
  if (own.length === 0) return []
  const others = earlier.filter(ofOthers(told.outlet))
  const found = own.flatMap(({ fact, counted }) => {
    const against = others.findLast((document) => contradicting(counted, told, document))
    const side = against && contradicting(counted, told, against)
    if (!against || !side) return []
    const sides = [
      { written: fact.written, outlet: told.outlet },
      { written: side.written, outlet: against.outlet },
    ]
    return [{ thing: counted.thing, sides }]
  })
  return found
    .filter(({ thing }, at) => found.findIndex((one) => one.thing === thing) === at)
    .slice(0, SAID)
}

function ofOthers(outlet: string): (document: Document) => boolean {
  const self = sourceOfOutlet(outlet)
  const outlets = new Map<string, boolean>([[outlet, false]])
  return (document) => {
    const known = outlets.get(document.outlet) ?? sourceOfOutlet(document.outlet) !== self
    outlets.set(document.outlet, known)
    return known
  }
}

function contradicting(
  own: Counted,
  told: { readonly at: Date; readonly facts: readonly Fact[] },
  document: Document,
): Fact | undefined {
  const others = countedFacts(document.telling.facts)
  if (others.some(({ counted }) => agree(own, counted))) return undefined
  const namedByOwn = countedFacts(told.facts).map(({ counted }) => counted)
  const against = others.find(
    ({ counted }) =>
      counted.thing === own.thing &&
      isOneMatter(own, counted) &&
      !namedByOwn.some((one) => agree(one, counted)) &&
      !hasGrown(own, counted, told.at, document.published),
  )
  return against?.fact
}

function countedFacts(facts: readonly Fact[]): { fact: Fact; counted: Counted }[] {
  return facts.flatMap((fact) => (fact.counted ? [{ fact, counted: fact.counted }] : []))
}

/** Whether both may be right. */
function agree(a: Counted, b: Counted): boolean {
  if (a.thing !== b.thing) return false
  const [low, high] = a.value <= b.value ? [a, b] : [b, a]
  if (high.value - low.value <= high.value * ABOUT) {
    return low.value === high.value || [a, b].some(({ bound }) => bound !== 'exact')
  }
  if (low.bound === 'least') return high.value <= low.value * LITTLE_MORE
  return high.bound === 'most' && low.value * 2 >= high.value
}

function isOneMatter(a: Counted, b: Counted): boolean {
  const [low, high] = [Math.min(a.value, b.value), Math.max(a.value, b.value)]
  if (high > low * TIMES_APART) return false
  const shared = a.context.filter((stem) => b.context.includes(stem)).length
  const fewer = Math.min(a.context.length, b.context.length)
  return shared >= Math.min(SHARED_WORDS, fewer) && shared >= fewer * SHARED_CONTEXT
}

/** A toll told later and higher is not denied by the lower one. */
function hasGrown(own: Counted, other: Counted, at: Date, before: Date | undefined): boolean {
  return GRAVE.has(own.thing) && own.value > other.value && (!before || at > before)
}

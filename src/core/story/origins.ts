import type { Document, Fact, StoryOrigins } from '../../model.ts'
import { exactSources, sourceKey, sourceOfOutlet } from './news-sources.ts'

/** Somebody who tells a story, and the agencies and outlets it names as its sources. */
export interface Teller {
  readonly outlet: string
  readonly sources: readonly string[]
}

/**
 * On whose word a telling rests, followed through the other tellings of its story: who cites
 * Reuters, where Reuters cites KCNA, rests on KCNA. Who cites nobody rests on itself.
 */
export function originsOf(teller: Teller, others: readonly Teller[]): readonly string[] {
  const self = sourceOfOutlet(teller.outlet)
  const cited = citedBy(teller, self)
  if (cited.length === 0) return [self]
  const ends = endsOf(cited, citations(others))
  return exactSources(ends.length > 0 ? ends : cited)
}

/** What a whole story rests on. Each teller counts once by outlet; order of first telling. */
export function storyOrigins(tellers: readonly Teller[]): StoryOrigins {
  const outlets = new Map<string, string[]>()
  for (const teller of tellers) {
    const name = sourceOfOutlet(teller.outlet)
    const origins = originsOf(teller, tellers)
    outlets.set(name, [...(outlets.get(name) ?? []), ...origins])
  }
  const origins = exactSources([...new Set([...outlets.values()].flat())])
  const independent = [...outlets].filter(([name, own]) => own.every((one) => one === name))
  return { outlets: outlets.size, independent: independent.map(([name]) => name), origins }
}

/** A document as a teller, by the sources that stand among its facts. */
export function tellerOf({ outlet, telling }: Pick<Document, 'outlet' | 'telling'>): Teller {
  return { outlet, sources: sourcesAmong(telling.facts) }
}

/** The sources among facts. */
export function sourcesAmong(facts: readonly Fact[]): string[] {
  return facts.filter(({ kind }) => kind === 'source').map(({ written }) => written)
}

/** A source as a fact of a text. */
export function sourceFact(name: string): Fact {
  return { key: `source:${name}`, kind: 'source', written: name }
}

/** By outlet, the sources of each of its tellings. */
function citations(tellers: readonly Teller[]): ReadonlyMap<string, readonly string[][]> {
  const names = new Map<string, string>()
  const cited = new Map<string, string[][]>()
  for (const teller of tellers) {
    const name = names.get(teller.outlet) ?? sourceOfOutlet(teller.outlet)
    names.set(teller.outlet, name)
    const key = sourceKey(name)
    cited.set(key, [...(cited.get(key) ?? []), citedBy(teller, name)])
  }
  return cited
}

/** Follow each name once, so that those who cite each other in a ring come to no end. */
function endsOf(
  names: readonly string[],
  cited: ReadonlyMap<string, readonly string[][]>,
): string[] {
  const ends: string[] = []
  const followed = new Set(names)
  for (const name of followed) {
    const tellings = cited.get(sourceKey(name)) ?? [[]]
    if (tellings.some((sources) => sources.length === 0)) ends.push(name)
    for (const source of tellings.flat()) followed.add(source)
  }
  return ends
}

function citedBy({ sources }: Teller, self: string): string[] {
  return sources.filter((source) => sourceKey(source) !== sourceKey(self))
}

import type { Query } from '../../model.ts'
import { parseQuery } from './parse-query.ts'
import { nameKey, queryTokens } from './query-tokens.ts'
import type { Meaning, NameSection, Vocabulary } from './vocabulary.ts'
import { parseTrait } from './parse-trait.ts'

/** The named parts of a configuration, as written. */
export interface WrittenNames {
  readonly queries: Readonly<Record<string, string>>
  /** Spellings of one thing, in any script; one with = before it is taken letter for letter. */
  readonly aliases: Readonly<Record<string, readonly string[]>>
  /** Feeds by id or name, domains, outlets by name, or another bloc as @name. */
  readonly blocs: Readonly<Record<string, readonly string[]>>
  readonly feeds: readonly {
    readonly id: string
    readonly name: string
    readonly country?: string
  }[]
}

export interface NameProblem {
  readonly section: NameSection
  readonly name: string
  readonly problem: string
  /** Offset in the saved query. */
  readonly at?: number
  /** Which member of a bloc. */
  readonly index?: number
}

/**
 * Give every name its meaning, those it builds on first. What is wrong is told, each at its
 * place; the others stand.
 */
export function buildVocabulary(written: WrittenNames): {
  readonly vocabulary: Vocabulary
  readonly problems: readonly NameProblem[]
} {
  const meanings = new Map<string, Meaning>()
  const countries = Object.fromEntries(
    written.feeds.flatMap(({ id, country }) => (country === undefined ? [] : [[id, country]])),
  )
  const sections = [written.queries, written.aliases, written.blocs]
  const names = sections.flatMap((section) => Object.keys(section).map(nameKey))
  const vocabulary = { names, meanings, feeds: written.feeds, countries }
  const building: Building = { entries: new Map(), meanings, vocabulary, open: [], problems: [] }
  for (const section of ['queries', 'aliases', 'blocs'] as const) {
    for (const name of Object.keys(written[section])) addEntry(building, section, name, written)
  }
  for (const entry of building.entries.values()) settle(building, entry)
  return { vocabulary, problems: building.problems }
}

type Entry =
  | { readonly section: 'queries'; readonly name: string; readonly written: string }
  | { readonly section: 'aliases'; readonly name: string; readonly of: readonly string[] }
  | { readonly section: 'blocs'; readonly name: string; readonly of: readonly string[] }

interface Building {
  readonly entries: Map<string, Entry>
  readonly meanings: Map<string, Meaning>
  readonly vocabulary: Vocabulary
  /** Names being settled, the outermost first. */
  readonly open: string[]
  readonly problems: NameProblem[]
}

function addEntry(building: Building, section: NameSection, name: string, all: WrittenNames): void {
  const key = nameKey(name)
  const other = building.entries.get(key)
  if (other !== undefined) {
    const problem = `@${key} is taken by ${other.section}; names are shared by queries, aliases and blocs`
    building.problems.push({ section, name, problem })
  } else if (section === 'queries') {
    building.entries.set(key, { section, name, written: all.queries[name]! })
  } else building.entries.set(key, { section, name, of: all[section][name]! })
}

function settle(building: Building, entry: Entry): void {
  const { section, name } = entry
  const key = nameKey(name)
  if (building.meanings.has(key)) return
  building.open.push(key)
  const needed = neededBy(entry)
  const circle = needed.find((other) => building.open.includes(other.name))
  if (circle !== undefined) {
    const { name: again, ...place } = circle
    const way = [...building.open.slice(building.open.indexOf(again)), again]
    const problem = `@${again} stands for itself: ${way.map((each) => `@${each}`).join(' -> ')}`
    building.problems.push({ section, name, problem, ...place })
  } else {
    for (const other of needed) {
      const inner = building.entries.get(other.name)
      if (inner !== undefined) settle(building, inner)
    }
  }
  building.open.pop()
  const query = circle === undefined ? meaningOf(building, entry) : undefined
  building.meanings.set(key, { section, ...(query && { query }) })
}

interface Needed {
  readonly name: string
  readonly at?: number
  readonly index?: number
}

function neededBy(entry: Entry): readonly Needed[] {
  if (entry.section === 'aliases') return []
  if (entry.section === 'blocs') {
    return entry.of.flatMap((member, index) =>
      member.startsWith('@') ? [{ name: nameKey(member.slice(1)), index }] : [],
    )
  }
  const cut = queryTokens(entry.written)
  if (!cut.ok) return []
  return cut.tokens.flatMap((token) =>
    token.kind === 'name' ? [{ name: token.name, at: token.at }] : [],
  )
}

function meaningOf(building: Building, entry: Entry): Query | undefined {
  if (entry.section === 'queries') {
    const parsed = parseQuery(entry.written, building.vocabulary)
    if (parsed.ok) return parsed.query
    building.problems.push({ ...placeOf(entry), problem: parsed.problem, at: parsed.at })
    return undefined
  }
  if (entry.section === 'aliases') return aliasQuery(entry.of)
  const of: Query[] = []
  for (const [index, member] of entry.of.entries()) {
    const query = memberQuery(building.vocabulary, member)
    if (typeof query === 'string') {
      building.problems.push({ ...placeOf(entry), problem: query, index })
      return undefined
    }
    of.push(query)
  }
  return { kind: 'any', of }
}

const placeOf = ({ section, name }: Entry) => ({ section, name })

function aliasQuery(spellings: readonly string[]): Query {
  const of = spellings.map((written): Query => {
    const exact = written.startsWith('=')
    const words = wordsOf(exact ? written.slice(1) : written)
    return { kind: 'phrase', written: quoted(written), words, ...(exact && { exact }) }
  })
  return of.length === 1 ? of[0]! : { kind: 'any', of }
}

function wordsOf(written: string): readonly string[] {
  return written.split(/\s+/u).filter((word) => word !== '')
}

/** As a query would have it. */
function quoted(written: string): string {
  return written.replace(/^(=?)(.*\s.*)$/u, '$1"$2"')
}

const DOMAIN = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u

/** A feed's own items whatever they call their outlet, and the outlet wherever it is told. */
function memberQuery(vocabulary: Vocabulary, member: string): Query | string {
  if (member.startsWith('@')) {
    const parsed = parseQuery(`source:${member}`, vocabulary)
    return parsed.ok ? parsed.query : parsed.problem
  }
  if (DOMAIN.test(member)) return parseTrait('site', member, member, vocabulary)
  const source: Query = {
    kind: 'phrase',
    written: quoted(member),
    words: wordsOf(member),
    field: 'source',
  }
  const feed = parseTrait('feed', member, member, vocabulary)
  const isFeed = typeof feed !== 'string' && vocabulary.feeds.length > 0
  return isFeed ? { kind: 'any', of: [feed, source] } : source
}

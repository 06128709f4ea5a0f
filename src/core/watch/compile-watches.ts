import type { Field, Query, Watch } from '../../model.ts'
import { compileExpression } from './compile-expression.ts'
import type { Expression } from './compile-expression.ts'
import { buildLexicon } from './lexicon.ts'
import type { Lexicon } from './lexicon.ts'
import { buildTrie } from './phrase-trie.ts'
import type { PhraseTrie } from './phrase-trie.ts'
import { phraseVariants } from './phrase-variants.ts'
import type { Phrase, Variant } from './phrase-variants.ts'
import { startsOf } from './starts-of.ts'
import { unspacedLetters } from './unspaced-letters.ts'

/** Watches made ready for reading texts: one lexicon, one trie, and the trees over their finds. */
export interface CompiledWatches {
  readonly lexicon: Lexicon
  readonly trie: PhraseTrie
  readonly phraseCount: number
  /** Regular expressions, numbered among the phrases. */
  readonly expressions: readonly { readonly phrase: number; readonly expression: Expression }[]
  /** In the order given; a broken watch is left out of `ready` and named in `broken`. */
  readonly ready: readonly CompiledWatch[]
  readonly broken: readonly { readonly watch: string; readonly because: string }[]
  /** The places in `ready` of the watches that ask for phrase n: from askedStarts[n] to askedStarts[n + 1]. */
  readonly askedBy: Int32Array
  readonly askedStarts: Int32Array
  /** Places in `ready` of watches that may hold though none of their phrases is found. */
  readonly always: readonly number[]
  /** Whether authors, categories and outlet are asked about at all. */
  readonly readsAbout: boolean
}

export interface CompiledWatch extends Pick<Watch, 'name' | 'muted'> {
  readonly condition: Condition
}

/** A query over numbered phrases. */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[]; readonly lookup?: Lookup }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'find'
      readonly phrase: number
      readonly field: Field | undefined
      readonly written: string
    }
  | { readonly kind: 'address'; readonly expression: Expression }
  | Extract<Query, { kind: 'trait' | 'told' | 'age' }>
  | {
      readonly kind: 'near'
      readonly within: number
      readonly ordered: boolean
      readonly of: readonly [Condition, Condition]
    }
  | { readonly kind: 'atLeast'; readonly times: number; readonly of: Condition }

/** For a long list of parts: which of them to ask. */
export interface Lookup {
  /** By phrase: the places of the parts it is in. */
  readonly byPhrase: ReadonlyMap<number, readonly number[]>
  /** Places of parts that may hold though no phrase of theirs is found. */
  readonly always: readonly number[]
}

/**
 * Compile watches together. A watch whose query is not one is reported in `broken` and the others
 * stand.
 */
export function compileWatches(watches: readonly Watch[]): CompiledWatches {
  const phrases: Phrases = {
    numbers: new Map(),
    variants: [],
    expressions: [],
    fields: new Set(),
  }
  const ready: CompiledWatch[] = []
  const broken: { watch: string; because: string }[] = []
  for (const { name, query, muted } of watches) {
    const condition = compileQuery(query, phrases, 0)
    if (typeof condition === 'string') broken.push({ watch: name, because: condition })
    else ready.push({ name, condition, ...(muted && { muted }) })
  }
  const trie = buildTrie(phrases.variants)
  const askers = placesByPhrase(ready.map(({ condition }) => condition))
  const askedBy = phrases.variants.map((_, phrase) => askers.get(phrase) ?? [])
  return {
    lexicon: buildLexicon(trie.elements, trie.roots, unspacedLetters(phrases.variants.flat())),
    trie,
    phraseCount: phrases.variants.length,
    expressions: phrases.expressions,
    ready,
    broken,
    askedBy: Int32Array.from(askedBy.flat()),
    askedStarts: startsOf(askedBy),
    always: placesOnNothing(ready.map(({ condition }) => condition)),
    readsAbout: (['author', 'category', 'source'] as const).some((f) => phrases.fields.has(f)),
  }
}

interface Phrases {
  readonly numbers: Map<string, number>
  readonly variants: (readonly Variant[])[]
  readonly expressions: { readonly phrase: number; readonly expression: Expression }[]
  readonly fields: Set<Field>
}

/** Parts from which on not all are asked one by one. */
const LONG = 32

/** Deeper than parseQuery lets anyone nest; keeps a made-up query from exhausting the stack. */
const DEEPEST = 200

/** The condition, or why the query is none. */
function compileQuery(query: Query, phrases: Phrases, depth: number): Condition | string {
  if (depth > DEEPEST) return `its parts are nested more than ${DEEPEST} deep`
  switch (query.kind) {
    case 'phrase':
      return compilePhrase(query, phrases)
    case 'expression':
      return compileExpressionOf(query, phrases)
    case 'trait':
    case 'told':
    case 'age':
      return query
    case 'named':
      return compileQuery(query.of, phrases, depth + 1)
    case 'all':
    case 'any': {
      const of: Condition[] = []
      for (const part of query.of) {
        const condition = compileQuery(part, phrases, depth + 1)
        if (typeof condition === 'string') return condition
        of.push(condition)
      }
      if (query.kind === 'all' || of.length < LONG) return { kind: query.kind, of }
      const lookup = { byPhrase: placesByPhrase(of), always: placesOnNothing(of) }
      return { kind: 'any', of, lookup }
    }
    case 'not':
    case 'atLeast': {
      const of = compileQuery(query.of, phrases, depth + 1)
      return typeof of === 'string' ? of : { ...query, of }
    }
    case 'near': {
      const first = compileQuery(query.of[0], phrases, depth + 1)
      const second = compileQuery(query.of[1], phrases, depth + 1)
      if (typeof first === 'string') return first
      return typeof second === 'string' ? second : { ...query, of: [first, second] }
    }
    default:
      return `it holds a part of unknown kind "${String((query as { kind?: unknown }).kind)}"`
  }
}

function compilePhrase(phrase: Phrase, phrases: Phrases): Condition {
  const { field, written } = phrase
  if (field !== undefined) phrases.fields.add(field)
  const key = JSON.stringify([phrase.words, phrase.exact === true, phrase.wildcards === true])
  let number = phrases.numbers.get(key)
  if (number === undefined) {
    number = phrases.variants.push(phraseVariants(phrase)) - 1
    phrases.numbers.set(key, number)
  }
  return { kind: 'find', phrase: number, field, written }
}

type WrittenExpression = Extract<Query, { kind: 'expression' }>

function compileExpressionOf(query: WrittenExpression, phrases: Phrases): Condition | string {
  const { pattern, anyCase, field, written } = query
  const compiled = compileExpression(pattern, anyCase)
  if (!compiled.ok) return `the expression ${written}: ${compiled.problem}`
  const { expression } = compiled
  if (field === 'url') return { kind: 'address', expression }
  if (field !== undefined) phrases.fields.add(field)
  const key = JSON.stringify([pattern, anyCase === true])
  let number = phrases.numbers.get(key)
  if (number === undefined) {
    number = phrases.variants.push([]) - 1
    phrases.numbers.set(key, number)
    phrases.expressions.push({ phrase: number, expression })
  }
  return { kind: 'find', phrase: number, field, written }
}

/** For every phrase the places of the conditions it is in, each once, in order. */
function placesByPhrase(conditions: readonly Condition[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>()
  conditions.forEach((condition, place) => {
    for (const phrase of phrasesIn(condition)) {
      const known = places.get(phrase)
      if (known === undefined) places.set(phrase, [place])
      else if (known.at(-1) !== place) known.push(place)
    }
  })
  return places
}

function placesOnNothing(conditions: readonly Condition[]): readonly number[] {
  return conditions.flatMap((condition, place) => (holdsOnNothing(condition) ? [place] : []))
}

function phrasesIn(condition: Condition): readonly number[] {
  switch (condition.kind) {
    case 'find':
      return [condition.phrase]
    case 'address':
    case 'trait':
    case 'told':
    case 'age':
      return []
    case 'not':
    case 'atLeast':
      return phrasesIn(condition.of)
    default:
      return condition.of.flatMap(phrasesIn)
  }
}

/**
 * Whether a condition may hold on an item in which no phrase is found. What is known of an
 * item besides its words is not looked for by the trie, so they count as may-be (Kleene's three values, false against
 * the rest).
 */
export function holdsOnNothing(condition: Condition): boolean {
  return possible(condition).holds
}

function possible(condition: Condition): { holds: boolean; fails: boolean } {
  switch (condition.kind) {
    case 'find':
    case 'near':
      return { holds: false, fails: true }
    case 'atLeast':
      return { holds: condition.times <= 0, fails: condition.times > 0 }
    case 'address':
    case 'trait':
    case 'told':
    case 'age':
      return { holds: true, fails: true }
    case 'not': {
      const { holds, fails } = possible(condition.of)
      return { holds: fails, fails: holds }
    }
    case 'all': {
      const parts = condition.of.map(possible)
      return { holds: parts.every((p) => p.holds), fails: parts.some((p) => p.fails) }
    }
    default: {
      const parts = condition.of.map(possible)
      return { holds: parts.some((p) => p.holds), fails: parts.every((p) => p.fails) }
    }
  }
}

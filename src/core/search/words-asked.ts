import type { Query, WordsAsked } from '../../model.ts'
import { lettersBefore } from '../watch/word-patterns.ts'
import { phraseVariants, type Element, type Step } from '../watch/phrase-variants.ts'
import { beginningKey, pairKey } from './word-keys.ts'

/** A query that asks for more is not worth looking up word by word. */
const MOST_KEYS = 1000

/**
 * The words an item must have to answer a query, as far as its words can be looked up: whatever
 * answers has them, and what has them need not answer. Undefined where nothing can be looked up:
 * expressions, sources, times, single letters, and what an item must not have.
 */
export function wordsAsked(query: Query): WordsAsked | undefined {
  const asked = askedBy(query)
  return asked && sizeOf(asked) <= MOST_KEYS ? asked : undefined
}

function askedBy(query: Query): WordsAsked | undefined {
  switch (query.kind) {
    case 'phrase':
      return anyOf(phraseVariants(query).map(({ steps }) => allOf(stepsAsked(steps))))
    case 'all':
    case 'near':
      return allOf(query.of.map(askedBy))
    case 'any':
      return anyOf(query.of.map(askedBy))
    case 'atLeast':
    case 'named':
      return askedBy(query.of)
    default:
      return undefined
  }
}

function allOf(parts: readonly (WordsAsked | undefined)[]): WordsAsked | undefined {
  const known = parts.filter((part) => part !== undefined)
  return known.length > 1 ? { kind: 'all', of: known } : known[0]
}

/** One branch of which nothing is known leaves nothing known. */
function anyOf(parts: readonly (WordsAsked | undefined)[]): WordsAsked | undefined {
  const known = parts.filter((part) => part !== undefined)
  if (known.length < parts.length) return undefined
  return known.length > 1 ? { kind: 'any', of: known } : known[0]
}

function sizeOf(asked: WordsAsked): number {
  if (asked.kind === 'one of') return asked.keys.length
  return asked.of.reduce((sum, part) => sum + sizeOf(part), 0)
}

/** Single characters by the pairs they make, words by their beginnings. */
function stepsAsked(steps: readonly Step[]): readonly (WordsAsked | undefined)[] {
  return steps.map(({ element, gap }, at) => {
    const own = singleOf(element)
    const before = at === 0 ? undefined : singleOf(steps[at - 1]!.element)
    if (own === undefined) return beginningsOf(element)
    if (before === undefined || (gap !== 'joined' && gap !== 'dotted')) return undefined
    return { kind: 'one of', keys: [pairKey(before, own)] }
  })
}

function singleOf(element: Element): string | undefined {
  if (element.kind === 'pattern' || element.open) return undefined
  const [form, ...others] = element.forms
  if (!form || others.length > 0 || isHangul(form.word)) return undefined
  return Array.from(form.word).length === 1 ? form.word : undefined
}

function beginningsOf(element: Element): WordsAsked | undefined {
  const words =
    element.kind === 'pattern'
      ? [element.pattern.slice(0, lettersBefore(element.pattern))]
      : element.forms.map(({ word }) => word)
  const shortest = Math.min(...words.map((word) => word.length))
  const isWhole = element.kind === 'forms' && !element.open
  const size = sizeOfKey(shortest, words.every(isHangul), isWhole)
  if (size === undefined) return undefined
  return { kind: 'one of', keys: [...new Set(words.map((word) => beginningKey(word, size)))] }
}

/** Two letters are a key of Hangul words, and of words that are little more. */
function sizeOfKey(shortest: number, hangul: boolean, isWhole: boolean): 2 | 3 | 5 | undefined {
  if (shortest >= 5 && !hangul) return 5
  if (shortest >= 3) return 3
  return shortest === 2 && (hangul || isWhole) ? 2 : undefined
}

function isHangul(word: string): boolean {
  return /^\p{Script=Hangul}+$/u.test(word)
}

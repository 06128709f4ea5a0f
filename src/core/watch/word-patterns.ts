import type { Element } from './phrase-variants.ts'

/** Patterns by the letters before their first wildcard. */
export interface Patterns {
  readonly next: Map<number, Patterns>
  readonly ends: { readonly element: number; readonly rest: string }[]
}

/** The patterns among the elements; an element's number is its place in the list. */
export function buildPatterns(elements: readonly Element[]): Patterns {
  const root: Patterns = { next: new Map(), ends: [] }
  elements.forEach((element, number) => {
    if (element.kind === 'pattern') addPattern(root, element.pattern, number)
  })
  return root
}

/** Add the elements whose pattern the folded word fits. */
export function elementsByPattern(patterns: Patterns, word: string, into: number[]): void {
  let node: Patterns | undefined = patterns
  for (let at = 0; ; at++) {
    for (const { element, rest } of node.ends) if (fits(rest, word, at)) into.push(element)
    node = at < word.length ? node.next.get(word.charCodeAt(at)) : undefined
    if (node === undefined) return
  }
}

function addPattern(root: Patterns, pattern: string, element: number): void {
  const literal = lettersBefore(pattern)
  let node = root
  for (let at = 0; at < literal; at++) {
    const unit = pattern.charCodeAt(at)
    const next: Patterns = node.next.get(unit) ?? { next: new Map(), ends: [] }
    node.next.set(unit, next)
    node = next
  }
  node.ends.push({ element, rest: pattern.slice(literal) })
}

/** How many letters stand before the first wildcard. */
export function lettersBefore(pattern: string): number {
  const wildcard = pattern.search(/[*?]/)
  return wildcard < 0 ? pattern.length : wildcard
}

/** `?` one character, `*` at the end the rest of the word; parseQuery lets no other `*` through. */
function fits(rest: string, word: string, from: number): boolean {
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '*') return true
    if (from + at >= word.length) return false
    if (rest[at] !== '?' && rest[at] !== word[from + at]) return false
  }
  return from + rest.length === word.length
}

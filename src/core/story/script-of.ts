import type { Telling } from '../../model.ts'

/**
 * Tellings in one of these may share words; across them only names, numbers and dates. Japanese
 * and Chinese are one: short headlines of both are all Han.
 */
export type Script = 'Latin' | 'Cyrillic' | 'Hangul' | 'Han'

const SCRIPTS: readonly (readonly [Script, RegExp])[] = [
  ['Latin', /^\p{Script=Latin}/u],
  ['Cyrillic', /^\p{Script=Cyrillic}/u],
  ['Hangul', /^\p{Script=Hangul}/u],
  ['Han', /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u],
]

const known = new WeakMap<Telling, Script | undefined>()

/** The script most words of a telling are written in; none where it has no words. */
export function scriptOf(telling: Telling): Script | undefined {
  if (known.has(telling)) return known.get(telling)
  const script = readScript(Object.keys(telling.terms))
  known.set(telling, script)
  return script
}

function readScript(terms: readonly string[]): Script | undefined {
  const words = wordsAmong(terms)
  const counts = SCRIPTS.map(
    ([script, pattern]) => [script, words.filter((term) => pattern.test(term)).length] as const,
  )
  const [most] = counts.toSorted((a, b) => b[1] - a[1])
  return most && most[1] > 0 ? most[0] : undefined
}

/** Without its names in no language, its numbers and its dates. */
export function wordsAmong(terms: readonly string[]): readonly string[] {
  return terms.filter((term) => !/^[xnd]:/.test(term))
}

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

/** Latin at a glance: looking a letter's script up takes longer. */
const PLAIN = /^[a-z]/

const known = new WeakMap<Telling, Script | undefined>()

/** The script most words of a telling are written in; none where it has no words. */
export function scriptOf(telling: Telling): Script | undefined {
  if (known.has(telling)) return known.get(telling)
  const script = readScript(Object.keys(telling.terms))
  known.set(telling, script)
  return script
}

function readScript(terms: readonly string[]): Script | undefined {
  const counts = SCRIPTS.map(() => 0)
  for (const term of wordsAmong(terms)) {
    const at = PLAIN.test(term) ? 0 : SCRIPTS.findIndex(([, pattern]) => pattern.test(term))
    if (at >= 0) counts[at]!++
  }
  const most = Math.max(...counts)
  return most > 0 ? SCRIPTS[counts.indexOf(most)]![0] : undefined
}

const NO_WORD = /^[xnd]:/

/** Without its names in no language, its numbers and its dates. */
export function wordsAmong(terms: readonly string[]): readonly string[] {
  return terms.filter((term) => term[1] !== ':' || !NO_WORD.test(term))
}

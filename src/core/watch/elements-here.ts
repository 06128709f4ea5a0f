import { HANGUL, LETTER, letters } from '../text/letters.ts'
import { isParticleAfter, LONGEST_PARTICLE } from './korean-particles.ts'
import { elementsByPattern, numberHere } from './lexicon.ts'
import type { Entry, Lexicon } from './lexicon.ts'
import { wordHere } from './scan-words.ts'
import type { Scan } from './scan-words.ts'

export const NO_ELEMENTS: Int32Array = new Int32Array(0)

/** The elements that the word under the scan may stand for. */
export function elementsHere(lexicon: Lexicon, scan: Scan): Int32Array {
  const number = numberHere(lexicon, scan)
  if (scan.folded === '') {
    const first = letters[scan.text.charCodeAt(scan.start)]! & 0xffff
    if (lexicon.careful[first] === 0) {
      if (number < 0) return NO_ELEMENTS
      const plain = lexicon.plain[number]
      if (plain !== undefined) return plain
    }
  }
  return carefully(lexicon, scan, number)
}

function carefully(lexicon: Lexicon, scan: Scan, number: number): Int32Array {
  const found: number[] = []
  const word = wordHere(scan)
  if (number >= 0) addSpelled(lexicon.entries[number]!, scan, found)
  elementsByPattern(lexicon, word, found)
  if (scan.kind === HANGUL) addWithParticles(lexicon, word, found)
  if (scan.kind === LETTER && word.includes("'")) {
    for (const core of coresOf(word)) {
      const coreNumber = lexicon.numbers.get(core)
      if (coreNumber !== undefined) addSpelled(lexicon.entries[coreNumber]!, scan, found)
      elementsByPattern(lexicon, core, found)
    }
  }
  return found.length === 0 ? NO_ELEMENTS : Int32Array.from(new Set(found))
}

function addSpelled(entries: readonly Entry[], scan: Scan, found: number[]): void {
  for (const { element, spelling } of entries) {
    if (spelling === undefined || isSpelled(spelling, scan)) found.push(element)
  }
}

function isSpelled(spelling: NonNullable<Entry['spelling']>, scan: Scan): boolean {
  const written = scan.text.slice(scan.start, scan.end)
  if (spelling.is === 'capital') return /^(?:\p{L}{1,5}['’])?\p{Lu}/u.test(written)
  const plain = written
    .normalize('NFKC')
    .replace(/[\u00AD\u200C-\u200F\u2060\uFEFF]/g, '')
    .replace(/[’‘ʼ]/g, "'")
  return plain === spelling.as || coresOf(plain).includes(spelling.as)
}

const POSSESSIVE = /'+(?:s|d|ll|ve|re)$/i
const ELISION =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|[dns]ell|all|dall|sull|un|quest|sant|gl)'+(?=..)/i

/**
 * A word with an apostrophe without what leans on it: Lavrov's, l'Iran, dell'Ucraina. Nothing is
 * taken off don't, O'Brien or пам'ять, which are other words without it.
 */
function coresOf(word: string): readonly string[] {
  const ahead = word.replace(POSSESSIVE, '')
  const cores = [ahead, word.replace(ELISION, ''), ahead.replace(ELISION, '')]
  return cores.filter((core, at) => core !== word && cores.indexOf(core) === at)
}

function addWithParticles(lexicon: Lexicon, word: string, found: number[]): void {
  for (let cut = word.length - 1; cut >= 1 && word.length - cut <= LONGEST_PARTICLE; cut--) {
    const stem = word.slice(0, cut)
    const number = lexicon.numbers.get(stem)
    if (number === undefined || !isParticleAfter(stem, word.slice(cut))) continue
    for (const { element, open } of lexicon.entries[number]!) if (open) found.push(element)
  }
}

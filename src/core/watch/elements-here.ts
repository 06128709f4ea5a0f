import { HANGUL, LETTER, letters } from '../text/letters.ts'
import { isParticleAfter, LONGEST_PARTICLE } from './korean-particles.ts'
import { numberHere } from './lexicon.ts'
import type { Lexicon } from './lexicon.ts'
import { wordHere } from './scan-words.ts'
import type { Scan } from './scan-words.ts'
import type { Form } from './word-forms.ts'
import { elementsByPattern } from './word-patterns.ts'

/** See sift-words.ts: an alias that V8 builds into its code. */
const letterOf = letters

/**
 * Write the elements that the word under the scan may stand for, each once, from a place on;
 * returns the place behind the last.
 */
export function elementsHere(lexicon: Lexicon, scan: Scan, into: number[], from: number): number {
  const number = numberHere(lexicon, scan)
  if (scan.folded === '' && !hasOpening(lexicon, scan)) {
    return number < 0 ? from : addSpelled(lexicon, number, scan, into, from)
  }
  const found: number[] = []
  if (number >= 0) addSpelled(lexicon, number, scan, found, 0)
  addByParts(lexicon, scan, found)
  let end = from
  for (const element of new Set(found)) into[end++] = element
  return end
}

function hasOpening({ sieve }: Lexicon, { text, start }: Scan): boolean {
  return sieve.openings[letterOf[text.charCodeAt(start)]! & 0xffff] !== 0
}

function addSpelled(
  lexicon: Lexicon,
  number: number,
  scan: Scan,
  into: number[],
  from: number,
): number {
  const { entryStarts, entries, spellings } = lexicon
  const last = entryStarts[number + 1]!
  let end = from
  for (let at = entryStarts[number]!; at < last; at++) {
    const spelling = entries[at * 2 + 1]!
    if (spelling === 0 || isSpelled(spellings[spelling - 1]!, scan)) into[end++] = entries[at * 2]!
  }
  return end
}

/** What a part of the word stands for: its beginning, or what is left without what leans on it. */
function addByParts(lexicon: Lexicon, scan: Scan, into: number[]): void {
  const word = wordHere(scan)
  elementsByPattern(lexicon.patterns, word, into)
  if (scan.kind === HANGUL) addWithParticles(lexicon, word, into)
  if (scan.kind !== LETTER || !word.includes("'")) return
  for (const core of coresOf(word)) {
    const number = lexicon.numbers.get(core)
    if (number !== undefined) addSpelled(lexicon, number, scan, into, into.length)
    elementsByPattern(lexicon.patterns, core, into)
  }
}

function isSpelled(spelling: NonNullable<Form['spelling']>, scan: Scan): boolean {
  const written = scan.text.slice(scan.start, scan.end)
  if (spelling.is === 'capital') return /^(?:\p{L}{1,5}['’])?\p{Lu}/u.test(written)
  if (written === spelling.as) return true
  if (/^\w+$/.test(written)) return false
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

function addWithParticles(lexicon: Lexicon, word: string, into: number[]): void {
  const { numbers, entryStarts, entries, open } = lexicon
  for (let cut = word.length - 1; cut >= 1 && word.length - cut <= LONGEST_PARTICLE; cut--) {
    const stem = word.slice(0, cut)
    const number = numbers.get(stem)
    if (number === undefined || !isParticleAfter(stem, word.slice(cut))) continue
    for (let at = entryStarts[number]!; at < entryStarts[number + 1]!; at++) {
      if (open[at] === 1) into.push(entries[at * 2]!)
    }
  }
}

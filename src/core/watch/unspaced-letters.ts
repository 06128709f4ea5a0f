import { describeLetter, letters, UNSPACED } from '../text/letters.ts'
import type { Element, Variant } from './phrase-variants.ts'

/** What spellings ask for in scripts without spaces, where every letter is read as a word. */
export interface Unspaced {
  /** Their first letters, three at most: as many as must stand one right behind the other. */
  readonly leads: readonly string[]
  /** Any two further letters that must stand so. */
  readonly pairs: readonly string[]
  /** Letters that follow something else, or at some distance. */
  readonly others: readonly string[]
}

const LONGEST_LEAD = 3

export function unspacedLetters(variants: readonly Variant[]): Unspaced {
  const found = { leads: [] as string[], pairs: [] as string[], others: [] as string[] }
  for (const { steps } of variants) {
    let lead = ''
    let before = ''
    for (const [at, { element, gap }] of steps.entries()) {
      const letter = letterOf(element)
      const isJoined = before !== '' && letter !== '' && gap === 'joined'
      if (at === 0 || (isJoined && at === lead.length && at < LONGEST_LEAD)) lead += letter
      if (isJoined) found.pairs.push(before + letter)
      else if (at > 0 && letter !== '') found.others.push(letter)
      before = letter
    }
    if (lead !== '') found.leads.push(lead)
  }
  return found
}

/** The one letter of a script without spaces that an element is, or nothing. */
function letterOf(element: Element): string {
  const word = element.kind === 'forms' ? element.forms[0]!.word : ''
  const unit = word.charCodeAt(0)
  const isLetter = word.length === 1 && (letters[unit]! || describeLetter(unit)) >>> 16 === UNSPACED
  return isLetter ? word : ''
}

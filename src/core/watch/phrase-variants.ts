import type { Query } from '../../model.ts'
import { HANGUL, LETTER, UNSPACED } from '../text/letters.ts'
import { foldWord } from '../text/words.ts'
import { gapAsked } from './phrase-gap.ts'
import type { Gap } from './phrase-gap.ts'
import { nextWord, startScan, wordHere } from './scan-words.ts'
import { exactForm, isCapitals, wordForms } from './word-forms.ts'
import type { Form } from './word-forms.ts'

export type Phrase = Extract<Query, { kind: 'phrase' }>

/** What one word of a text must be. */
export type Element =
  | {
      readonly kind: 'forms'
      readonly forms: readonly Form[]
      /** Korean: particles may follow. */
      readonly open: boolean
    }
  | { readonly kind: 'pattern'; readonly pattern: string }

/** One word of a phrase; `gap` is what may stand before it. */
export interface Step {
  readonly element: Element
  readonly gap: Gap
}

/** One way a phrase may be spelled, word by word. */
export interface Variant {
  readonly steps: readonly Step[]
  /** All in scripts without spaces, where it may be cut out of other words. */
  readonly unspaced: boolean
}

/**
 * Every way to spell a phrase: as written, and with its abbreviations dotted and undotted (US,
 * U.S.). None when there is no word in it.
 */
export function phraseVariants(phrase: Phrase): readonly Variant[] {
  const words = keywordWords(phrase)
  if (words.length === 0) return []
  let spellings: (readonly Step[])[] = [[]]
  for (const alternatives of abbreviationGroups(words, phrase.exact === true)) {
    const product = spellings.flatMap((before) =>
      alternatives.map((steps) => [...before, ...steps]),
    )
    spellings =
      product.length > MOST_VARIANTS ? spellings.map((b) => [...b, ...alternatives[0]!]) : product
  }
  const unspaced = words.every(({ kind }) => kind === UNSPACED)
  return spellings.map((steps) => ({ steps, unspaced }))
}

const MOST_VARIANTS = 8

interface FoundWord {
  readonly start: number
  readonly end: number
  readonly kind: number
  readonly folded: string
  readonly pattern: boolean
}

interface KeywordWord extends FoundWord {
  readonly written: string
  /** What stands before it, back to the word before. */
  readonly before: string
}

const PATTERN = /[\p{L}\p{M}\p{N}'’]*[*?][\p{L}\p{M}\p{N}'’*?]*/gu

function keywordWords(phrase: Phrase): readonly KeywordWord[] {
  const text = phrase.words.join(' ')
  const found: FoundWord[] = []
  let from = 0
  for (const { 0: pattern, index } of phrase.wildcards ? text.matchAll(PATTERN) : []) {
    if (UNSPACED_WORD.test(pattern)) continue
    found.push(...wordsBetween(text, from, index))
    from = index + pattern.length
    if (/[^*?'’]/u.test(pattern))
      found.push({
        start: index,
        end: from,
        kind: LETTER,
        folded: foldWord(pattern),
        pattern: true,
      })
  }
  found.push(...wordsBetween(text, from, text.length))
  return found.map((word, at) => ({
    ...word,
    written: text.slice(word.start, word.end),
    before: text.slice(at === 0 ? word.start : found[at - 1]!.end, word.start),
  }))
}

/** A script without spaces has no end of a word for a wildcard to stand at. */
const UNSPACED_WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

function wordsBetween(text: string, from: number, to: number): readonly FoundWord[] {
  const words: FoundWord[] = []
  const scan = startScan(text.slice(from, to))
  while (nextWord(scan)) {
    const { start, end, kind } = scan
    words.push({
      start: from + start,
      end: from + end,
      kind,
      folded: wordHere(scan),
      pattern: false,
    })
  }
  return words
}

/** For each word, or run of dotted letters, the ways to spell it; the first is as written. */
function abbreviationGroups(
  words: readonly KeywordWord[],
  exact: boolean,
): readonly (readonly (readonly Step[])[])[] {
  const groups: (readonly (readonly Step[])[])[] = []
  let afterDots = false
  for (let at = 0; at < words.length;) {
    const word = words[at]!
    const gap = afterDots && word.before.trim() === '.' ? 'spaced' : gapAsked(word.before)
    const dotted = exact ? 1 : dottedLetters(words, at)
    afterDots = dotted > 1
    if (afterDots) {
      const letters = words.slice(at, at + dotted).map(({ written }) => written)
      groups.push([
        dottedSteps(letters, gap),
        [{ element: formsElement(exactForm(letters.join(''))), gap }],
      ])
    } else {
      const steps = [{ element: elementOf(word, exact), gap }]
      groups.push(
        !exact && isAbbreviation(word)
          ? [steps, dottedSteps(Array.from(word.written), gap)]
          : [steps],
      )
    }
    at += dotted
  }
  return groups
}

/** How many single letters stand here with only full stops between them. */
function dottedLetters(words: readonly KeywordWord[], at: number): number {
  let count = 0
  for (let next = at; next < words.length; next++, count++) {
    const word = words[next]!
    if (!/^\p{L}$/u.test(word.written) || word.kind !== LETTER) break
    if (count > 0 && word.before !== '.') break
  }
  return Math.max(count, 1)
}

function isAbbreviation({ written, kind, pattern }: KeywordWord): boolean {
  return !pattern && kind === LETTER && isCapitals(written) && written.length <= 5
}

function dottedSteps(letters: readonly string[], gap: Gap): readonly Step[] {
  return letters.map((letter, at) => ({
    element: formsElement([{ word: foldWord(letter) }]),
    gap: at === 0 ? gap : 'dotted',
  }))
}

function elementOf(word: KeywordWord, exact: boolean): Element {
  if (word.pattern) return { kind: 'pattern', pattern: word.folded }
  if (word.kind === UNSPACED) return formsElement([{ word: word.folded }])
  const forms = exact ? exactForm(word.written) : wordForms(word.written)
  return { kind: 'forms', forms, open: word.kind === HANGUL && !exact }
}

function formsElement(forms: readonly Form[]): Element {
  return { kind: 'forms', forms, open: false }
}

import type { Fact } from '../../model.ts'
import { wordsOf, type Word } from '../text/words.ts'
import { neutralTerms } from './neutral-names.ts'
import { stemOf } from './stem.ts'
import { isStopWord } from './stop-words.ts'

/** A word of the headline, and of the sentences that follow it, counts as this many later on. */
const HEADLINE_WEIGHT = 3
const LEAD_WEIGHT = 2
const LEAD_SENTENCES = 2

/** What every object has: not to be stored as a key. */
const OF_OBJECTS: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Beyond this many distinct terms a text repeats itself or is a list. */
const TERM_LIMIT = 400

/**
 * The terms of a text with their counts: words without the small ones, lightly stemmed, those of
 * headline and lead counting more, its numbers and dates by their keys, and its names in no language
 * (see neutralTerms). A prototype-less record
 * would not survive storing, so terms that name properties of objects are left out.
 */
export function termsOf(
  headline: string,
  sentences: readonly string[],
  facts: readonly Fact[],
  words: readonly (readonly Word[])[] = [headline, ...sentences].map(wordsOf),
): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  const add = (term: string, weight: number) => counts.set(term, (counts.get(term) ?? 0) + weight)
  const [ofHeadline = [], ...ofSentences] = words
  for (const term of tellingStems(ofHeadline)) add(term, HEADLINE_WEIGHT)
  for (const [at, ofSentence] of ofSentences.entries()) {
    for (const term of tellingStems(ofSentence)) {
      if (counts.size >= TERM_LIMIT && !counts.has(term)) continue
      add(term, at < LEAD_SENTENCES ? LEAD_WEIGHT : 1)
    }
  }
  for (const term of neutralTerms([headline, ...sentences].join('\n'), facts)) add(term, 1)
  for (const { kind, key } of facts) if (kind === 'number' || kind === 'date') add(key, 1)
  return Object.fromEntries([...counts].filter(([term]) => !OF_OBJECTS.has(term)))
}

/** The stems of words without the small ones, in order, repeats kept. */
export function tellingStems(words: readonly Word[]): string[] {
  const stems: string[] = []
  for (const { word } of words) {
    if (isStopWord(word) || /^\d/.test(word) || isSingleLetter(word) || word.length > 60) continue
    const stem = stemOf(word)
    if (!isStopWord(stem)) stems.push(stem)
  }
  return stems
}

function isSingleLetter(word: string): boolean {
  return word.length === 1 && /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Hangul}]/u.test(word)
}

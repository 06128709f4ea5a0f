import type { Fact, TellingParts, TellingSentence } from '../../model.ts'
import { wordsOf, type Word } from '../text/words.ts'
import { datesIn } from './dates.ts'
import { deedsIn } from './deeds.ts'
import { fractionsIn } from './fractions.ts'
import { frequenciesIn } from './frequencies.ts'
import { knownNames, namesIn, type KnownNames } from './names.ts'
import { negationsIn } from './negations.ts'
import { numbersIn } from './numbers.ts'
import { quotesIn } from './quotes.ts'
import { sentencesOf } from './sentences.ts'

/** A feed may send a book; what is told of it is told in the beginning. */
const SENTENCE_LIMIT = 250

/** A headline and sentences with their facts, and the words of each, the headline's first. */
export interface ReadSentences {
  readonly parts: TellingParts
  readonly words: readonly (readonly Word[])[]
}

/** The sentences of a text with the facts each carries, in the order of the text. */
export function sentenceFacts(
  title: string,
  text: string,
  published: Date | undefined,
): TellingParts {
  return readSentences(title, text, published).parts
}

/** The same with the words, for what else is made of them. */
export function readSentences(
  title: string,
  text: string,
  published: Date | undefined,
): ReadSentences {
  const texts = [title, ...sentencesOf(text).slice(0, SENTENCE_LIMIT)]
  const words = texts.map(wordsOf)
  const known = knownNames(texts, words)
  const [headline, ...sentences] = texts.map((sentence, at) => ({
    text: sentence,
    facts: factsIn(sentence, words[at]!, known, published),
  }))
  return { parts: { headline: headline!, sentences }, words }
}

/** Distinct facts by key, in the order they are told. */
export function distinctFacts(sentences: readonly TellingSentence[]): Fact[] {
  const facts = new Map<string, Fact>()
  for (const fact of sentences.flatMap((sentence) => sentence.facts)) {
    if (!facts.has(fact.key)) facts.set(fact.key, fact)
  }
  return [...facts.values()]
}

function factsIn(
  sentence: string,
  words: readonly Word[],
  known: KnownNames,
  published: Date | undefined,
): Fact[] {
  const taken = [...datesIn(sentence, published, words), ...frequenciesIn(sentence)]
  const names = namesIn(sentence, words, known)
  const placed = [
    ...taken,
    ...numbersIn(sentence, taken, words),
    ...fractionsIn(sentence),
    ...names,
    ...quotesIn(sentence),
    ...deedsIn(sentence, words),
    ...negationsIn(sentence, words, names),
  ]
  return placed
    .toSorted((a, b) => a.start - b.start)
    .map(({ start: _start, end: _end, ...fact }) => fact)
}

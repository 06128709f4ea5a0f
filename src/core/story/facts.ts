import type { Fact, TellingParts, TellingSentence } from '../../model.ts'
import { wordsOf } from '../text/words.ts'
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

/** The sentences of a text with the facts each carries, in the order of the text. */
export function sentenceFacts(
  title: string,
  text: string,
  published: Date | undefined,
): TellingParts {
  const sentences = sentencesOf(text).slice(0, SENTENCE_LIMIT)
  const known = knownNames([...sentences, title])
  return {
    headline: { text: title, facts: factsIn(title, known, published) },
    sentences: sentences.map((sentence) => ({
      text: sentence,
      facts: factsIn(sentence, known, published),
    })),
  }
}

/** Distinct facts by key, in the order they are told. */
export function distinctFacts(sentences: readonly TellingSentence[]): Fact[] {
  const facts = new Map<string, Fact>()
  for (const fact of sentences.flatMap((sentence) => sentence.facts)) {
    if (!facts.has(fact.key)) facts.set(fact.key, fact)
  }
  return [...facts.values()]
}

function factsIn(sentence: string, known: KnownNames, published: Date | undefined): Fact[] {
  const words = wordsOf(sentence)
  const taken = [...datesIn(sentence, published), ...frequenciesIn(sentence)]
  const names = namesIn(sentence, words, known)
  const placed = [
    ...taken,
    ...numbersIn(sentence, taken),
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

import type { Digest, ToldStory } from '../../model.ts'
import { wordsOf } from '../text/words.ts'

/**
 * Silent reading of English non-fiction by adults, on average over 190 studies: Brysbaert, "How
 * many words do we read per minute?", Journal of Memory and Language 109 (2019).
 */
const WORDS_A_MINUTE = 238

/** Minutes it takes to read what a digest tells; what was held back is there to be looked up. */
export function readingMinutes({ stories }: Pick<Digest, 'stories'>): number {
  return stories.reduce((sum, story) => sum + wordsIn(story), 0) / WORDS_A_MINUTE
}

function wordsIn({ kind, headline, storyTitle, sentences, otherHeadlines }: ToldStory): number {
  const told = [
    headline,
    ...(kind === 'update' ? [storyTitle] : []),
    ...sentences.map(({ text }) => text),
    ...otherHeadlines.map((other) => other.headline),
  ]
  return told.reduce((sum, text) => sum + wordsOf(text).length, 0)
}

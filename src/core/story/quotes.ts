import { wordsOf } from '../text/words.ts'
import type { PlacedFact } from './numbers.ts'
import { stemOf } from './stem.ts'
import { isStopWord } from './stop-words.ts'

const QUOTED = /[“"„«「『]([^“”"„«»「」『』]{8,600})[”"“»」』]/gu

/** Fewer words in quotation marks are a name or a doubt, not something said. */
const SAID_WORDS = 5

/** A quote is remembered by its first telling words. */
const KEY_STEMS = 24

/** What a sentence quotes. The key holds the stems of the telling words, in order. */
export function quotesIn(sentence: string): PlacedFact[] {
  return [...sentence.matchAll(QUOTED)].flatMap(({ 0: written, 1: said, index }) => {
    const words = wordsOf(said ?? '')
    const stems = words.filter(({ word }) => !isStopWord(word)).map(({ word }) => stemOf(word))
    if (words.length < SAID_WORDS || stems.length < 2) return []
    const key = `quote:${stems.slice(0, KEY_STEMS).join(' ')}`
    return [{ key, kind: 'quote' as const, written, start: index, end: index + written.length }]
  })
}

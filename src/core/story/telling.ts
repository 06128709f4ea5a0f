import type { Match, MatchedTelling, Telling } from '../../model.ts'
import { attributionsIn } from './attributions.ts'
import { distinctFacts, sentenceFacts } from './facts.ts'
import { bareHeadline } from './headline.ts'
import { mainText } from '../text/main-text.ts'
import { probesOf, shinglesOf } from './shingles.ts'
import { termsOf } from './terms.ts'

/** Raise when a telling of the same text would come out otherwise: old ones are then made anew. */
export const TELLING_RECIPE = 2

/** Beyond this a text is no news story; the beginning tells it. */
const TEXT_LIMIT = 20_000

/**
 * What is kept of a text so that later ones can be set against it. Site furniture in the text is
 * cut first; a text that is empty is told by its headline. Days of the week are read from
 * `published`, and left unread without it.
 */
export function tellingOf(told: {
  readonly title: string
  readonly text: string
  readonly language?: string
  readonly published?: Date
}): Telling {
  const headline = bareHeadline(told.title)
  const text = tellingText(told.text)
  const { headline: first, sentences } = sentenceFacts(headline, text, told.published)
  const sources = attributionsIn(
    told.title,
    sentences.map((sentence) => sentence.text),
  )
  const facts = [...distinctFacts([first, ...sentences]), ...sources]
  const shingles = shinglesOf(text === '' ? headline : text)
  return {
    recipe: TELLING_RECIPE,
    shingles,
    probes: probesOf(shingles),
    terms: termsOf(
      headline,
      sentences.map((sentence) => sentence.text),
      facts,
    ),
    facts,
  }
}

/** Where a feed cuts a text short it says so, and where to read on. */
const READ_ON =
  /\s*(?:\[…\]|\[\.{3}\]|…|\.{3})?\s*(?:(?:read (?:more|the full (?:story|article)|on)|continue reading|читать (?:далее|полностью)|читати далі|더\s?보기|続きを読む|阅读全文)[^.!?…\n]{0,60}[.!?…→»]*)?\s*$/iu

/** A text as it is told: without site furniture, and not longer than a story. */
export function tellingText(text: string): string {
  return mainText(text.slice(0, TEXT_LIMIT)).text.replace(READ_ON, '')
}

/**
 * Make matches ready for placing, in the order in which they were told: feeds put the latest
 * first, and a copy must not come before its original. An undated item counts as told when it
 * was read, `at`.
 */
export function describeTellings(matches: readonly Match[], at: Date): readonly MatchedTelling[] {
  const tellings = matches.toReversed().map((match) => {
    const { title, text, summary, published, language } = match.item
    const telling = tellingOf({
      title,
      text: text === '' ? summary : text,
      ...(language === undefined ? {} : { language }),
      ...(published === undefined ? {} : { published }),
    })
    return { match, telling, at: published ?? at }
  })
  return tellings.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

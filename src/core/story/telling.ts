import type { Match, MatchedTelling, Telling, TellingParts } from '../../model.ts'
import { attributionsIn } from './attributions.ts'
import { distinctFacts, readSentences, sentenceFacts, type ReadSentences } from './facts.ts'
import { bareHeadline } from './headline.ts'
import { mainText } from '../text/main-text.ts'
import { probesOf, shinglesOf } from './shingles.ts'
import { termsOf } from './terms.ts'

/** Raise when a telling of the same text would come out otherwise: old ones are then made anew. */
export const TELLING_RECIPE = 5

/** Beyond this a text is no news story; the beginning tells it. */
const TEXT_LIMIT = 20_000

/** "SEOUL, July 12 (Reuters) - " says where and by whom it was written down. */
const DATELINE = /^[\p{Lu}][^\n()]{1,40}\([^\n()]{2,40}\)\s?[-–—]+\s/u

interface Told {
  readonly title: string
  readonly text: string
  readonly language?: string
  readonly published?: Date
}

/** A text read once, for all that is made of it. */
interface ReadText extends ReadSentences {
  readonly text: string
}

/**
 * What is kept of a text so that later ones can be set against it. Site furniture in the text is
 * cut first; a text that is empty is told by its headline. Days of the week are read from
 * `published`, and left unread without it.
 */
export function tellingOf(told: Told): Telling {
  return keptOf(told, readText(told))
}

function readText({ title, text: given, published }: Told): ReadText {
  const text = tellingText(given, title)
  return { text, ...readSentences(bareHeadline(title), text, published) }
}

function keptOf(
  { title }: Told,
  { text, parts: { headline, sentences }, words }: ReadText,
): Telling {
  const texts = sentences.map((sentence) => sentence.text)
  const facts = [...distinctFacts([headline, ...sentences]), ...attributionsIn(title, texts)]
  const shingles = shinglesOf(text === '' ? headline.text : text)
  return {
    recipe: TELLING_RECIPE,
    shingles,
    probes: probesOf(shingles),
    terms: termsOf(headline.text, texts, facts, words),
    facts,
  }
}

/** Taken apart anew only where headline or beginning are shown otherwise than they are kept. */
function shownParts(told: Told, outlet: string, { text, parts }: ReadText): TellingParts {
  const headline = bareHeadline(told.title, outlet)
  const shown = text.replace(DATELINE, '')
  const isSame = headline === parts.headline.text && shown === text
  return isSame ? parts : sentenceFacts(headline, shown, told.published)
}

/** Where a feed cuts a text short it says so, and where to read on. */
const READ_ON =
  /\s*(?:\[…\]|\[\.{3}\]|…|\.{3})?\s*(?:(?:read (?:more|the full (?:story|article)|on)|continue reading|читать (?:далее|полностью)|читати далі|더\s?보기|続きを読む|阅读全文)[^.!?…\n]{0,60}[.!?…→»]*)?\s*$/iu

/**
 * A text as it is told: without site furniture, and not longer than a story. A line over it that is
 * not the headline again stays: what many feeds have there sums the story up.
 */
function tellingText(given: string, headline: string): string {
  const { title, text } = mainText(given.slice(0, TEXT_LIMIT))
  const told = text.replace(READ_ON, '')
  return title === undefined || title === bareHeadline(headline) || text === ''
    ? told
    : `${title}\n${told}`
}

/**
 * Make matches ready for placing, in the order in which they were told: feeds put the latest
 * first, and a copy must not come before its original. An undated item counts as told when it
 * was read, `at`.
 */
export function describeTellings(matches: readonly Match[], at: Date): readonly MatchedTelling[] {
  const tellings = matches.toReversed().map((match) => {
    const { title, text, summary, outlet, published, language } = match.item
    const told = {
      title,
      text: text === '' ? summary : text,
      ...(language === undefined ? {} : { language }),
      ...(published === undefined ? {} : { published }),
    }
    const read = readText(told)
    const parts = shownParts(told, outlet, read)
    return { match, telling: keptOf(told, read), parts, at: published ?? at }
  })
  return tellings.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

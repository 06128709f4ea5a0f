const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Ends that are no ends: titles, initials, initialisms, and the like before a name or a number. */
const OPEN_END =
  /(?:^|[\s("“«])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Rev|St|No|vs|Jr|Sr|Inc|Co|Corp|approx|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|им|ул|г|гг|тыс|млн|млрд|т|\p{Lu}|(?:\p{Lu}\.)+\p{Lu})\.\s*$/u

const ENDED = /[.!?…。！？][\s"'”’»)\]」』]*$/u
const STARTS_LOWER = /^[\s"'“‘«(]*\p{Ll}/u

/** Nothing that reads as one sentence is longer; a text without stops is cut into such pieces. */
const SENTENCE_LIMIT = 1200

/**
 * The sentences of a plain text in order, trimmed; a line break always ends one. Mends what the
 * segmenter cuts after "U.S.", "Mr." or an initial, and before a lower-case letter.
 */
export function sentencesOf(text: string): string[] {
  return text.split(/[\n\r\u2028\u2029]+/).flatMap(sentencesOfLine)
}

function sentencesOfLine(line: string): string[] {
  const sentences: string[] = []
  let open = ''
  for (const { segment } of segmenter.segment(line)) {
    if (open !== '' && !continues(open, segment)) {
      sentences.push(open.trim())
      open = ''
    }
    open += segment
  }
  return [...sentences, open.trim()].filter((sentence) => sentence !== '').flatMap(pieces)
}

function pieces(sentence: string): string[] {
  const count = Math.ceil(sentence.length / SENTENCE_LIMIT)
  return Array.from({ length: count }, (_, at) =>
    sentence.slice(at * SENTENCE_LIMIT, (at + 1) * SENTENCE_LIMIT),
  )
}

function continues(open: string, next: string): boolean {
  if (open.length + next.length > SENTENCE_LIMIT) return false
  return OPEN_END.test(open.slice(-40)) || STARTS_LOWER.test(next.slice(0, 10)) || !ENDED.test(open)
}

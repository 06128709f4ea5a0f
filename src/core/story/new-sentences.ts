import type { Fact, NewSentence, TellingParts, TellingSentence } from '../../model.ts'
import { wordsOf } from '../text/words.ts'
import { isUnseen, unseenWords, type KnownFacts } from './known-facts.ts'
import { containment, shinglesOf } from './shingles.ts'

/** More than a reader takes in; the rest stands in the article. */
const SHOWN = 12

/** Sentences shown of a story nobody told yet. */
const OPENING = 3

/**
 * A sentence of which so much stands in the text copied is that one, edited: only another number,
 * as of a toll that rises, a denial or a turn of events makes it new.
 */
const TOLD_SHARE = 0.4
const EDITED_NEW: ReadonlySet<Fact['kind']> = new Set(['number', 'negation', 'deed'])

/** One word changed leaves less of any sentence people write. */
const VERBATIM_SHARE = 0.97

/** Tellings after which the words of a story are known, and what then makes a sentence another. */
const TOLD_ENOUGH = 3
const OTHER_WORDS = 6
const OTHER_SHARE = 0.25

/** Where words have many forms that no light stemming joins, more of them look unseen. */
const OTHER_SHARE_INFLECTED = 0.6

/** Words nobody used in the headline and lead that make an item little like its story another. */
const UNTOLD_WORDS = 2
const UNTOLD_SHARE = 0.33

const DAY = 86_400_000

const FURNITURE =
  /^(?:#\p{L}|read (?:more|also|next)|see also|related|follow us|subscribe|sign up|click|share this|watch:|photo|file photo|image|source:|copyright|©|all rights|advertis|support us|download|also read|more on|this article|the post .{1,80} appeared first|читайте|подпис|фото|источник:|джерело:|підпис|читай|関連記事|写真|사진|무단|相关阅读|点击)/iu

/** "Harbour TV's Jane Doe reports from Wonsan." */
const SIGN_OFF =
  /^(?:[\p{L}. ]+['’]s )?(?:\p{Lu}[\p{L}.'’-]* ){1,4}(?:reports|reporting|has more|has the (?:story|details)|explains|joins us)\b.{0,60}$/u

/** When and by whom an item was told. */
export interface Told {
  readonly at: Date
  readonly outlet: string
}

/**
 * The sentences that carry a fact the story's tellings (`known`) had not, in the order told. `at` is
 * when the item was told: that day itself, the day before and after are no news. `copied` are
 * the shingles of a text the item is nearly: what stands there in other words is told. Where
 * only other languages told it so far, a sentence without a fact to compare counts as new.
 */
export function newSentences(
  sentences: readonly TellingSentence[],
  known: KnownFacts,
  told: Told & { readonly copied?: readonly number[] },
): NewSentence[] {
  const lead = sentences.find(({ text }) => isSentence(text))?.text
  const saysNew = (fact: Fact, text: string) =>
    fact.kind === 'deed' ? text === lead : isTelling(fact, told.at)
  const found: NewSentence[] = []
  const said = new Set<string>()
  for (const { text, facts } of sentences) {
    if (!isSentence(text)) continue
    const copied = told.copied ? containment(shinglesOf(text), told.copied) : 0
    if (copied >= VERBATIM_SHARE) continue
    const unseen = facts.filter(
      (fact) => !said.has(fact.key) && isUnseen(fact, known) && !isOutlet(fact, told.outlet),
    )
    const isNew =
      copied >= TOLD_SHARE
        ? unseen.some((fact) => EDITED_NEW.has(fact.kind) && saysNew(fact, text))
        : unseen.some((fact) => saysNew(fact, text)) ||
          saysAnother(text, known, text === lead) ||
          (known.elsewhereOnly && facts.length === 0)
    if (isNew) found.push({ text, facts: unseen })
    if (isNew) for (const { key } of unseen) said.add(key)
    if (found.length === SHOWN) break
  }
  return found
}

/**
 * A headline over a text that has nothing new, where its own words do: a turn of events, a denial,
 * or two names or numbers nobody told. One alone is often another name for who was told.
 */
export function newHeadline(
  { text, facts }: TellingSentence,
  known: KnownFacts,
  told: Told,
): NewSentence[] {
  const unseen = facts.filter((fact) => isUnseen(fact, known) && !isOutlet(fact, told.outlet))
  const turns = unseen.filter(({ kind }) => kind === 'deed' || kind === 'negation')
  const others = unseen.filter(({ kind }) => kind === 'name' || kind === 'number')
  return turns.length > 0 || others.length > 1 ? [{ text, facts: unseen }] : []
}

/**
 * What an item opens with in words nobody used in its story: the headline or the lead, whichever
 * has more of them. The less it is like the nearest telling (`likeness`, 0 to 1), the fewer such
 * words show that it tells of something else; much alike, they are other words for the same.
 */
export function untoldOpening(
  { headline, sentences }: TellingParts,
  known: KnownFacts,
  likeness: number,
): NewSentence | undefined {
  if (known.tellings === 0) return undefined
  const lead = sentences.find(({ text }) => isSentence(text))
  const opening = [lead, headline].flatMap((sentence) =>
    sentence ? [{ ...sentence, ...unseenWords(sentence.text, known) }] : [],
  )
  const unseen = new Set(opening.flatMap((each) => each.unseen)).size
  const of = opening.reduce((sum, each) => sum + each.of, 0)
  const least = isInflected(headline.text) ? OTHER_SHARE_INFLECTED : UNTOLD_SHARE
  const share = Math.max(least, likeness * 1.5 - 0.12)
  if (unseen < UNTOLD_WORDS || unseen < of * share) return undefined
  const [most] = opening.toSorted((a, b) => b.unseen.length / b.of - a.unseen.length / a.of)
  return most && { text: most.text, facts: [] }
}

function isInflected(text: string): boolean {
  return !/\p{Script=Latin}/u.test(text)
}

/**
 * Whether a sentence of a story already told several times is made of words nobody used: a
 * promise or a refusal may carry no name and no number. Other words for the same are fewer. Of
 * the lead one word less is asked, since it says what the item is about.
 */
function saysAnother(text: string, known: KnownFacts, isLead: boolean): boolean {
  if (known.tellings < TOLD_ENOUGH) return false
  const { unseen, of } = unseenWords(text, known)
  const share = isInflected(text) ? OTHER_SHARE_INFLECTED : OTHER_SHARE
  return unseen.length >= OTHER_WORDS - (isLead ? 1 : 0) && unseen.length >= of * share
}

/** The first sentences of a story nobody told yet, with all their facts. */
export function openingSentences(sentences: readonly TellingSentence[]): NewSentence[] {
  return sentences.filter(({ text }) => isSentence(text)).slice(0, OPENING)
}

/** Not a byline, a reporter's sign-off, a caption's stub or a call to read on. */
export function isSentence(text: string): boolean {
  if (FURNITURE.test(text) || SIGN_OFF.test(text) || text.endsWith(':')) return false
  const words = wordsOf(text).length
  return words >= 5 || (words >= 3 && /[\p{Script=Han}\p{Script=Hangul}]{2}/u.test(text))
}

function isOutlet({ key, kind }: Fact, outlet: string): boolean {
  const words = wordsOf(outlet).map(({ word }) => word)
  return (
    kind === 'name' &&
    key
      .slice(5)
      .split(' ')
      .every((stem) => words.some((word) => word.startsWith(stem)))
  )
}

/**
 * Whether a fact makes its sentence new by itself. Days of the week do not, as they are read by
 * guess; nor the days round publication, when something is said every time; nor bare years.
 */
function isTelling({ key, kind, written }: Fact, at: Date): boolean {
  if (kind === 'source') return false
  if (kind !== 'date') return true
  if (/^d:\d{4}-\d\d$/.test(key)) return key.slice(2) > at.toISOString().slice(0, 7)
  const [day] = /\d{4}-\d\d-\d\d$/.exec(key) ?? []
  if (day === undefined || !/\d/.test(written)) return false
  return Math.abs(Date.parse(day) - at.getTime()) > 1.5 * DAY
}

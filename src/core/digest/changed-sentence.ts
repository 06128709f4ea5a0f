/**
 * What an article says otherwise in what is else the same sentence. Feeds shorten, reword and
 * replace their teasers all day: a sentence counts only where it is nearly an earlier one and a
 * fact took another's place, or where the outlet itself says that it corrects.
 */
import type { Fact, TellingSentence } from '../../model.ts'
import { sentenceFacts } from '../story/facts.ts'
import { weekdayNamed } from '../story/date-words.ts'
import { isUnseen, knownFacts, type KnownFacts } from '../story/known-facts.ts'
import { isSentence } from '../story/new-sentences.ts'
import { placeNamed } from '../story/place-aliases.ts'
import { stemOf } from '../story/stem.ts'
import { tellingOf } from '../story/telling.ts'
import { distance } from '../text/nearest-name.ts'
import { wordsOf } from '../text/words.ts'
import { isDenial } from './denials.ts'

export interface ChangedSentence {
  /** The sentence as it was told; absent where the outlet added a note of correction. */
  readonly was?: string
  readonly now: string
  readonly because: string
}

/** Share of the words beside the changed fact that both sentences have, in one order; and how many. */
const NEARLY_ALL = 0.8
const FEWEST_COMMON = 3

/** Sentences of a summary that are compared, and words of one. */
const MOST_SENTENCES = 40
const MOST_WORDS = 80

const NOTE =
  /^[\s*([]*(?:(?:correction|clarification|исправление|поправка|уточнение|виправлення|정정|訂正|更正|berichtigung|korrektur|rectificatif|corrección)(?:\s?보도)?\s?[:：—–]|(?:an earlier|a previous) version of this|(?:this|the) (?:story|article|report) (?:has been|was) corrected|в более ранней версии|앞선 보도에서)/iu

/** Where a teaser was cut, its last word may be half of one. */
const CUT_OFF = /\S*\s*(?:\[?(?:…|\.{3})\]?)\s*$/u

/** After a number: what counts readers and minutes, not the news. */
const OF_THE_PAGE =
  /^[\d.,]*\s?(?:comments?|views?|shares?|likes?|points|replies|reads?|комментар\p{L}*|просмотр\p{L}*|댓글|조회|(?:\p{L}+\s)?(?:ago|назад|전))(?!\p{L})/iu
const CLOCK =
  /^\s*(?:last\s)?(?:updated|posted|published|обновлено|опубликовано|업데이트|입력|수정)/iu

interface Text {
  readonly sentences: readonly TellingSentence[]
  readonly known: KnownFacts
}

/** The first sentence that says otherwise; days of the week are read from `at`, when it was told. */
export function changedSentence(told: string, now: string, at: Date): ChangedSentence | undefined {
  const [was, is] = [readText(told, at), readText(now, at)]
  const before = withoutSame(was.sentences, is.sentences)
  const after = withoutSame(is.sentences, was.sentences)
  const note = after.find(({ text }) => NOTE.test(text))
  if (note && !was.sentences.some(({ text }) => NOTE.test(text))) {
    return { now: note.text, because: 'the outlet says that it corrects' }
  }
  for (const one of after) {
    for (const other of before) {
      const because = changeBetween(other, one, was.known, is.known)
      if (because !== undefined) return { was: other.text, now: one.text, because }
    }
  }
  return undefined
}

function readText(written: string, published: Date): Text {
  const text = written.replace(CUT_OFF, '')
  const { sentences } = sentenceFacts('', text, published)
  const telling = tellingOf({ title: '', text, published })
  return {
    sentences: sentences.filter((one) => isSentence(one.text)).slice(0, MOST_SENTENCES),
    known: knownFacts([{ telling }], undefined),
  }
}

function withoutSame(
  sentences: readonly TellingSentence[],
  others: readonly TellingSentence[],
): readonly TellingSentence[] {
  const same = new Set(others.map(({ text }) => stemsOf(text).join(' ')))
  return sentences.filter(({ text }) => !same.has(stemsOf(text).join(' ')) && !CLOCK.test(text))
}

/** Why one sentence says otherwise than another that is nearly it. */
function changeBetween(
  was: TellingSentence,
  now: TellingSentence,
  before: KnownFacts,
  after: KnownFacts,
): string | undefined {
  const denied = changedDenial(was, now)
  if (denied !== undefined) return denied
  const gone = was.facts.filter((fact) => isUnseen(fact, after))
  const come = now.facts.filter((fact) => isUnseen(fact, before))
  for (const old of gone) {
    const other = come.find((fact) => replaces(fact, old, was.text, now.text))
    if (other && isNearly(stemsBeside(was.text, old), stemsBeside(now.text, other))) {
      return `“${other.written}” where “${old.written}” stood`
    }
  }
  return undefined
}

/** A denial that came or went. */
function changedDenial(was: TellingSentence, now: TellingSentence): string | undefined {
  const [before, after] = [denialsIn(was), denialsIn(now)]
  if ((before.length === 0) === (after.length === 0)) return undefined
  if (!isNearly(stemsBesideDenials(was.text), stemsBesideDenials(now.text))) return undefined
  return after.length > 0 ? `now says “${after[0]}”` : `no longer says “${before[0]}”`
}

function denialsIn({ text, facts }: TellingSentence): readonly string[] {
  const negations = facts.flatMap(({ kind, written }) => (kind === 'negation' ? [written] : []))
  const words = wordsOf(text).map(({ word }) => word)
  return [...negations, ...words.filter((word, at) => isDenial(word, words[at + 1]))]
}

function stemsBesideDenials(text: string): readonly string[] {
  const words = wordsOf(text).map(({ word }) => word)
  return words.filter((word, at) => !isDenial(word, words[at + 1])).map(stemOf)
}

/** Whether a fact is of such a kind as can stand in another's place, and is another. */
function replaces(now: Fact, was: Fact, told: string, text: string): boolean {
  if (now.kind !== was.kind) return false
  if (now.kind === 'number') return isAnotherNumber(now, was, told, text)
  if (now.kind === 'date') return formOf(now) !== undefined && formOf(now) === formOf(was)
  return now.kind === 'name' && isAnotherName(now, was)
}

/** A number is another of the same unit; "about 12,000" is none beside 11,900. */
function isAnotherNumber(now: Fact, was: Fact, told: string, text: string): boolean {
  const unit = ({ key }: Fact) => key.replace(/[\d.]+/, '')
  if (unit(now) !== unit(was) || isOfThePage(now, text) || isOfThePage(was, told)) return false
  const [a, b] = [was.counted, now.counted]
  if (!a || !b) return true
  const isRounded = a.bound !== 'exact' || b.bound !== 'exact'
  const apart = Math.abs(a.value - b.value) / Math.max(a.value, b.value)
  return a.thing === b.thing && !(isRounded && apart <= 0.06)
}

function isOfThePage({ written }: Fact, text: string): boolean {
  return OF_THE_PAGE.test(text.slice(text.indexOf(written)))
}

/** Dates are compared in one form: "yesterday" becomes "Friday" by itself. */
function formOf({ written }: Fact): 'day' | 'weekday' | undefined {
  if (/\d/.test(written)) return 'day'
  return wordsOf(written).some(({ word }) => weekdayNamed(word) !== undefined)
    ? 'weekday'
    : undefined
}

/** Not the same place by another name, nor the same name spelt or inflected otherwise. */
function isAnotherName({ key: now }: Fact, { key: was }: Fact): boolean {
  const [come, gone] = [now.slice('name:'.length), was.slice('name:'.length)]
  const place = placeNamed(come)
  if (place !== undefined && place === placeNamed(gone)) return false
  const [words, others] = [come.split(' '), gone.split(' ')]
  return words.some((word) => !others.some((other) => isSpelling(word, other)))
}

function isSpelling(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  if (a === b || (shorter >= 4 && (a.startsWith(b) || b.startsWith(a)))) return true
  return shorter >= 5 && distance(a, b) <= 1
}

function stemsOf(text: string): readonly string[] {
  return wordsOf(text).map(({ word }) => stemOf(word))
}

function stemsBeside(text: string, { written }: Fact): readonly string[] {
  const own = wordsOf(written).map(({ word }) => word)
  return wordsOf(text).flatMap(({ word }) =>
    own.some((one) => word.startsWith(one)) ? [] : [stemOf(word)],
  )
}

function isNearly(a: readonly string[], b: readonly string[]): boolean {
  const common = commonInOrder(a.slice(0, MOST_WORDS), b.slice(0, MOST_WORDS))
  return common >= FEWEST_COMMON && common >= Math.max(a.length, b.length) * NEARLY_ALL
}

/** Length of the longest common subsequence. */
function commonInOrder(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0)
  for (const word of a) {
    const next = [0]
    for (let at = 1; at <= b.length; at++) {
      next.push(word === b[at - 1] ? row[at - 1]! + 1 : Math.max(row[at]!, next[at - 1]!))
    }
    row = next
  }
  return row[b.length]!
}

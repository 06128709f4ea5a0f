import type { Counted } from '../../model.ts'
import { firstWords, wordsOf, type Word } from '../text/words.ts'
import type { Amount } from './amounts.ts'
import { countedThing, GRAVE } from './counted-things.ts'
import { stemOf } from './stem.ts'
import { tellingStems } from './terms.ts'

/** Words on either side of a number among which the thing counted is looked for. */
const REACH = 5

/** Stems kept of the sentence round a number. */
const CONTEXT = 14

const LEAST_BEFORE =
  /(?:more than|over|at least|upwards of|no fewer than|above|более|более чем|больше|свыше|не менее|минимум|понад|більше|щонайменше|не менше|超过|超過|逾|至少|少なくとも|최소)\s*$/iu
const LEAST_AFTER = /^\s?(?:명|人|名)?\s?(?:이상|넘|以上|多|余)/u
const MOST_BEFORE = /(?:up to|as many as|at most|до|максимум|최대|最大|最多|高达)\s*$/iu
const ABOUT_BEFORE =
  /(?:about|around|some|nearly|almost|approximately|roughly|an estimated|около|примерно|почти|порядка|близько|майже|약|約|およそ|约|大约|近)\s*$/iu

/** "another 5,000 troops" are others than the 5,000 there. */
const MORE_BEFORE =
  /(?:another|further|additional|extra|ещ[её]|дополнительно|додатково|ще|추가로?|追加で?|再)(?:\s\S+){0,2}\s*$/iu
const MORE_AFTER =
  /^(?:\s\S+){0,1}?\s?(?:more(?!\sthan)|further|additional|extra|дополнительн|додаткових|추가)|^.{0,8}(?:追加|増派|增派)/iu

/** What a number in a sentence counts, where that is something news counts. */
export function countedIn(
  sentence: string,
  { value, start, end }: Amount,
  words: readonly Word[],
): Counted | undefined {
  const before = sentence.slice(Math.max(0, start - 80), start)
  const after = sentence.slice(end, end + 80)
  const thing = thingOf(before, after)
  if (thing === undefined) return undefined
  const isMore = MORE_BEFORE.test(before) || MORE_AFTER.test(after)
  return {
    value,
    thing: isMore ? `${thing}+` : thing,
    bound: boundOf(before, after),
    context: [...new Set(tellingStems(words))].slice(0, CONTEXT),
  }
}

/** "Killing 120 people" counts the dead, "병력 1만 명" troops: people are what else is counted. */
function thingOf(before: string, after: string): string | undefined {
  const things = [
    ...firstWords(after, REACH).slice(0, REACH),
    ...wordsOf(before).slice(-REACH).toReversed(),
  ].flatMap(({ word }) => countedThing(stemOf(word)) ?? [])
  return (
    things.find((thing) => GRAVE.has(thing)) ??
    things.find((thing) => thing !== 'people') ??
    things[0]
  )
}

function boundOf(before: string, after: string): Counted['bound'] {
  if (LEAST_BEFORE.test(before) || LEAST_AFTER.test(after)) return 'least'
  if (MOST_BEFORE.test(before)) return 'most'
  return ABOUT_BEFORE.test(before) ? 'about' : 'exact'
}

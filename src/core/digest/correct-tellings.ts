/**
 * What was told and reads otherwise now. Outlets polish headlines all day and keep one address
 * through a live page; only a headline that takes something back is worth a second word: another
 * number or day, a denial, or another name in what is else the same sentence.
 */
import type { Correction, DigestPast, Fact, Rewording, Vanishing } from '../../model.ts'
import { shortHash } from '../feed/item-key.ts'
import { tellingOf } from '../story/telling.ts'
import { statusInWords } from './article-look.ts'
import { changedSentence } from './changed-sentence.ts'
import { wordsOf } from '../text/words.ts'

/** From this share of common words on it is the same sentence. */
const SAME_SENTENCE = 0.5
const DENIALS = new Set([
  'not',
  'no',
  'never',
  'denies',
  'denied',
  'deny',
  'false',
  'retracts',
  'retracted',
  'correction',
  'corrected',
  'не',
  'нет',
  'опроверг',
  'опровергает',
  'опровергла',
  'nicht',
  'kein',
  'dementiert',
  'dément',
  'pas',
  'niega',
  'desmiente',
])

/**
 * Those that say something else now, with what: in the headline, or in a sentence of the summary.
 * A headline that is only reworded stays as it was told.
 */
export function correctTellings(rewordings: readonly Rewording[]): Correction[] {
  return rewordings.flatMap(({ summary, ...one }) => {
    const inHeadline = materialChange(one.told.headline, one.headline)
    const changed = summary && changedSentence(summary.told, summary.now, one.told.at)
    const because = inHeadline ?? changed?.because
    if (because === undefined) return []
    const headline = inHeadline === undefined ? one.told.headline : one.headline
    if (!summary || !changed) return [{ ...one, headline, because }]
    const { because: _why, ...sentences } = changed
    return [{ ...one, headline, because, text: { ...sentences, summary: summary.now } }]
  })
}

/**
 * By what the ledger knows a correction that reached somebody: a store put back to an older copy
 * meets the same change again.
 */
export function correctionMark({ told, headline, text, vanished }: Correction): string {
  const said = shortHash(headline, text?.now ?? '', vanished ? 'vanished' : '')
  return `${told.itemId ?? told.storyId} ${said}`
}

/** Those not yet told by a digest later than the one they correct. */
export function uncorrected(
  corrections: readonly Correction[],
  toldItems: DigestPast['toldItems'],
): Correction[] {
  return corrections.filter((one) => {
    const before = toldItems?.get(correctionMark(one))
    return before === undefined || before <= one.told.digestId
  })
}

/** Those that are gone: nothing stands where the reader was sent. */
export function tellOfVanished(vanishings: readonly Vanishing[]): Correction[] {
  return vanishings.map(({ status, ...one }) => ({
    ...one,
    because: `its address answers ${statusInWords(status)}`,
    vanished: true,
  }))
}

/** What a headline says that it did not say before, in words; undefined where it says the same. */
export function materialChange(was: string, now: string): string | undefined {
  const [before, after] = [wordsIn(was), wordsIn(now)]
  const denied = [...after].filter((word) => DENIALS.has(word) && !before.has(word))
  if (denied.length > 0) return `now says “${denied.join('”, “')}”`
  const withdrawn = [...before].filter((word) => DENIALS.has(word) && !after.has(word))
  if (withdrawn.length > 0) return `no longer says “${withdrawn.join('”, “')}”`
  const common = [...after].filter((word) => before.has(word)).length
  const isSameSentence = common >= SAME_SENTENCE * Math.min(before.size, after.size)
  const kinds = ['number', 'date', ...(isSameSentence ? ['name'] : [])]
  return changedFact(factsIn(was), factsIn(now), kinds)
}

/** A fact that took the place of another of its kind; one merely added or left out corrects nothing. */
function changedFact(
  before: readonly Fact[],
  after: readonly Fact[],
  kinds: readonly string[],
): string | undefined {
  for (const kind of kinds) {
    const gone = before.find((fact) => fact.kind === kind && !hasFact(after, fact))
    const come = after.find((fact) => fact.kind === kind && !hasFact(before, fact))
    if (gone && come) return `“${come.written}” where “${gone.written}” stood`
  }
  return undefined
}

function hasFact(facts: readonly Fact[], { key }: Fact): boolean {
  return facts.some((fact) => fact.key === key)
}

function factsIn(headline: string): readonly Fact[] {
  return tellingOf({ title: '', text: headline }).facts
}

function wordsIn(headline: string): Set<string> {
  return new Set(wordsOf(headline).map(({ word }) => word))
}

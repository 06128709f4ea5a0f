import type { Answer, Item, Match, Span, Watch } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import type { CompiledWatches, Condition } from './compile-watches.ts'
import { findPhrases } from './find-phrases.ts'
import { isMuted } from './is-muted.ts'
import { newPage } from './read-words.ts'
import type { Page } from './read-words.ts'
import type { Finds } from './find-phrases.ts'
import { findsBehind, holds, isIn } from './judge-condition.ts'
import type { ReadItem } from './judge-condition.ts'

/**
 * The items that answer at least one watch, in the order given, with the watches they answer in
 * the order of the configuration and the places that did it. `readAt` is when the items were
 * read: what `age:` counts to, the time of items that name none, and when a watch is muted or not.
 *
 * Watches are compiled once per array: hand in the same array from poll to poll. A watch that
 * cannot be compiled is passed over here; compileWatches says which and why.
 */
export function matchItems(
  items: readonly Item[],
  watches: readonly Watch[],
  readAt: Date,
): readonly Match[] {
  if (items.length === 0 || watches.length === 0) return []
  const compiled = compiledOnce(watches)
  const page = newPage()
  const matches: Match[] = []
  for (const item of items) {
    const answers = answersOf(compiled, item, page, readAt)
    if (answers.length > 0) matches.push({ item, answers })
  }
  return matches
}

const compiledBefore = new WeakMap<readonly Watch[], CompiledWatches>()

function compiledOnce(watches: readonly Watch[]): CompiledWatches {
  const before = compiledBefore.get(watches)
  if (before !== undefined) return before
  const compiled = compileWatches(watches)
  compiledBefore.set(watches, compiled)
  return compiled
}

function answersOf(
  compiled: CompiledWatches,
  item: Item,
  page: Page,
  readAt: Date,
): readonly Answer[] {
  const finds = findPhrases(compiled, item, page)
  if (finds.size === 0 && compiled.always.length === 0) return []
  const asked = [...compiled.always]
  for (const phrase of finds.keys()) asked.push(...compiled.askedBy[phrase]!)
  const read = { item, finds, readAt }
  const answers: Answer[] = []
  let last = -1
  for (const place of new Int32Array(asked).toSorted()) {
    if (place === last) continue
    last = place
    const watch = compiled.ready[place]!
    if (holds(watch.condition, read)) {
      const muted = isMuted(watch, readAt) && { muted: true as const }
      answers.push({ watch: watch.name, spans: spansOf(watch.condition, read), ...muted })
    }
  }
  return answers
}

/** Spans kept of one answer: enough to mark a page, few enough to store. */
const MOST_SPANS = 200

function spansOf(condition: Condition, read: ReadItem): readonly Span[] {
  if (condition.kind === 'find') return spansOfPhrase(condition, read.finds)
  const spans: Span[] = []
  for (const { find, clause } of findsBehind(condition, read)) {
    const { region: field, start, end } = find
    if (field === 'title' || field === 'text') spans.push({ field, start, end, clause })
  }
  const ordered = spans.toSorted(inReadingOrder)
  return ordered
    .filter((span, at) => at === 0 || inReadingOrder(ordered[at - 1]!, span) !== 0)
    .slice(0, MOST_SPANS)
}

/** A watch for one phrase, the commonest: it is found in order and nowhere twice. */
function spansOfPhrase(
  { phrase, field: asked, written: clause }: Extract<Condition, { kind: 'find' }>,
  finds: Finds,
): readonly Span[] {
  const spans: Span[] = []
  for (const find of finds.get(phrase) ?? []) {
    const { region: field, start, end } = find
    if ((field !== 'title' && field !== 'text') || !isIn(asked, find)) continue
    if (spans.length < MOST_SPANS) spans.push({ field, start, end, clause })
  }
  return spans
}

function inReadingOrder(a: Span, b: Span): number {
  if (a.field !== b.field) return a.field === 'title' ? -1 : 1
  if (a.start !== b.start || a.end !== b.end) return a.start - b.start || a.end - b.end
  return a.clause === b.clause ? 0 : a.clause < b.clause ? -1 : 1
}

import type { Answer, Item, Match, Span, Watch } from '../../model.ts'
import { compileWatches } from './compile-watches.ts'
import type { CompiledWatches, Condition } from './compile-watches.ts'
import { findPhrases } from './find-phrases.ts'
import { isMuted } from './is-muted.ts'
import { newPage } from './read-words.ts'
import type { Page } from './read-words.ts'
import { newFinds, spanOf, spansIn } from './finds.ts'
import type { Finds } from './finds.ts'
import { findsBehind, holds } from './judge-condition.ts'
import type { ReadItem } from './judge-condition.ts'

/** What came of reading items for watches. */
export interface Reading {
  /** The items that answer at least one watch. */
  readonly matches: readonly Match[]
  /** Items that an expression took too long to read to the end: it may fit them further down. */
  readonly givenUp: readonly Item[]
}

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
  return readItems(items, watches, readAt).matches
}

/** The same, and which items were not read to the end. */
export function readItems(
  items: readonly Item[],
  watches: readonly Watch[],
  readAt: Date,
): Reading {
  const matches: Match[] = []
  const givenUp: Item[] = []
  if (items.length === 0 || watches.length === 0) return { matches, givenUp }
  const compiled = compiledOnce(watches)
  const desk = newDesk(compiled)
  for (const item of items) {
    const answers = answersOf(compiled, item, desk, readAt)
    if (answers.length > 0) matches.push({ item, answers })
    if (desk.finds.givenUp.length > 0) givenUp.push(item)
  }
  return { matches, givenUp }
}

const compiledBefore = new WeakMap<readonly Watch[], CompiledWatches>()

function compiledOnce(watches: readonly Watch[]): CompiledWatches {
  const before = compiledBefore.get(watches)
  if (before !== undefined) return before
  const compiled = compileWatches(watches)
  compiledBefore.set(watches, compiled)
  return compiled
}

/** What is used again from item to item. */
interface Desk {
  readonly page: Page
  readonly finds: Finds
  /** Places of the watches to ask, and by watch the last item, counted from 1, it was put there for. */
  readonly asked: Int32Array
  readonly askedFor: Int32Array
  item: number
}

function newDesk({ phraseCount, ready }: CompiledWatches): Desk {
  return {
    page: newPage(),
    finds: newFinds(phraseCount),
    asked: new Int32Array(ready.length),
    askedFor: new Int32Array(ready.length),
    item: 0,
  }
}

function answersOf(
  compiled: CompiledWatches,
  item: Item,
  desk: Desk,
  readAt: Date,
): readonly Answer[] {
  const finds = findPhrases(compiled, item, desk.page, desk.finds)
  const read: ReadItem = { item, finds, readAt }
  const answers: Answer[] = []
  for (const place of watchesAsked(compiled, desk)) {
    const watch = compiled.ready[place]!
    if (!holds(watch.condition, read)) continue
    const spans = spansOf(watch.condition, read)
    const answer = { watch: watch.name, spans }
    answers.push(isMuted(watch, readAt) ? { ...answer, muted: true } : answer)
  }
  return answers
}

/** Places of the watches that may hold, each once, in the order of the configuration. */
function watchesAsked(compiled: CompiledWatches, desk: Desk): Int32Array {
  const { askedBy, askedStarts, always } = compiled
  const { finds, asked } = desk
  desk.item++
  let count = 0
  for (const place of always) count = ask(desk, place, count)
  for (let at = 0; at < finds.phraseCount; at++) {
    const phrase = finds.phrases[at]!
    const end = askedStarts[phrase + 1]!
    for (let by = askedStarts[phrase]!; by < end; by++) count = ask(desk, askedBy[by]!, count)
  }
  // oxlint-disable-next-line unicorn/no-array-sort -- numbers of its own, in place
  return asked.subarray(0, count).sort()
}

function ask({ asked, askedFor, item }: Desk, place: number, count: number): number {
  if (askedFor[place] === item) return count
  askedFor[place] = item
  asked[count] = place
  return count + 1
}

/** Spans kept of one answer: enough to mark a page, few enough to store. */
const MOST_SPANS = 200

function spansOf(condition: Condition, read: ReadItem): readonly Span[] {
  if (condition.kind === 'find') {
    const { phrase, field, written } = condition
    return spansIn(read.finds, phrase, field, written, MOST_SPANS)
  }
  const ordered = findsBehind(condition, read)
    .flatMap(({ find, clause }) => spanOf(find, clause))
    .toSorted(inReadingOrder)
  return ordered
    .filter((span, at) => at === 0 || inReadingOrder(ordered[at - 1]!, span) !== 0)
    .slice(0, MOST_SPANS)
}

function inReadingOrder(a: Span, b: Span): number {
  if (a.field !== b.field) return a.field === 'title' ? -1 : 1
  if (a.start !== b.start || a.end !== b.end) return a.start - b.start || a.end - b.end
  return a.clause === b.clause ? 0 : a.clause < b.clause ? -1 : 1
}

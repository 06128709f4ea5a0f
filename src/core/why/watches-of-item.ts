import type { FoundItem, Watch } from '../../model.ts'
import { decidingParts, explainMatch } from '../watch/explain-match.ts'
import { loosenQuery } from '../watch/loosen-query.ts'
import { matchItems } from '../watch/match-items.ts'
import type { WatchesOfItem } from './why.ts'

/** Near misses explained; each has its watch compiled once more. */
const MOST_NEAR = 20
const MOST_WORDS = 8

/** Which watches an item answered, which nearly do, and which would now. */
export function watchesOfItem(
  { item, readAt, placed }: Pick<FoundItem, 'item' | 'readAt' | 'placed'>,
  watches: readonly Watch[],
): WatchesOfItem {
  const answers = placed?.answers ?? []
  const known = new Set(answers.map(({ watch }) => watch))
  const unanswered = watches.filter(({ name }) => !known.has(name))
  const now = answering(item, unanswered, readAt)
  const loose = unanswered.flatMap((watch) => {
    const query = loosenQuery(watch.query)
    return query && !now.has(watch.name) ? [{ name: watch.name, written: '', query }] : []
  })
  const near = answering(item, loose, readAt)
  const nearly = unanswered
    .filter(({ name }) => near.has(name))
    .slice(0, MOST_NEAR)
    .map((watch) => ({
      watch: watch.name,
      failed: decidingParts(explainMatch(item, watch, readAt)).map(({ clause, because }) => ({
        clause,
        because,
      })),
    }))
    .toSorted((a, b) => a.failed.length - b.failed.length)
  return {
    answered: answers.map(({ watch, spans, muted }) => ({
      watch,
      words: wordsAt(item, spans),
      ...(muted && { muted }),
    })),
    nearly,
    answeringNow: [...now],
    others: unanswered.length - now.size - nearly.length,
  }
}

function answering(
  item: FoundItem['item'],
  watches: readonly Watch[],
  readAt: Date,
): ReadonlySet<string> {
  const matches = matchItems([item], watches, readAt)
  return new Set(matches.flatMap(({ answers }) => answers.map(({ watch }) => watch)))
}

function wordsAt(
  item: FoundItem['item'],
  spans: readonly { field: 'title' | 'text'; start: number; end: number }[],
): readonly string[] {
  const words = spans.map(({ field, start, end }) => item[field].slice(start, end))
  return [...new Set(words)].slice(0, MOST_WORDS)
}

import { memoryCorpus } from '../core/story/memory-corpus.ts'
import { placeInStories } from '../core/story/place-in-stories.ts'
import { describeTellings } from '../core/story/telling.ts'
import { matchItems } from '../core/watch/match-items.ts'
import type { Item, PlacedItem, Placement, Story, Watch } from '../model.ts'

/**
 * Set items against the seeds and each other, oldest first, without a database: what a poll would
 * make of them, for `explain`, `poll --dry` and `digest --print`.
 */
export function judgeItems(
  items: readonly Item[],
  watches: readonly Watch[],
  seeds: readonly Story[],
  now: Date,
): readonly Placement[] {
  const corpus = memoryCorpus(seeds)
  return describeTellings(matchItems(items, watches, now), now).flatMap((telling) => {
    const placements = placeInStories([telling], corpus.near([telling]))
    corpus.record(placements, now)
    return placements
  })
}

/** Placements as a digest sees them. */
export function asPlacedItems(placements: readonly Placement[], now: Date): PlacedItem[] {
  return placements.map(({ match, verdict, heldBack }, at) => ({
    sequence: at + 1,
    placedAt: now,
    item: match.item,
    answers: match.answers,
    verdict,
    ...(heldBack !== undefined && { heldBack }),
  }))
}

/** A watch every item answers: for judging a document that no watch asked for. */
export const everything: Watch = {
  name: 'everything',
  query: { kind: 'all', of: [] },
  written: '',
}

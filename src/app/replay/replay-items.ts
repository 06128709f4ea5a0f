import { memoryCorpus } from '../../core/story/memory-corpus.ts'
import { placeInStories } from '../../core/story/place-in-stories.ts'
import { describeTellings } from '../../core/story/telling.ts'
import { matchItems } from '../../core/watch/match-items.ts'
import type { Item, Placement, Story } from '../../model.ts'
import { everything } from '../judge-items.ts'

/** Sets one item after the other against the seeds and all that came before. */
export interface Replay {
  readonly place: (item: Item) => Placement
  /** Item -> the story it stands in now. */
  readonly stories: () => ReadonlyMap<string, string>
}

/**
 * Place items in their order of arrival, without a database, as a service whose watches ask for
 * everything would. Items without a date count as told at `now`.
 */
export function openReplay(seeds: readonly Story[], now: Date): Replay {
  const corpus = memoryCorpus(seeds)
  return {
    place: (item) => {
      const tellings = describeTellings(matchItems([item], [everything], now), now)
      const placements = placeInStories(tellings, corpus.near(tellings))
      corpus.record(placements, now)
      const [placement] = placements
      if (!placement) throw new Error(`item ${item.id} was not placed`)
      return placement
    },
    stories: () =>
      new Map(
        corpus
          .stories()
          .flatMap(({ id, documents }) => documents.map((document) => [document.id, id] as const)),
      ),
  }
}

import type { Digest } from '../../model.ts'
import { correctionMark } from './correct-tellings.ts'

/** How long the usual pace is measured, an alarm not repeated, and an article corrected. */
export const PACE_DAYS = 14
export const ALARM_HOURS = 24
export const CORRECTION_DAYS = 14

/** What is remembered of a digest: one line for all that it tells. */
export interface ToldLine {
  readonly story: string
  readonly item?: string
  readonly headline: string
  readonly rising: boolean
  /** It was told that the article is gone. */
  readonly vanished?: true
  /** The summary as the subscriber knows it by a correction. */
  readonly summary?: string
}

/** What the ledger keeps of a digest: ids of items, and marks of corrections. */
export function itemsTold({ stories, corrections = [] }: Digest): readonly string[] {
  return [...stories.flatMap(({ itemIds = [] }) => itemIds), ...corrections.map(correctionMark)]
}

export function toldLines({
  stories,
  rising = [],
  corrections = [],
}: Pick<Digest, 'stories' | 'rising' | 'corrections'>): readonly ToldLine[] {
  return [
    ...stories.map(({ storyId, lead }) => ({
      story: storyId,
      item: lead.itemId,
      headline: lead.title,
      rising: false,
    })),
    ...rising.map(({ storyId, title }) => ({ story: storyId, headline: title, rising: true })),
    ...corrections.map(({ told: { storyId, itemId }, headline, vanished, text }) => ({
      story: storyId,
      ...(itemId !== undefined && { item: itemId }),
      headline,
      rising: false,
      ...(vanished && { vanished }),
      ...(text && { summary: text.summary }),
    })),
  ]
}

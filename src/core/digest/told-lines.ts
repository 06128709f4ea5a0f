import type { Digest } from '../../model.ts'

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
    ...corrections.map(({ told: { storyId, itemId }, headline, vanished }) => ({
      story: storyId,
      ...(itemId !== undefined && { item: itemId }),
      headline,
      rising: false,
      ...(vanished && { vanished }),
    })),
  ]
}

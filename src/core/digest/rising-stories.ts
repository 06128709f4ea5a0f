/** Stories that far more outlets tell at once than is usual here: the alarm before the details. */
import type { Pace, Rising } from '../../model.ts'

/** Fewer outlets are no wave, whatever the usual. */
export const FEWEST_OUTLETS = 5
const TIMES_THE_USUAL = 3
/** Of the stretches of time before, the share that stayed at or below the usual. */
const USUAL_SHARE = 0.95

/**
 * Those at three times the usual or more, the fastest first. The usual is counted over all the
 * stories given: how many outlets told one of them within a stretch of time in which any did.
 */
export function risingStories(paces: readonly Pace[]): Rising[] {
  const past = paces.filter(({ stretchesAgo }) => stretchesAgo > 0)
  const sizes = past.map(({ outlets }) => outlets).toSorted((a, b) => a - b)
  const usual = sizes[Math.ceil(sizes.length * USUAL_SHARE) - 1] ?? 1
  return paces
    .filter(({ stretchesAgo }) => stretchesAgo === 0)
    .filter(({ outlets }) => outlets >= Math.max(FEWEST_OUTLETS, usual * TIMES_THE_USUAL))
    .toSorted((a, b) => b.outlets - a.outlets || (a.storyId < b.storyId ? -1 : 1))
    .map(({ storyId, title, outlets }) => ({ storyId, title, outlets, usual }))
}

/**
 * Whether an article that was told still stands at its address. It is asked for a few times in its
 * first days, as a reader would. It has vanished when it was met there once and a 404 or 410
 * stood in its place at two looks a day apart: an outlet that shows programs a 404 from the first
 * takes nothing back, and one that answers it for an hour is being mended.
 */
import type { ArticleLook } from '../../model.ts'

const HOUR_MS = 3_600_000
/** After the first look, the second and so on. The first is made when the article is told. */
const PAUSES_HOURS = [6, 18, 48]
/** Looks come at full hours or so: a day may be a little short. */
const A_DAY_MS = 23 * HOUR_MS
/** An article that comes and goes is not asked for without end. */
const MOST_LOOKS = 8

/** What is known after a look that was answered with `status`; undefined: no answer. */
export function afterLook(
  before: ArticleLook | undefined,
  { itemId, status, now }: { itemId: string; status: number | undefined; now: Date },
): ArticleLook {
  const looks = (before?.looks ?? 0) + 1
  const met = { itemId, looks, ...(status !== undefined && { status }) }
  if (status === 200) return { ...met, stoodAt: now, ...nextLook(looks, now) }
  const { stoodAt, missingSince } = before ?? {}
  const known = { ...met, ...(stoodAt && { stoodAt }), ...(missingSince && { missingSince }) }
  if (!stoodAt || (status !== 404 && status !== 410)) return { ...known, ...nextLook(looks, now) }
  const since = missingSince ?? now
  if (now.getTime() - since.getTime() >= A_DAY_MS) {
    return { ...known, missingSince: since, vanishedAt: now }
  }
  const inADay = new Date(since.getTime() + 24 * HOUR_MS)
  return { ...known, missingSince: since, ...(looks < MOST_LOOKS && { nextAt: inADay }) }
}

function nextLook(looks: number, now: Date): { nextAt?: Date } {
  const hours = PAUSES_HOURS[looks - 1]
  return hours === undefined ? {} : { nextAt: new Date(now.getTime() + hours * HOUR_MS) }
}

/** What stands at the address instead. */
export function statusInWords(status: number): string {
  return status === 410 ? '410 (gone)' : `${status} (not found)`
}

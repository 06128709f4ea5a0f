import type { Telling } from '../../model.ts'
import { daysBetween } from './spans-of-time.ts'

/** News tells of days nearer than this, wherever else it looks back to. */
const NEAR_DAYS = 31

/** A day further back than this, and no nearer one, is the past told as if today. */
const LONG_AGO_DAYS = 60

/**
 * The day an old piece tells of that a feed dates as new: the first it names in full, year and
 * all, when that is long before publication and no day near publication is named in any form.
 */
export function archiveDay(telling: Telling, published: Date | undefined): Date | undefined {
  if (!published) return undefined
  const days = telling.facts.flatMap(({ kind, key, written }) => {
    const [day] = kind === 'date' ? (/\d{4}-\d\d-\d\d$/.exec(key) ?? []) : []
    return day === undefined ? [] : [{ date: new Date(`${day}T12:00:00Z`), written }]
  })
  if (days.some(({ date }) => daysBetween(date, published) <= NEAR_DAYS)) return undefined
  const told = days.find(({ date, written }) => date < published && /\d{4}/.test(written))
  return told && daysBetween(told.date, published) > LONG_AGO_DAYS ? told.date : undefined
}

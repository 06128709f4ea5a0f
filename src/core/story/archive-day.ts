import type { Telling } from '../../model.ts'
import { daysBetween } from './spans-of-time.ts'

interface NamedDay {
  readonly date: Date
  readonly written: string
}

/** News tells of days nearer than this, wherever else it looks back to. */
const NEAR_DAYS = 31

/** A day further back than this, and no nearer one, is the past told as if today. */
const LONG_AGO_DAYS = 60

/** Tellings of one event may name its eve and its morrow. */
const SAME_TIME_DAYS = 3

/**
 * The day an old piece tells of that a feed dates as new: the first it names in full, year and
 * all, when that is long before publication and no day near publication is named in any form.
 */
export function archiveDay(telling: Telling, published: Date | undefined): Date | undefined {
  if (!published) return undefined
  const days = namedDays(telling)
  if (days.some(({ date }) => daysBetween(date, published) <= NEAR_DAYS)) return undefined
  const told = days.find(({ date, written }) => date < published && /\d{4}/.test(written))
  return told && daysBetween(told.date, published) > LONG_AGO_DAYS ? told.date : undefined
}

/**
 * Whether a story's tellings name days by the calendar, and none is this one: then it is another
 * event. Tellings that name no days say nothing either way.
 */
export function tellsOtherDays(tellings: readonly Telling[], day: Date): boolean {
  const days = tellings.flatMap(namedDays).filter(({ written }) => /\d/.test(written))
  return days.length > 0 && days.every(({ date }) => daysBetween(date, day) > SAME_TIME_DAYS)
}

function namedDays({ facts }: Telling): NamedDay[] {
  return facts.flatMap(({ kind, key, written }) => {
    const [day] = kind === 'date' ? (/\d{4}-\d\d-\d\d$/.exec(key) ?? []) : []
    return day === undefined ? [] : [{ date: new Date(`${day}T12:00:00Z`), written }]
  })
}

/**
 * Times as a reader in a zone would write them. Put together from parts, because the commas and
 * the word "at" in ready-made formats change from one version of the ICU data to the next.
 */

/** 'Sat 12 Jul, 21:10', with the year where it is not that of `now`. */
export function localTime(at: Date, zone: string, now: Date): string {
  const then = partsOf(at, zone)
  const year = then.year === partsOf(now, zone).year ? '' : ` ${then.year}`
  return `${then.weekday} ${then.day} ${then.month}${year}, ${then.hour}:${then.minute}`
}

/** 'Sat 12 Jul 2025, 21:10 (Asia/Seoul)': a time that stands alone. */
export function fullTime(at: Date, zone: string): string {
  const { weekday, day, month, year, hour, minute } = partsOf(at, zone)
  return `${weekday} ${day} ${month} ${year}, ${hour}:${minute} (${zone})`
}

/** '2025-07-12': the day it is in the zone. */
export function localDay(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at)
}

function partsOf(at: Date, zone: string): Record<string, string> {
  const parts = formatFor(zone).formatToParts(at)
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]))
}

/** Kept, because making one takes longer than writing a story; there are few zones. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const kept = formats.get(timeZone)
  if (kept) return kept
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}

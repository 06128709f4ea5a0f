import { nearestName } from '../core/text/nearest-name.ts'
import { changeEntry, removeEntry, type EntryChanges, type MeantEntry } from './change-entry.ts'
import type { Configuration } from './configuration/configuration.ts'
import { Refusal } from './refusal.ts'

/** Set keys of the watch of this name in the configuration file: see changeEntry. */
export function changeWatch(
  file: string,
  name: string,
  changes: EntryChanges,
): Promise<Configuration> {
  return changeEntry(file, watchNamed(name, file), changes)
}

/**
 * Mute a watch for good, or until the midnight (UTC) at which a day begins: '2026-12-24'. Throws
 * Refusal for a day that has begun, which would mute nothing.
 */
export function muteWatch(
  file: string,
  name: string,
  until: string | undefined,
  now: Date,
): Promise<Configuration> {
  if (until !== undefined && new Date(until) <= now) {
    throw new Refusal(`muted until ${until} would be no mute: that day has begun (UTC)`)
  }
  return changeWatch(file, name, { muted: until ?? true })
}

export function removeWatch(file: string, name: string): Promise<Configuration> {
  return removeEntry(file, watchNamed(name, file))
}

function watchNamed(wanted: string, file: string): MeantEntry {
  return {
    list: 'watches',
    isMeant: ({ name }) => name.trim() === wanted.trim(),
    whyNone: (entries) => {
      const names = entries.map(({ name }) => name.trim())
      const meant = nearestName(wanted, names)
      const hint = meant ? `do you mean "${meant}"?` : `there are ${names.join(', ') || 'none'}`
      return `no watch "${wanted}" in ${file}; ${hint}`
    },
  }
}

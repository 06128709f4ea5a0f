import { nearestName } from '../core/text/nearest-name.ts'
import { removeFromList, writtenEntries, type EntryValue } from './configuration/edit-list.ts'
import { setInEntry } from './configuration/edit-entry.ts'
import { editConfiguration } from './edit-configuration.ts'
import type { Configuration } from './configuration/configuration.ts'
import { Refusal } from './refusal.ts'

/**
 * Set keys of the watch of this name in the configuration file, or take them out. Throws Refusal
 * for a watch that is not there and for a change that would not stand.
 */
export function changeWatch(
  file: string,
  name: string,
  changes: Readonly<Record<string, EntryValue | undefined>>,
): Promise<Configuration> {
  return editWatch(file, name, (text, at) =>
    Object.entries(changes).reduce(
      (changed, [key, value]) => setInEntry(changed, 'watches', at, key, value),
      text,
    ),
  )
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
  return editWatch(file, name, (text, at) => removeFromList(text, 'watches', at))
}

function editWatch(
  file: string,
  name: string,
  change: (text: string, at: number) => string,
): Promise<Configuration> {
  return editConfiguration(file, process.env, (text) => {
    const names = writtenEntries(text, 'watches').map((entry) => entry.name.trim())
    const at = names.indexOf(name.trim())
    if (at >= 0) return change(text, at)
    const meant = nearestName(name, names)
    const hint = meant ? `do you mean "${meant}"?` : `there are ${names.join(', ') || 'none'}`
    throw new Refusal(`no watch "${name}" in ${file}; ${hint}`)
  })
}

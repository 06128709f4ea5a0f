import type { Configuration } from './configuration/configuration.ts'
import { setInEntry } from './configuration/edit-entry.ts'
import {
  removeFromList,
  writtenEntries,
  type EditableList,
  type EntryValue,
  type WrittenEntry,
} from './configuration/edit-list.ts'
import { editConfiguration } from './edit-configuration.ts'
import { Refusal } from './refusal.ts'

/** Which entry of a list of the configuration is meant, and what is said where there is none. */
export interface MeantEntry {
  readonly list: EditableList
  isMeant(entry: WrittenEntry, at: number): boolean
  whyNone(entries: readonly WrittenEntry[]): string
}

/** Keys to set, and to take out where undefined. */
export type EntryChanges = Readonly<Record<string, EntryValue | undefined>>

/**
 * Set keys of one entry in the configuration file, or take them out. Throws Refusal for an entry
 * that is not there and for a change that would not stand.
 */
export function changeEntry(
  file: string,
  meant: MeantEntry,
  changes: EntryChanges,
): Promise<Configuration> {
  return edit(file, meant, (text, at) => setKeys(text, meant.list, at, changes))
}

/** The text with these keys of one entry set, or taken out. */
export function setKeys(
  text: string,
  list: EditableList,
  at: number,
  changes: EntryChanges,
): string {
  return Object.entries(changes).reduce(
    (changed, [key, value]) => setInEntry(changed, list, at, key, value),
    text,
  )
}

/** Take one entry out of the configuration file; throws Refusal as `changeEntry` does. */
export function removeEntry(file: string, meant: MeantEntry): Promise<Configuration> {
  return edit(file, meant, (text, at) => removeFromList(text, meant.list, at))
}

function edit(
  file: string,
  meant: MeantEntry,
  change: (text: string, at: number) => string,
): Promise<Configuration> {
  return editConfiguration(file, process.env, (text) => {
    const entries = writtenEntries(text, meant.list)
    const at = entries.findIndex((entry, place) => meant.isMeant(entry, place))
    if (at < 0) throw new Refusal(meant.whyNone(entries))
    return change(text, at)
  })
}

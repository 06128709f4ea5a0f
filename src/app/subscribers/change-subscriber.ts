import { parseDocument } from 'yaml'
import type { Configuration } from '../configuration/configuration.ts'
import { setInEntry } from '../configuration/edit-entry.ts'
import {
  addToList,
  removeFromList,
  writtenEntries,
  type EntryValue,
  type ListEntry,
} from '../configuration/edit-list.ts'
import { slug } from '../configuration/settle.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'

/** An entry as it is written: nothing taken from the environment, nothing put in by default. */
export type WrittenSubscriber = Readonly<Record<string, unknown>>

/** The subscriber with this id in the text of a configuration; undefined where none is written. */
export function writtenSubscriber(text: string, id: string): WrittenSubscriber | undefined {
  const at = placeOf(text, id)
  const entry: unknown = at < 0 ? undefined : parseDocument(text).toJS()?.subscribers?.[at]
  return isRecord(entry) ? entry : undefined
}

/**
 * Set keys of the subscriber with this id in the configuration file, or take them out where
 * undefined. Throws Refusal for one that is not there and for a change that would not stand.
 */
export function changeSubscriber(
  file: string,
  id: string,
  changes: Readonly<Record<string, EntryValue | undefined>>,
): Promise<Configuration> {
  return edit(file, id, (text, at) =>
    Object.entries(changes).reduce(
      (changed, [key, value]) => setInEntry(changed, 'subscribers', at, key, value),
      text,
    ),
  )
}

export function removeSubscriber(file: string, id: string): Promise<Configuration> {
  return edit(file, id, (text, at) => removeFromList(text, 'subscribers', at))
}

export function addSubscriber(file: string, entry: ListEntry): Promise<Configuration> {
  return editConfiguration(file, process.env, (text) => addToList(text, 'subscribers', entry))
}

function edit(
  file: string,
  id: string,
  change: (text: string, at: number) => string,
): Promise<Configuration> {
  return editConfiguration(file, process.env, (text) => {
    const at = placeOf(text, id)
    if (at < 0) throw new Refusal(`no subscriber "${id}" in ${file}; look at the page anew`)
    return change(text, at)
  })
}

function placeOf(text: string, id: string): number {
  return writtenEntries(text, 'subscribers').findIndex(
    (entry) => (entry.id || slug(entry.name)) === id,
  )
}

function isRecord(value: unknown): value is WrittenSubscriber {
  return typeof value === 'object' && value !== null
}

import { parseDocument } from 'yaml'
import { changeEntry, removeEntry, type EntryChanges, type MeantEntry } from '../change-entry.ts'
import type { Configuration } from '../configuration/configuration.ts'
import {
  addToList,
  writtenEntries,
  type ListEntry,
  type WrittenEntry,
} from '../configuration/edit-list.ts'
import { slug } from '../configuration/settle.ts'
import { editConfiguration } from '../edit-configuration.ts'

/** An entry as it is written: nothing taken from the environment, nothing put in by default. */
export type WrittenSubscriber = Readonly<Record<string, unknown>>

/** The subscriber with this id in the text of a configuration; undefined where none is written. */
export function writtenSubscriber(text: string, id: string): WrittenSubscriber | undefined {
  const at = placeOfSubscriber(text, id)
  const entry: unknown = at < 0 ? undefined : parseDocument(text).toJS()?.subscribers?.[at]
  return isRecord(entry) ? entry : undefined
}

/** Which entry of the list it is; -1 where none is written. */
export function placeOfSubscriber(text: string, id: string): number {
  return writtenEntries(text, 'subscribers').findIndex((entry) => idOf(entry) === id)
}

/** Set keys of the subscriber with this id in the configuration file: see changeEntry. */
export function changeSubscriber(
  file: string,
  id: string,
  changes: EntryChanges,
): Promise<Configuration> {
  return changeEntry(file, subscriberWith(id, file), changes)
}

export function removeSubscriber(file: string, id: string): Promise<Configuration> {
  return removeEntry(file, subscriberWith(id, file))
}

export function addSubscriber(file: string, entry: ListEntry): Promise<Configuration> {
  return editConfiguration(file, process.env, (text) => addToList(text, 'subscribers', entry))
}

function subscriberWith(id: string, file: string): MeantEntry {
  return {
    list: 'subscribers',
    isMeant: (entry) => idOf(entry) === id,
    whyNone: () => `no subscriber "${id}" in ${file}; look at the page anew`,
  }
}

function idOf({ id, name }: WrittenEntry): string {
  return id || slug(name)
}

function isRecord(value: unknown): value is WrittenSubscriber {
  return typeof value === 'object' && value !== null
}

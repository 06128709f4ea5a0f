import { setKeys, type EntryChanges } from '../change-entry.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { setInEntry } from '../configuration/edit-entry.ts'
import {
  addToList,
  removeFromList,
  writtenEntries,
  type EntryValue,
} from '../configuration/edit-list.ts'
import { editConfiguration } from '../edit-configuration.ts'
import { Refusal } from '../refusal.ts'
import { placeOfSubscriber } from './change-subscriber.ts'

/** A channel's key as deliveries have it: kind and id. */
export const keyOfChannel = (channel: { readonly kind?: unknown; readonly id?: unknown }): string =>
  `${String(channel.kind)}:${String(channel.id || channel.kind)}`

export function addChannel(
  file: string,
  subscriber: string,
  entry: Readonly<Record<string, EntryValue>>,
): Promise<Configuration> {
  return edit(file, subscriber, (text, list) =>
    writtenEntries(text, list).length > 0
      ? addToList(text, list, entry)
      : setInEntry(text, list[0], list[1], list[2], [entry]),
  )
}

/** Set keys of the channel with this key, or take them out; the others stay as they are written. */
export function changeChannel(
  file: string,
  subscriber: string,
  key: string,
  changes: EntryChanges,
): Promise<Configuration> {
  return edit(file, subscriber, (text, list) =>
    setKeys(text, list, placeOf(text, list, key), changes),
  )
}

/** With the last one the list goes too. */
export function removeChannel(
  file: string,
  subscriber: string,
  key: string,
): Promise<Configuration> {
  return edit(file, subscriber, (text, list) => {
    const at = placeOf(text, list, key)
    return writtenEntries(text, list).length > 1
      ? removeFromList(text, list, at)
      : setInEntry(text, list[0], list[1], list[2], undefined)
  })
}

type Channels = readonly ['subscribers', number, 'channels']

function edit(
  file: string,
  subscriber: string,
  change: (text: string, list: Channels) => string,
): Promise<Configuration> {
  return editConfiguration(file, process.env, (text) => {
    const at = placeOfSubscriber(text, subscriber)
    if (at < 0) throw new Refusal(`no subscriber "${subscriber}" in ${file}; look at the page anew`)
    return change(text, ['subscribers', at, 'channels'])
  })
}

function placeOf(text: string, list: Channels, key: string): number {
  const at = writtenEntries(text, list).findIndex((entry) => keyOfChannel(entry) === key)
  if (at < 0) throw new Refusal(`there is no channel ${key} any more; look at the page anew`)
  return at
}

/**
 * Items are filed for searching in segments of the order in which they came on record, so that
 * the latest are looked through first and a search that has found enough looks no further.
 */
import type { WordsAsked } from '../../model.ts'

/** Items in a segment. Stored: see word-keys.ts. */
export const SEGMENT = 2048

const UNITS = SEGMENT / 32
const BYTES = SEGMENT / 8

/** Which of a segment's items are meant, a bit each. */
export type Members = Uint32Array

export function segmentOf(number: number): number {
  return Math.floor(number / SEGMENT)
}

/** Places in a segment as stored: two bytes each while they are few, else a bit for every place. */
export function packMembers(places: readonly number[]): Uint8Array {
  if (places.length * 2 >= BYTES) return new Uint8Array(toMembers(places).buffer)
  return Uint8Array.from(places.flatMap((place) => [place & 0xff, place >> 8]))
}

export function unpackMembers(packed: Uint8Array): Members {
  const { length } = packed
  // The slice of a Buffer is a view of memory it shares with others.
  if (length === BYTES) return new Uint32Array(Uint8Array.from(packed).buffer)
  const places: number[] = []
  for (let at = 0; at < length; at += 2) places.push(packed[at]! | (packed[at + 1]! << 8))
  return toMembers(places)
}

/** The items of a segment that have the words asked for, given those that have each. */
export function membersAsked(asked: WordsAsked, filed: ReadonlyMap<number, Members>): Members {
  if (asked.kind === 'one of') return joined(asked.keys.flatMap((key) => filed.get(key) ?? []))
  const parts = asked.of.map((part) => membersAsked(part, filed))
  if (asked.kind === 'any') return joined(parts)
  return parts.reduce((all, part) => all.map((unit, at) => unit & part[at]!))
}

/** Places of the members, the last first. */
export function placesOf(members: Members): number[] {
  const places: number[] = []
  for (let place = SEGMENT - 1; place >= 0; place--) {
    if ((members[place >> 5]! >>> (place & 31)) & 1) places.push(place)
  }
  return places
}

function joined(parts: readonly Members[]): Members {
  const all = new Uint32Array(UNITS)
  for (const part of parts) part.forEach((unit, at) => (all[at]! |= unit))
  return all
}

function toMembers(places: readonly number[]): Members {
  const members = new Uint32Array(UNITS)
  for (const place of places) members[place >> 5]! |= 1 << (place & 31)
  return members
}

/** Every key that is asked for anywhere. */
export function keysIn(asked: WordsAsked): readonly number[] {
  return asked.kind === 'one of' ? asked.keys : [...new Set(asked.of.flatMap(keysIn))]
}

/** Whether an item with these keys may answer. */
export function mayAnswer(asked: WordsAsked | undefined, keys: ReadonlySet<number>): boolean {
  if (asked === undefined) return true
  if (asked.kind === 'one of') return asked.keys.some((key) => keys.has(key))
  return asked.kind === 'all'
    ? asked.of.every((part) => mayAnswer(part, keys))
    : asked.of.some((part) => mayAnswer(part, keys))
}

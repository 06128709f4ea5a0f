/**
 * What of a feed stands there as at its last visit. That was put on record then, whatever came of
 * it, and needs no question to the store: mostly all of a feed but its few new items.
 */
import type { FeedMemory, Item } from '../../model.ts'
import { shortHash } from './item-key.ts'

type ShownMemory = Pick<FeedMemory, 'shown'>

/** Items beyond these are asked for each time. */
const MOST_SHOWN = 200
/** Hexadecimal digits kept of an item's hash. */
const WIDTH = 12

/** The items that were not there at the last visit, or read otherwise. */
export function changedItems(
  items: readonly Item[],
  memory: ShownMemory | undefined,
): readonly Item[] {
  const shown = readShown(memory?.shown ?? '')
  return shown.size === 0 ? items : items.filter((item) => !shown.has(wordingOf(item)))
}

/** Those that are not among the fresh ones: they may be on record with another wording. */
export function notFresh(items: readonly Item[], fresh: readonly Item[]): readonly Item[] {
  const ids = new Set(fresh.map(({ id }) => id))
  return items.filter(({ id }) => !ids.has(id))
}

/** The items as they stand now; a visit that brought none leaves those of the last one. */
export function rememberShown(
  items: readonly Item[],
  memory: ShownMemory | undefined,
): ShownMemory {
  const shown =
    items.length === 0 ? memory?.shown : items.slice(0, MOST_SHOWN).map(wordingOf).join('')
  return shown === undefined ? {} : { shown }
}

function wordingOf({ key, title, summary }: Item): string {
  return shortHash(key, title, summary).slice(0, WIDTH)
}

function readShown(shown: string): ReadonlySet<string> {
  const count = Math.floor(shown.length / WIDTH)
  return new Set(
    Array.from({ length: count }, (_, at) => shown.slice(at * WIDTH, (at + 1) * WIDTH)),
  )
}

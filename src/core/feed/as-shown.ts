/**
 * What of a feed stands there as at its last visit. That was put on record then, whatever came of
 * it, and needs no question to the store: mostly all of a feed but its few new items.
 */
import type { Item } from '../../model.ts'
import { shortHash } from './item-key.ts'

type Shown = Pick<Item, 'key' | 'title' | 'summary'>

/** Hexadecimal digits kept of an item's hash. */
const WIDTH = 12

/**
 * The items that were not there at the last visit, or read otherwise, and how all stand now.
 * `shown` is what the last visit left.
 */
export function setAgainstShown<Told extends Shown>(
  items: readonly Told[],
  shown = '',
): { readonly changed: readonly Told[]; readonly shown: string } {
  const before = readShown(shown)
  const wordings = items.map(wordingOf)
  return {
    changed: items.filter((_, at) => !before.has(wordings[at]!)),
    shown: wordings.join(''),
  }
}

/** Those that are not among the fresh ones: they may be on record with another wording. */
export function notFresh(items: readonly Item[], fresh: readonly Item[]): readonly Item[] {
  const ids = new Set(fresh.map(({ id }) => id))
  return items.filter(({ id }) => !ids.has(id))
}

function wordingOf({ key, title, summary }: Shown): string {
  return shortHash(key, title, summary).slice(0, WIDTH)
}

function readShown(shown: string): ReadonlySet<string> {
  const count = Math.floor(shown.length / WIDTH)
  return new Set(
    Array.from({ length: count }, (_, at) => shown.slice(at * WIDTH, (at + 1) * WIDTH)),
  )
}

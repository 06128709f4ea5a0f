import { hash } from 'node:crypto'

/** What an entry offers to be known by; `url` canonical, texts as plain words. */
export interface Keyed {
  readonly id?: string | undefined
  readonly url?: string
  readonly title: string
  readonly text: string
  readonly published?: Date | undefined
}

/**
 * What makes an item the same item within its feed: its guid, else its canonical address, else a
 * hash of what it says. Pinned by tests: a change of this recipe makes every item of every feed
 * new once, so it needs a baseline of its own.
 */
export function itemKey(entry: Keyed): string {
  const guid = steadyGuid(entry.id ?? '')
  if (guid !== '') return guid
  if (entry.url) return entry.url
  const said = entry.published ? entry.published.toISOString() : entry.text
  return `said:${shortHash(entry.title, said)}`
}

/**
 * The key of an item in a feed whose guids cannot be trusted. Every item is remembered by it
 * beside its own key, so that nothing is new again when a feed's guids lose their trust.
 */
export function addressKey(canonicalAddress: string): string {
  return `address:${canonicalAddress}`
}

/** Sixteen hex digits that stand for these texts in this order. */
export function shortHash(...texts: readonly string[]): string {
  // The separator keeps ('ab', 'c') from being ('a', 'bc').
  return hash('sha256', texts.join('\0'), 'hex').slice(0, 16)
}

/** The BBC counts the revisions of an article behind its guid: `...article#0`, then `#1`. */
function steadyGuid(id: string): string {
  const guid = id.trim()
  return /^https?:\/\/(www\.)?bbc\.(co\.uk|com)\//.test(guid) ? guid.replace(/#\d+$/, '') : guid
}

import type { FeedLink } from '../../core/feed/find-feed-links.ts'
import { matchItems } from '../../core/watch/match-items.ts'
import type { Feed, Item, Watch } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { addToList } from '../configuration/edit-list.ts'
import { addressToWrite, asName, doubleOf, freeName } from '../configuration/name-feed.ts'
import { slug } from '../configuration/settle.ts'
import { editConfiguration } from '../edit-configuration.ts'
import type { SourceReading } from '../read-source.ts'
import { Refusal } from '../refusal.ts'
import { findFeed, type Visit } from './find-feed.ts'

/** A feed that could be added, as it was read just now, or what else stands at an address. */
export type LookedFor =
  | {
      readonly kind: 'feed'
      /** One no other feed has. */
      readonly name: string
      readonly url: string
      readonly reading: SourceReading
    }
  | { readonly kind: 'several'; readonly links: readonly FeedLink[] }
  | { readonly kind: 'none'; readonly because: string }

/**
 * Look what is at an address a person wrote: a feed, or a page that names some, of which `pick`
 * chooses one, from 1. Throws Refusal for what is no address, a feed that is there already, and a
 * name another has.
 */
export async function lookForFeed(
  written: string,
  { pick, name }: { readonly pick?: number | undefined; readonly name?: string | undefined },
  { feeds }: Pick<Configuration, 'feeds'>,
  visit: Visit,
): Promise<LookedFor> {
  const url = readAddress(written)
  refuseDouble(url, feeds)
  const found = await findFeed(url, pick, visit)
  if (found.kind !== 'feed') return found
  if (found.url !== url) refuseDouble(found.url, feeds)
  const { reading } = found
  const called = reading.parsed.feed.title ?? ''
  const ownName = name === undefined ? freeName(called, found.url, feeds) : wishedName(name, feeds)
  return { kind: 'feed', name: ownName, url: addressToWrite(found.url), reading }
}

export interface FeedToAdd {
  readonly name: string
  readonly url: string
  readonly every?: string | undefined
  readonly language?: string | undefined
  readonly fullText?: true | undefined
}

/** Add a feed at the end of the list. Throws Refusal when the configuration would not stand. */
export function addFeed(file: string, feed: FeedToAdd): Promise<Configuration> {
  const { name, url, language, every, fullText } = feed
  const entry = { name, url, language, every, full_text: fullText }
  return editConfiguration(file, process.env, (text) => addToList(text, 'feeds', entry))
}

/** `nknews.org` is what people type. */
export function readAddress(written: string): string {
  const address = /^[a-z0-9-]+(\.[a-z0-9-]+)+([:/?].*)?$/i.test(written)
    ? `https://${written}`
    : written
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    throw new Refusal(`"${written}" is no web address; write one as https://example.org/rss`)
  }
  return addressToWrite(address)
}

export function refuseDouble(url: string, feeds: readonly Feed[]): void {
  const double = doubleOf(url, feeds)
  if (double) {
    throw new Refusal(
      `"${double.name}" reads ${double.url} already; to change it, edit the configuration`,
    )
  }
}

/** A name as a person wrote it, on one line. Throws Refusal for one that another feed has. */
export function wishedName(wished: string, feeds: readonly Feed[]): string {
  const name = asName(wished)
  const same = feeds.find(({ id }) => id === slug(name))
  if (same) throw new Refusal(`a feed is called "${same.name}" already; give another name`)
  return name
}

export interface FirstLook {
  /** How many of the items answer a watch. */
  readonly answering: number
  /** The newest items and the watches each answers, so that a person sees whether it was meant. */
  readonly newest: readonly { readonly item: Item; readonly watches: readonly string[] }[]
}

const SHOWN_ITEMS = 5

export function firstLookAt(
  { items }: SourceReading,
  watches: readonly Watch[],
  now: Date,
): FirstLook {
  const newest = items
    .toSorted((left, right) => timeOf(right) - timeOf(left))
    .slice(0, SHOWN_ITEMS)
    .map((item) => {
      const [answered] = matchItems([item], watches, now)
      return { item, watches: answered?.answers.map(({ watch }) => watch) ?? [] }
    })
  return { answering: matchItems(items, watches, now).length, newest }
}

function timeOf({ published }: Item): number {
  return published?.getTime() ?? 0
}

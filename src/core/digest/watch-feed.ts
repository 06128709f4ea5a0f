/** The news of one watch as a feed: Atom (RFC 4287) and JSON Feed 1.1. */
import type { Letterhead, PlacedItem } from '../../model.ts'
import { escapeHtml, plainLine, safeLink } from './escape.ts'
import { LONGEST } from './outline-notes.ts'
import { watchFeedAddress } from './page-address.ts'
import { joinSentences } from './wording.ts'

export interface WatchFeed {
  readonly watch: string
  /** Where the page is, and the key of its links; absent where its address is not known. */
  readonly page?: NonNullable<Letterhead['page']>
  readonly placed: readonly PlacedItem[]
  /** What stands behind the name: 'muted until 2026-12-24'. */
  readonly note?: string
}

interface Entry {
  readonly id: string
  readonly title: string
  readonly url?: string
  readonly at: Date
  readonly outlet: string
  readonly told: string
}

export function atomFeed(feed: WatchFeed, now: Date): string {
  const entries = feed.placed.map(entryOf)
  const own = feed.page && watchFeedAddress(feed.page, feed.watch, 'atom')
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>urn:wirewatch:watch:${escapeHtml(encodeURIComponent(feed.watch))}</id>`,
    `<title>${escapeHtml(titleOf(feed))}</title>`,
    `<updated>${(entries[0]?.at ?? now).toISOString()}</updated>`,
    '<generator>Wirewatch</generator>',
    ...(own === undefined ? [] : [`<link rel="self" href="${escapeHtml(own)}"/>`]),
    ...entries.map(atomEntry),
    '</feed>',
    '',
  ].join('\n')
}

export function jsonFeed(feed: WatchFeed): string {
  const { watch, page, placed } = feed
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(feed),
    ...(page && { home_page_url: page.url, feed_url: watchFeedAddress(page, watch, 'json') }),
    items: placed.map(entryOf).map(({ id, title, url, at, outlet, told }) => ({
      id,
      title,
      ...(url !== undefined && { url }),
      content_text: told === '' ? title : told,
      date_published: at.toISOString(),
      authors: [{ name: outlet }],
    })),
  })
}

function titleOf({ watch, note }: WatchFeed): string {
  const name = plainLine(watch, LONGEST.name)
  return note === undefined ? name : `${name} (${note})`
}

function atomEntry({ id, title, url, at, outlet, told }: Entry): string {
  return [
    '<entry>',
    `<id>${escapeHtml(id)}</id>`,
    `<title>${escapeHtml(title)}</title>`,
    `<updated>${at.toISOString()}</updated>`,
    `<author><name>${escapeHtml(outlet)}</name></author>`,
    ...(url === undefined ? [] : [`<link href="${escapeHtml(url)}"/>`]),
    `<content type="text">${escapeHtml(told === '' ? title : told)}</content>`,
    '</entry>',
  ].join('\n')
}

function entryOf({ item, placedAt, verdict, headlines }: PlacedItem): Entry {
  const url = safeLink(item.url)
  const told = joinSentences(verdict.newSentences.map(({ text }) => text)) || item.summary
  return {
    id: `urn:wirewatch:item:${encodeURIComponent(item.id)}`,
    title: plainLine(headlines?.at(-1) ?? item.title, LONGEST.title) || 'Untitled',
    ...(url !== undefined && { url }),
    at: placedAt,
    outlet: plainLine(item.outlet, LONGEST.name) || 'Unnamed',
    told: plainLine(told, 1200),
  }
}

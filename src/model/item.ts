import type { FeedMemory, Outline } from './feed.ts'

export interface Item {
  /** Derived from feed and key: the same on every machine and every run. */
  readonly id: string
  readonly feedId: string
  /** What makes an item the same item within its feed. */
  readonly key: string
  readonly title: string
  /** Absolute, tracking removed; empty when the entry had none. */
  readonly url: string
  /** The outlet that tells it: the item's own source where named, else the feed's name. */
  readonly outlet: string
  readonly published?: Date
  readonly updated?: Date
  readonly authors: readonly string[]
  /** Plain text. */
  readonly summary: string
  /** Plain text, the longest the feed gave; may equal the summary. */
  readonly text: string
  readonly categories: readonly string[]
  readonly language?: string
  readonly image?: string
  /** Where the feed gives only teasers: whether the article was read for its text, and why not. */
  readonly fullText?: { readonly read: boolean; readonly because: string }
}

/** What came of reading the page behind a teaser. */
export interface Article {
  readonly itemId: string
  /** Plain text, a paragraph a line; absent where only the teaser is left. */
  readonly text?: string
  readonly because: string
}

/** An item the feed words otherwise than when it was last read. */
export interface Revision {
  /** As it stands in the feed now. */
  readonly item: Item
  /** It stands in a story already, in the wording it had then. */
  readonly placed: boolean
}

/**
 * How a feed worded an item from a visit on; summary and text where no watch had answered it, or
 * where they are others than it was placed with.
 */
export interface Wording {
  readonly at: Date
  readonly title: string
  readonly summary?: string
  readonly text?: string
}

/** An item as it stands on record. */
export interface PastItem {
  /** Its place in the order in which items came on record. */
  readonly number: number
  /** As a watch first answered it, or as its feed words it now. */
  readonly item: Item
  /** When its feed first gave it: the start of that visit. */
  readonly readAt: Date
  /** When that visit came on record, a moment later. */
  readonly recordedAt: Date
  /** The visit before that one which could be read. */
  readonly readBefore?: Date
  /** Every wording it had, the first one first, where its feed changed it. */
  readonly wordings?: readonly Wording[]
  /** It stood in the feed at the first visit and never was news. */
  readonly baseline: boolean
  /** It stands in a story. */
  readonly placed: boolean
}

/** A visit's body read to the end. What stands as at the last visit is counted, and no more. */
export interface Reading {
  readonly parsed: Outline
  /** The items that were not there at the last visit, or read otherwise. */
  readonly changed: readonly Item[]
  /** Median milliseconds between the latest of all its items, where their dates say something. */
  readonly gapMs?: number
  /** What is remembered of all its items and their guids, where it could be read. */
  readonly shown?: string
  readonly keys?: Pick<FeedMemory, 'keyedBy' | 'lastIds'>
}

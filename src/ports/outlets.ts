/** What we ask of the outlets: visits, and what they bring read. */
import type { Article, Feed, FeedMemory, Fetched, Item, Reading } from '../model.ts'

export interface Fetcher {
  /**
   * Visit once, within limits of size, time and redirects. Never throws for the outlet's trouble.
   * `onward` is asked before a redirect is followed to another host; what it throws ends the visit
   * and is thrown.
   */
  fetchFeed(
    feed: Feed,
    memory: FeedMemory | undefined,
    now: Date,
    onward?: (address: string) => Promise<void>,
  ): Promise<Fetched>
  /** Visit the page an item links to, once, in the same manner, within tighter limits. */
  fetchPage(url: string): Promise<Fetched>
  /** Send a hub the form of a subscription. Undefined when it took it up, else why not. */
  askHub(hub: string, form: Readonly<Record<string, string>>): Promise<string | undefined>
  close(): Promise<void>
}

export interface Parser {
  /**
   * Read what a visit brought, within limits of time and memory, without keeping others waiting.
   * A body that is too much for them has no entries and one problem that says so. Without a
   * memory every item is a changed one. Throws only when closed meanwhile, or when it cannot work
   * at all.
   */
  read(fetched: Fetched, feed: Feed, now: Date, memory?: FeedMemory): Promise<Reading>
  /** Read the page behind an item within the same limits; the teaser is left where none is found. */
  readArticle(fetched: Fetched, item: Item): Promise<Article>
  close(): Promise<void>
}

export interface Articles {
  /**
   * Read the pages behind these items, one after the other, within bounds of number and time, and
   * with the manners of a visit. Answers for each; an item beyond the bounds keeps its teaser.
   */
  read(items: readonly Item[]): Promise<readonly Article[]>
}

import type { Article, FailureKind, Feed, FeedMemory, Fetched, Item } from '../../src/model.ts'
import type { Fetcher } from '../../src/ports.ts'

export interface CannedEntry {
  readonly id: string
  /** The entry's guid where it is another than its id; the id is in its address all the same. */
  readonly guid?: string
  readonly title: string
  readonly text: string
  readonly published: string
}

/** What stands at a feed's address: entries, a web page instead, or nothing that answers. */
export type Served =
  readonly CannedEntry[] | { failed: string; failure?: FailureKind } | { page: string }

/** Outlets whose feeds are set by the test: a fetcher that never leaves the process. */
export interface CannedOutlets extends Fetcher {
  /** What the feed holds from now on, or how a visit fails. */
  serve(feedId: string, feed: Served): void
  /** The text of an item's page, or why it cannot be read. */
  serveArticle(url: string, page: { text: string } | { failed: string }): void
  article(item: Item): Article
  /** The memory each visit came with, in order. */
  readonly visits: readonly { feedId: string; memory: FeedMemory | undefined }[]
}

export function cannedOutlets(): CannedOutlets {
  const served = new Map<string, Served>()
  const pages = new Map<string, { text: string } | { failed: string }>()
  const visits: { feedId: string; memory: FeedMemory | undefined }[] = []
  return {
    visits,
    serve: (feedId, feed) => void served.set(feedId, feed),
    serveArticle: (url, page) => void pages.set(url, page),
    article: ({ id: itemId, url }) => {
      const page = pages.get(url) ?? { failed: 'answered 404 (Not Found)' }
      return 'failed' in page
        ? { itemId, because: page.failed }
        : { itemId, text: page.text, because: 'the article was read' }
    },
    askHub: async () => 'no hubs here',
    fetchPage: async (url) => ({ kind: 'failed', url, because: 'no pages here' }),
    fetchFeed: async (feed, memory) => {
      visits.push({ feedId: feed.id, memory })
      const given = served.get(feed.id) ?? []
      if ('failed' in given) {
        const { failed: because, failure: failureKind = 'other' } = given
        return { kind: 'failed', url: feed.url, because, failureKind }
      }
      return 'page' in given ? bodyWith(feed, given.page, 'text/html') : bodyOf(feed, given)
    },
    close: async () => {},
  }
}

function bodyOf(feed: Feed, entries: readonly CannedEntry[]): Fetched {
  const items = entries.map(
    ({ id, guid = id, title, text, published }) =>
      `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title>` +
      `<link>${feed.url}/${id}</link><pubDate>${new Date(published).toUTCString()}</pubDate>` +
      `<description>${text}</description></item>`,
  )
  const xml = `<rss version="2.0"><channel><title>${feed.name}</title>${items.join('')}</channel></rss>`
  return bodyWith(feed, xml, 'application/rss+xml', { etag: `"${entries.length}"` })
}

function bodyWith({ url }: Feed, text: string, type: string, more = {}): Fetched {
  const headers = { 'content-type': type, ...more }
  return { kind: 'body', url, status: 200, headers, bytes: new TextEncoder().encode(text) }
}

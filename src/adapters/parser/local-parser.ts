import { readArticle } from '../../core/feed/read-article.ts'
import { readFeed } from '../../core/feed/read-feed.ts'
import type { Parser } from '../../ports.ts'

/** A parser in the thread that asks: nothing can stop it, so it is for bodies that are trusted. */
export function createLocalParser(): Parser {
  return {
    read: readFeed,
    readArticle: async (fetched, item) => readArticle(fetched, item),
    close: async () => {},
  }
}

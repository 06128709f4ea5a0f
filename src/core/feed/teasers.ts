import type { Article, Feed, FeedMemory, Item } from '../../model.ts'

/** A text as long as this is the article, whatever the feed is said to give. */
const LONGEST_TEASER = 1500

/**
 * The items of which the article's page may be read: those of a feed set so that come with a
 * teaser and an address. None at a feed's first reading, which is where it starts from and no
 * news.
 */
export function teasersOf(
  { fullText }: Feed,
  items: readonly Item[],
  memory: FeedMemory | undefined,
): readonly Item[] {
  if (!fullText || memory?.baselineAt === undefined) return []
  return items.filter(({ url, text }) => url !== '' && text.length < LONGEST_TEASER)
}

/** An item that stays as its feed gave it, and why. */
export function teaser({ id }: Pick<Item, 'id'>, because: string): Article {
  return { itemId: id, because }
}

/** The items with the texts of their articles, and with why some kept their teaser. */
export function withArticles(
  items: readonly Item[],
  articles: readonly Article[],
): readonly Item[] {
  if (articles.length === 0) return items
  const read = new Map(articles.map((article) => [article.itemId, article]))
  return items.map((item) => {
    const article = read.get(item.id)
    if (!article) return item
    const { text = item.text, because } = article
    return { ...item, text, fullText: { read: article.text !== undefined, because } }
  })
}

/** In one line for the feed's page: how many articles could not be read, and why the first. */
export function unreadArticles(items: readonly Item[]): string | undefined {
  const asked = items.flatMap(({ fullText }) => fullText ?? [])
  const unread = asked.filter(({ read }) => !read)
  const [first] = unread
  return first && `${unread.length} of ${asked.length} articles not read: ${first.because}`
}

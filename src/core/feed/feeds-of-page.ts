import type { Fetched } from '../../model.ts'
import { decodeBody } from './decode-body.ts'
import { findFeedLinks, type FeedLink } from './find-feed-links.ts'
import { absoluteUrl } from './link.ts'
import { readXml } from './read-xml.ts'
import { recogniseFeed } from './recognise-feed.ts'

/** Where blogs and newspapers keep a feed their pages do not name, the commonest first. */
const COMMON_PATHS = ['/feed', '/rss.xml', '/rss']

/** The feeds a web page names; undefined when what came is no web page. */
export function feedsOfPage(fetched: Fetched): readonly FeedLink[] | undefined {
  if (fetched.kind !== 'body') return undefined
  const { text } = decodeBody(fetched.bytes, fetched.headers['content-type'])
  const found = recogniseFeed(readXml(text, fetched.url))
  return found.kind === 'html' ? findFeedLinks(found.root) : undefined
}

/** Three addresses at most worth asking on the site of a page that names no feed. */
export function likelyFeeds(page: string): readonly string[] {
  return COMMON_PATHS.flatMap((path) => absoluteUrl(path, page) ?? [])
}

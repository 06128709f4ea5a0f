import { elementsOf } from './xml-children.ts'
import type { XmlDocument, XmlElement } from './read-xml.ts'

/** A document found to be a feed: where its heading stands, and its entries in order. */
export interface FeedDocument {
  readonly format: 'rss' | 'atom' | 'rdf'
  readonly channel: XmlElement
  readonly entries: readonly XmlElement[]
}

export type Recognised =
  | ({ readonly kind: 'feed' } & FeedDocument)
  | { readonly kind: 'sitemap'; readonly root: XmlElement }
  | { readonly kind: 'html'; readonly root: XmlElement }
  | { readonly kind: 'nothing'; readonly root: XmlElement | undefined }

/** How far down a feed may be wrapped in something else. */
const LOOK_DOWN = 3

/** Tell RSS (any version), RDF, Atom, CDF, sitemaps and web pages apart by their root element. */
export function recogniseFeed(document: XmlDocument): Recognised {
  let level = document.top
  let page: Recognised | undefined
  for (let depth = 0; depth < LOOK_DOWN && level.length > 0; depth += 1) {
    for (const element of level) {
      const recognised = recogniseRoot(element)
      // A blog's template may wrap the feed in a page; the feed is what was asked for.
      if (recognised?.kind === 'html') page ??= recognised
      else if (recognised) return recognised
    }
    level = level.flatMap(elementsOf)
  }
  return page ?? { kind: 'nothing', root: document.top[0] }
}

function recogniseRoot(root: XmlElement): Recognised | undefined {
  switch (root.name) {
    case 'feed':
      return { kind: 'feed', format: 'atom', channel: root, entries: entriesOf(root) }
    case 'rss':
    case 'rdf:rdf':
    case 'rdf':
      return rssFeed(root)
    case 'channel':
      return { kind: 'feed', format: 'rss', channel: root, entries: entriesOf(root) }
    case 'entry':
    case 'item':
      return {
        kind: 'feed',
        format: root.name === 'entry' ? 'atom' : 'rss',
        channel: root,
        entries: [root],
      }
    case 'urlset':
    case 'sitemapindex':
      return { kind: 'sitemap', root }
    case 'html':
    case 'head':
    case 'body':
    case 'xhtml:html':
      return { kind: 'html', root }
    default:
      return undefined
  }
}

/** RSS 0.90, 1.0 and careless RSS 2.0 keep their items beside the channel, not in it. */
function rssFeed(root: XmlElement): Recognised {
  const channels = elementsOf(root).filter((element) => element.name === 'channel')
  const entries = [...channels.flatMap(entriesOf), ...entriesOf(root)]
  const format = root.name === 'rss' ? 'rss' : 'rdf'
  return { kind: 'feed', format, channel: channels[0] ?? root, entries }
}

function entriesOf(element: XmlElement): readonly XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === 'item' || child.name === 'entry') return [child]
    // RSS 1.1 and some CDF keep them in a list of their own.
    return child.name === 'items' ? entriesOf(child) : []
  })
}

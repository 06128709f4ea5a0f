import { absoluteUrl } from './link.ts'
import type { XmlElement } from './read-xml.ts'
import { elementsOf } from './xml-children.ts'

export interface FeedLink {
  readonly url: string
  readonly title?: string
}

const FEED_TYPES =
  /^(application\/(rss|atom|rdf|feed)\+(xml|json)|application\/json|text\/(rss|xml)|application\/xml)$/

/** A page that names more is no help to the person adding one. */
const MOST_LINKS = 10

/** The feeds a web page names in its head (`<link rel="alternate">`), in its order, ten at most. */
export function findFeedLinks(page: XmlElement): readonly FeedLink[] {
  const found = new Map<string, FeedLink>()
  collect(page, found)
  return [...found.values()]
}

function collect(element: XmlElement, found: Map<string, FeedLink>): void {
  if (found.size >= MOST_LINKS) return
  const link = element.name.replace('xhtml:', '') === 'link' ? feedLink(element) : undefined
  if (link && !found.has(link.url)) found.set(link.url, link)
  // The head of a page leaves its links open, so that one may stand inside another.
  for (const child of elementsOf(element)) collect(child, found)
}

function feedLink({ attributes, scope }: XmlElement): FeedLink | undefined {
  const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/)
  const type = (attributes['type'] ?? '').toLowerCase().trim()
  if (!relations.includes('alternate') && !relations.includes('feed')) return undefined
  if (!FEED_TYPES.test(type)) return undefined
  const url = absoluteUrl(attributes['href'] ?? '', scope.base)
  const title = attributes['title']?.trim()
  return url ? { url, ...(title && { title }) } : undefined
}

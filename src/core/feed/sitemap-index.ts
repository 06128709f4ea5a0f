/**
 * An index of sitemaps (sitemaps.org protocol): where an outlet begins a news sitemap a day, the
 * index is the address that lasts, and the newest map is what is read in its place.
 */
import { decodeBody } from './decode-body.ts'
import { mayBeSitemapIndex } from './may-be-sitemap-index.ts'
import { newsMaps, type Listed } from './news-maps.ts'
import { readXml } from './read-xml.ts'
import { recogniseFeed } from './recognise-feed.ts'

/**
 * The map to read in place of a body that is an index: among those named news, or among all where
 * none is, the only one or the one changed last. Undefined for any other body, and for an index
 * that does not say which is newest.
 */
export function newestSitemap(
  bytes: Uint8Array,
  contentType: string | undefined,
  url: string,
): string | undefined {
  if (!mayBeSitemapIndex(bytes)) return undefined
  const found = recogniseFeed(readXml(decodeBody(bytes, contentType).text, url))
  if (found.kind !== 'sitemap' || found.root.name !== 'sitemapindex') return undefined
  const listed = newsMaps(found.root)
  const dated = listed.filter(({ modified }) => modified !== undefined)
  const newest = dated.toSorted((one, other) => timeOf(other) - timeOf(one))[0]
  return (listed.length === 1 ? listed[0] : newest)?.url
}

function timeOf({ modified }: Listed): number {
  return modified?.getTime() ?? 0
}

import type { Parsed, ParsedEntry } from '../../model.ts'
import { absoluteUrl } from './link.ts'
import { asHtml } from './plain-text.ts'
import { MOST_ITEMS, type XmlElement } from './read-xml.ts'
import { newsMaps } from './news-maps.ts'
import { withoutEmpty } from './without-empty.ts'
import { byName, elementsOf, firstText } from './xml-children.ts'

/**
 * Read a news sitemap: every `url` with a `news:news` block is an entry, plain pages are not. An
 * index that nobody followed (see sitemap-index.ts) is refused with the addresses it points at.
 */
export function parseSitemap(root: XmlElement): Parsed {
  if (root.name === 'sitemapindex') return refusedIndex(root)
  const pages = elementsOf(root).filter((element) => element.name === 'url')
  const entries = pages.flatMap((page) => newsEntry(page) ?? []).slice(0, MOST_ITEMS)
  const problems =
    entries.length === 0 && pages.length > 0
      ? [
          `a sitemap of ${pages.length} pages, none with a news:news block; ` +
            'only news sitemaps can be read, look for one in the outlet’s robots.txt',
        ]
      : []
  return { format: 'sitemap', feed: {}, entries, problems }
}

function newsEntry(page: XmlElement): ParsedEntry | undefined {
  const named = byName(page)
  const news = named.get('news:news')?.[0]
  if (!news) return undefined
  const about = byName(news)
  const publication = about.get('news:publication')?.[0]
  const paper = publication ? byName(publication) : new Map<string, readonly XmlElement[]>()
  const picture = named.get('image:image')?.[0]
  const pictureUrl = picture && firstText(byName(picture), ['image:loc'])
  const source = firstText(paper, ['news:name'])
  const title = firstText(about, ['news:title'])
  const base = page.scope.base
  return {
    ...withoutEmpty({
      title: title && asHtml(title),
      url: absoluteUrl(firstText(named, ['loc']) ?? '', base),
      published: firstText(about, ['news:publication_date']),
      updated: firstText(named, ['lastmod']),
      language: firstText(paper, ['news:language']),
      image: pictureUrl && absoluteUrl(pictureUrl, base),
      source: source && asHtml(source),
      base,
    }),
    authors: [],
    categories: (firstText(about, ['news:keywords']) ?? '').split(/\s*,\s*/).filter(Boolean),
  }
}

/** An index that was not read through to its newest map: it says not which that is. */
function refusedIndex(root: XmlElement): Parsed {
  const maps = newsMaps(root)
  const named = maps.slice(0, 5).map(({ url }) => url)
  const problem = `an index of ${elementsOf(root).length} sitemaps that does not say which is the newest; poll one of them instead: ${named.join(', ') || 'it names none'}`
  return { format: 'sitemap', feed: {}, entries: [], problems: [problem] }
}

/**
 * The prefixes by which the rest of this folder knows a namespace. RSS in all versions, Atom and
 * CDF share the empty prefix: feeds mix them so freely (atom:link in RSS, pubDate in Atom) that
 * one set of names is the only workable reading.
 */
const PREFIX_OF_NAMESPACE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'blogs.law.harvard.edu/tech/rss': '',
    'purl.org/rss/1.0': '',
    'my.netscape.com/rdf/simple/0.9': '',
    'example.com/newformat#': '',
    'example.com/necho': '',
    'purl.org/echo': '',
    'uri/of/echo/namespace#': '',
    'purl.org/pie': '',
    'purl.org/atom/ns#': '',
    'www.w3.org/2005/atom': '',
    'purl.org/rss/1.0/modules/rss091#': '',
    'channel.netscape.com/rdf/simple/0.9': '',
    'purl.org/net/rss1.1#': '',
    'www.sitemaps.org/schemas/sitemap/0.9': '',
    'www.google.com/schemas/sitemap/0.9': '',
    'www.google.com/schemas/sitemap/0.84': '',
    'www.google.com/schemas/sitemap-news/0.9': 'news',
    'www.google.com/schemas/sitemap-image/1.1': 'image',
    'purl.org/dc/elements/1.1': 'dc',
    'purl.org/dc/elements/1.0': 'dc',
    'purl.org/dc/terms': 'dcterms',
    'purl.org/rss/1.0/modules/content': 'content',
    'purl.org/rss/1.0/modules/syndication': 'sy',
    'purl.org/rss/1.0/modules/slash': 'slash',
    'search.yahoo.com/mrss': 'media',
    'video.search.yahoo.com/mrss': 'media',
    'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
    'example.com/dtds/podcast-1.0.dtd': 'itunes',
    'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
    'www.pheedo.com/namespace/pheedo': 'pheedo',
    'www.w3.org/1999/xhtml': 'xhtml',
    'www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
    'www.w3.org/xml/1998/namespace': 'xml',
    'www.georss.org/georss': 'georss',
    'purl.org/syndication/thread/1.0': 'thr',
  }),
)

/** What feeds mean by a prefix that they never declared. */
const PREFIX_AS_MEANT: ReadonlyMap<string, string> = new Map([
  ['atom', ''],
  ['rss', ''],
  ['a10', ''],
])

/** What the prefixes written in a feed are called here. */
export type Prefixes = ReadonlyMap<string, string>

/**
 * The prefix we use for a namespace URI, or undefined for one we do not know. Scheme, case and a
 * trailing slash are ignored, since feeds get all three wrong.
 */
export function prefixOfNamespace(uri: string): string | undefined {
  const name = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
  if (name.startsWith('backend.userland.com/rss')) return ''
  return PREFIX_OF_NAMESPACE.get(name)
}

/** Turn a name as written into ours: lower case, `prefix:local`, with namespaces settled. */
export function canonicalName(written: string, prefixes: Prefixes, isAttribute: boolean): string {
  const name = written.toLowerCase()
  const colon = name.indexOf(':')
  // By the namespaces recommendation an attribute without a prefix is in no namespace.
  if (colon < 0 && isAttribute) return name
  const prefix = colon < 0 ? '' : name.slice(0, colon)
  const local = name.slice(colon + 1)
  const ours = prefixes.get(prefix) ?? PREFIX_AS_MEANT.get(prefix) ?? prefix
  return ours === '' ? local : `${ours}:${local}`
}

import { absoluteUrl } from './link.ts'
import type { XmlElement } from './read-xml.ts'
import { isOpaqueRedirector } from './redirectors.ts'
import { textOf } from './rich-text.ts'
import { firstText, type Named } from './xml-children.ts'

/** Where the article stands: the link, a feed burner's note of the original, a permanent guid. */
export function linkOf(entry: XmlElement, named: Named, kind: 'rss' | 'atom'): string | undefined {
  const base = entry.scope.base
  const links = named.get('link') ?? []
  const own =
    (kind === 'atom' ? undefined : textLink(links)) ?? alternateLink(links) ?? textLink(links)
  const original = firstText(named, ['feedburner:origlink', 'pheedo:origlink'])
  if (original && (!own || isOpaqueRedirector(own))) return absoluteUrl(original, base)
  return own ?? permanentGuid(named, base) ?? permanentId(named) ?? attributeLink(entry)
}

/** The last link written as text that is one, made absolute; not one to something else. */
export function textLink(links: readonly XmlElement[]): string | undefined {
  const own = links.filter(({ attributes }) => relationOf(attributes) === 'alternate')
  return own.map((link) => absoluteUrl(textOf(link), link.scope.base)).findLast(Boolean)
}

/** The link to the page itself; the last one, as feedparser chooses. */
export function alternateLink(links: readonly XmlElement[]): string | undefined {
  const candidates = links.filter(
    ({ attributes }) =>
      (attributes['href'] ?? attributes['rdf:resource']) !== undefined &&
      relationOf(attributes) === 'alternate',
  )
  const page = candidates.findLast(({ attributes }) => /^$|html/.test(attributes['type'] ?? ''))
  const chosen = page ?? candidates[0]
  if (!chosen) return undefined
  const { attributes, scope } = chosen
  return absoluteUrl(attributes['href'] ?? attributes['rdf:resource'] ?? '', scope.base)
}

function relationOf(attributes: XmlElement['attributes']): string {
  return (attributes['rel'] ?? 'alternate').trim().toLowerCase()
}

/** RSS 2.0: a guid is the item's address unless it says it is not. */
function permanentGuid(named: Named, base: string): string | undefined {
  const guid = named.get('guid')?.[0]
  if (!guid || guid.attributes['ispermalink']?.trim().toLowerCase() === 'false') return undefined
  const text = textOf(guid)
  return /^https?:/i.test(text) ? absoluteUrl(text, base) : undefined
}

/** Atom ids are often the page's address, and then as good as a link. */
export function permanentId(named: Named): string | undefined {
  const id = named.get('id')?.[0]
  const text = textOf(id)
  return /^(https?:|\/)/i.test(text) ? absoluteUrl(text, id?.scope.base ?? '') : undefined
}

/** CDF writes the address on the item itself, RSS 1.0 as its name. */
function attributeLink(entry: XmlElement): string | undefined {
  const written = entry.attributes['href'] ?? entry.attributes['rdf:about']
  return written ? absoluteUrl(written, entry.scope.base) : undefined
}

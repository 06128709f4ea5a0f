import type { ParsedEntry } from '../../model.ts'
import { linkOf } from './entry-link.ts'
import { absoluteUrl } from './link.ts'
import { asHtml } from './plain-text.ts'
import type { XmlElement } from './read-xml.ts'
import { htmlOf, ownText, textOf } from './rich-text.ts'
import { withoutEmpty } from './without-empty.ts'
import { byName, elementsOf, firstText, type Named } from './xml-children.ts'

/** RSS in all versions, RDF and CDF are read one way, Atom another. */
export type Kind = 'rss' | 'atom'

const IDS = ['guid', 'id']
const TITLES = ['title', 'dc:title', 'media:title', 'itunes:title']
const PUBLISHED = 'pubdate published issued dcterms:issued dcterms:created created'.split(' ')
const UPDATED = 'updated modified dcterms:modified dc:date lastbuilddate lastmod'.split(' ')
const SUMMARIES = 'description summary abstract dc:description itunes:summary'.split(' ')
const CONTENTS = 'content:encoded content body xhtml:body fullitem xhtml:div'.split(' ')
/** Where a text says its language, the article's own first. */
const SPOKEN = [...CONTENTS, ...SUMMARIES, 'title']
/** RSS means `author` to be an address; the name stands in Dublin Core where there is one. */
const CREATORS = ['dc:creator', 'author', 'itunes:author', 'dc:author', 'media:credit']
/** A picture stands where it is most surely the article's own; the list is tried in order. */
const PICTURES = ['media:thumbnail', 'media:content', 'enclosure', 'itunes:image', 'image', 'link']

/**
 * The fields of one RSS item or Atom entry, names settled, texts as HTML, addresses absolute.
 * `inherited` are the feed's own authors, which Atom gives to entries that name none.
 */
export function readEntry(
  entry: XmlElement,
  kind: Kind,
  inherited: readonly string[] = [],
): ParsedEntry {
  const named = byName(entry)
  const { attributes } = entry
  const authors = authorsOf(named)
  const texts = withoutEmpty({
    id: firstText(named, IDS) ?? attributes['rdf:about'] ?? attributes['rdf:id'],
    title: titleOf(named, kind),
    url: linkOf(entry, named, kind),
    published: firstText(named, PUBLISHED),
    updated: firstText(named, UPDATED) ?? attributes['lastmod'],
    ...textsOf(entry, named, kind),
    language: languageOf(entry, named),
    image: imageOf(entry, named),
    source: sourceOf(named),
    base: entry.scope.base,
  })
  return {
    ...texts,
    authors: authors.length > 0 ? authors : inherited,
    categories: categoriesOf(entry),
  }
}

function titleOf(named: Named, kind: Kind): string {
  for (const name of TITLES) {
    const found = named.get(name)?.map((title) => htmlOf(title, kind === 'atom' ? 'text' : 'guess'))
    const title = found?.find((text) => text !== '')
    if (title !== undefined) return title
  }
  return ''
}

/** Summaries and contents in the order of the feed: a second summary is the longer text. */
function textsOf(
  entry: XmlElement,
  named: Named,
  kind: Kind,
): { summary: string; content: string } {
  let summary = ''
  let content = ''
  for (const child of elementsOf(entry)) {
    const isSummary = SUMMARIES.includes(child.name)
    if (!isSummary && !CONTENTS.includes(child.name)) continue
    const html = htmlOf(child, kind === 'atom' && !child.name.includes(':') ? 'text' : 'html')
    if (isSummary && summary === '') summary = html
    else if (html.length > content.length) content = html
  }
  const described = named.get('media:description')?.[0]
  return { summary: summary || (described ? htmlOf(described, 'html') : ''), content }
}

/** Names of the people an entry or a feed says it is by, each once. */
export function authorsOf(named: Named): readonly string[] {
  for (const name of CREATORS) {
    const names = (named.get(name) ?? []).map(personName).filter((person) => person !== '')
    if (names.length > 0) return [...new Set(names)]
  }
  return []
}

/** Atom: name, else address; RSS: `post@example.org (Name)`, `Name <post@example.org>`, name. */
function personName(person: XmlElement): string {
  const parts = byName(person)
  const named = firstText(parts, ['name', 'foaf:name', 'email', 'uri', 'url'])
  return named ?? withoutAddress(textOf(person))
}

function withoutAddress(written: string): string {
  if (!written.includes('@') || written.length > 300) return written
  const bracketed = /\(([^()@]*)\)/.exec(written)?.[1]?.trim()
  if (bracketed) return bracketed
  const bare = written
    .replace(/[<(]?[^\s<>()]+@[^\s<>()]+[>)]?/, '')
    .replace(/^[\s,("]+|[\s,)"]+$/g, '')
  return bare || written
}

function categoriesOf(entry: XmlElement): readonly string[] {
  const terms = new Set<string>()
  for (const child of elementsOf(entry)) {
    for (const term of termsOf(child)) if (term !== '') terms.add(term)
  }
  return [...terms]
}

function termsOf(child: XmlElement): readonly string[] {
  const { attributes, name } = child
  if (name === 'category' || name === 'dc:subject') {
    return [ownText(child) || (attributes['term'] ?? attributes['label'] ?? '').trim()]
  }
  if (name === 'categories') return elementsOf(child).flatMap(termsOf)
  if (name === 'media:category') return [textOf(child) || (attributes['label'] ?? '')]
  if (name === 'itunes:category') return [(attributes['text'] ?? '').trim()]
  if (name === 'keywords' || name === 'itunes:keywords' || name === 'media:keywords') {
    return textOf(child).split(/\s*,\s*/)
  }
  return []
}

/** The language of the text itself, else of the headline, goes before that of the entry round it. */
function languageOf(entry: XmlElement, named: Named): string | undefined {
  const said = firstText(named, ['dc:language', 'language'])
  const outside = entry.scope.language
  for (const name of SPOKEN) {
    const language = named.get(name)?.[0]?.scope.language
    if (language !== undefined && language !== outside) return language
  }
  return said ?? outside
}

function imageOf(entry: XmlElement, named: Named): string | undefined {
  for (const name of PICTURES) {
    for (const element of named.get(name) ?? []) {
      const written = pictureAddress(element)
      const url = written && absoluteUrl(written, entry.scope.base)
      if (url) return url
    }
  }
  return undefined
}

function pictureAddress(element: XmlElement): string | undefined {
  const { attributes, name } = element
  const url = attributes['url'] ?? attributes['href']
  if (name === 'link' && attributes['rel'] !== 'enclosure') return undefined
  if (name === 'image') return url ?? (firstText(byName(element), ['url']) || textOf(element))
  if (name === 'media:thumbnail' || name === 'itunes:image') return url
  const type = attributes['medium'] ?? attributes['type'] ?? ''
  if (type === '') return /\.(jpe?g|png|gif|webp|avif)(\?|$)/i.test(url ?? '') ? url : undefined
  return type.startsWith('image') ? url : undefined
}

function sourceOf(named: Named): string | undefined {
  const source = named.get('source')?.[0]
  if (!source) return undefined
  const title = byName(source).get('title')?.[0]
  return title ? htmlOf(title, 'text') : asHtml(textOf(source))
}

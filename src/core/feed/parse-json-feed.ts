import type { Parsed, ParsedEntry } from '../../model.ts'
import { absoluteUrl } from './link.ts'
import { asHtml, plainText } from './plain-text.ts'
import { MOST_ITEMS } from './read-xml.ts'
import { guessedHtml } from './rich-text.ts'
import { withoutEmpty } from './without-empty.ts'

/** Two thousand items have a tenth of them. */
const MOST_PARTS = 200_000
const DEEPEST = 64
const TOO_MUCH = `JSON of more than ${MOST_PARTS} values or nested deeper than ${DEEPEST}, as no feed is`

type Json = Readonly<Record<string, unknown>>

/** Read JSON Feed 1.0 and 1.1 (jsonfeed.org). Fields of the wrong type count as missing. */
export function parseJsonFeed(text: string, base: string): Parsed {
  if (isTooMuch(text)) return { feed: {}, entries: [], problems: [TOO_MUCH] }
  const json = parsedJson(text)
  if (!isObject(json) || !Array.isArray(json['items'])) {
    return { feed: {}, entries: [], problems: [refusal(json)] }
  }
  const items: readonly unknown[] = json['items']
  const objects = items.slice(0, MOST_ITEMS).filter(isObject)
  const authors = authorsOf(json)
  const title = plainText(guessedHtml(wordsIn(json['title'])))
  const url = absoluteUrl(wordsIn(json['home_page_url']), base)
  const language = wordsIn(json['language'])
  const description = wordsIn(json['description'])
  const hub = absoluteUrl(hubIn(json['hubs']), base)
  const self = absoluteUrl(wordsIn(json['feed_url']), base)
  return {
    format: 'json',
    feed: {
      ...(title && { title }),
      ...(url && { url }),
      ...(language && { language }),
      ...(description && { description }),
      ...(hub && { hub }),
      ...(self && { self }),
    },
    entries: objects.map((item) => entryFrom(item, authors, base)),
    problems: troublesOf(items, objects),
  }
}

/** The first of its hubs that speaks WebSub. */
function hubIn(hubs: unknown): string {
  const all: readonly unknown[] = Array.isArray(hubs) ? hubs : []
  const hub = all
    .filter(isObject)
    .find(({ type }) => /^(websub|pubsubhubbub)$/i.test(wordsIn(type)))
  return wordsIn(hub?.['url'])
}

/**
 * Looked at before JSON.parse, which can be neither stopped nor bounded once it runs: 15 MB of
 * brackets take it 700 MB, more than a thread's heap limit can contain.
 */
function isTooMuch(text: string): boolean {
  let parts = 0
  let depth = 0
  for (let at = 0; at < text.length && parts <= MOST_PARTS && depth <= DEEPEST; at += 1) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else if (character === ',') parts += 1
    else if (character === '{' || character === '[') {
      parts += 1
      depth += 1
    } else if (character === '}' || character === ']') depth -= 1
  }
  return parts > MOST_PARTS || depth > DEEPEST
}

/** Where the string that opens here closes, or the end of the text. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === '"') return at
  }
  return text.length
}

function troublesOf(items: readonly unknown[], objects: readonly Json[]): readonly string[] {
  if (items.length > MOST_ITEMS) {
    return [`more than ${MOST_ITEMS} items; the first ${MOST_ITEMS} were read`]
  }
  const strange = items.length - objects.length
  if (strange === 0) return []
  return [`${strange} of ${items.length} items are not objects and were passed over`]
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function refusal(json: unknown): string {
  if (json === undefined)
    return 'the body begins like JSON but cannot be read as JSON; it may have been cut off'
  return 'JSON without an "items" list, so not a JSON Feed; look for the outlet’s feed address'
}

function entryFrom(item: Json, feedAuthors: readonly string[], base: string): ParsedEntry {
  const text = wordsIn(item['content_text'])
  const html = wordsIn(item['content_html'])
  const own = authorsOf(item)
  return {
    ...withoutEmpty({
      id: wordsIn(item['id']),
      title: guessedHtml(wordsIn(item['title'])),
      url: absoluteUrl(wordsIn(item['url']) || wordsIn(item['external_url']), base),
      published: wordsIn(item['date_published']),
      updated: wordsIn(item['date_modified']),
      summary: guessedHtml(wordsIn(item['summary'])),
      content: html || asHtml(text),
      language: wordsIn(item['language']),
      image: absoluteUrl(wordsIn(item['image']) || wordsIn(item['banner_image']), base),
      base,
    }),
    authors: own.length > 0 ? own : feedAuthors,
    categories: listIn(item['tags']).map(wordsIn).filter(Boolean),
  }
}

/** Version 1.1 has `authors`, 1.0 had one `author`; feeds carry either, whatever they declare. */
function authorsOf(json: Json): readonly string[] {
  const people = [...listIn(json['authors']), json['author']]
  const names = people.map((person) =>
    isObject(person) ? wordsIn(person['name']) : wordsIn(person),
  )
  return [...new Set(names.filter(Boolean))]
}

/** Numbers stand for text here: ids often are. */
function wordsIn(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value.trim() : ''
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

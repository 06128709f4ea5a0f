/**
 * The story on an article's page. Mozilla's Readability finds where on the page it stands, our
 * own judgement by line cuts what outlets put between its paragraphs; which of several ways does
 * best is measured (docs/decisions/0014).
 */
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { Article, Fetched, Item } from '../../model.ts'
import { mainText } from '../text/main-text.ts'
import { charsetOfPage } from '../text/page-charset.ts'
import { wordsOf } from '../text/words.ts'
import { decodeBody } from './decode-body.ts'
import { plainText } from './plain-text.ts'
import { teaser } from './teasers.ts'

/** An article as the reader needs it to know the page for the item's own. */
export type Wanted = Pick<Item, 'id' | 'title' | 'summary' | 'text'>

const LONGEST_PAGE = 2_000_000
const LONGEST_TEXT = 200_000
/** A page of more elements is no article, and Readability walks it many times over. */
const MOST_ELEMENTS = 20_000
/** Deeper markup than any page has; the tree is walked by recursion. */
const DEEPEST = 500
/** A wall of consent or a front page in the article's place has hardly a word of its headline. */
const WORDS_IN_COMMON = 1 / 3

/**
 * Read the article of an item from what a visit to its page brought. Never throws for what a page
 * holds: without a text, `because` says why only the teaser is left.
 */
export function readArticle(fetched: Fetched, item: Wanted): Article {
  if (fetched.kind !== 'body') return teaser(item, fetched.because)
  const type = fetched.headers['content-type'] ?? ''
  if (type !== '' && !/html|xml/i.test(type)) return teaser(item, `the page is ${type}`)
  try {
    const text = textOfPage(decodePage(fetched.bytes, type)).slice(0, LONGEST_TEXT)
    const because = whyNot(text, item)
    return because === undefined
      ? { itemId: item.id, text, because: 'the article was read' }
      : teaser(item, because)
  } catch (error) {
    return teaser(item, `the page breaks the reader: ${String(error).slice(0, 200)}`)
  }
}

function decodePage(bytes: Uint8Array, type: string): string {
  const charset = /charset/i.test(type) ? undefined : charsetOfPage(bytes)
  return decodeBody(bytes, charset ? `text/html; charset=${charset}` : type).text
}

function textOfPage(html: string): string {
  const page = html.slice(0, LONGEST_PAGE)
  if (!page.includes('<')) return ''
  if (depthOf(page) > DEEPEST) throw new Error(`more than ${DEEPEST} elements within another`)
  // Both tags may be left out, which the tree would not make up for.
  const { document } = parseHTML(/<body/i.test(page) ? page : `<html><body>${page}</body></html>`)
  const embedded = embeddedText(document)
  const { content } = new Readability(document, { maxElemsToParse: MOST_ELEMENTS }).parse() ?? {}
  const found = content ? mainText(plainText(content)).text : ''
  return embedded.length > found.length ? embedded : found
}

/** How deep the markup goes at most, counted without building it. */
function depthOf(html: string): number {
  let depth = 0
  let deepest = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (VOID.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (slash === '/' ? -1 : 1))
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** Elements that are never closed, and those that need not be. */
const VOID = new Set(
  'area base br col dd dt embed hr img input li link meta option p source td th tr track wbr'.split(
    ' ',
  ),
)

/** Pages drawn by a script carry their text for search engines: schema.org's articleBody. */
function embeddedText(document: ReturnType<typeof parseHTML>['document']): string {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const body = articleBody(script.textContent)
    if (body !== '') return mainText(plainText(body).replace(/\n{2,}/g, '\n')).text
  }
  return ''
}

function articleBody(json: string): string {
  const found = /"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(json)?.[1]
  try {
    const body: unknown = found === undefined ? '' : JSON.parse(found)
    return typeof body === 'string' ? body : ''
  } catch {
    return ''
  }
}

function whyNot(text: string, item: Wanted): string | undefined {
  if (text === '') return 'no article was found on the page'
  if (text.length <= item.text.length) return 'the page has no more than the feed'
  const told = [...new Set(wordsIn(`${item.title} ${item.summary}`))].filter(isTelling)
  const page = ` ${wordsIn(text).join(' ')} `
  // Words bend at their ends, in Russian and Korean most of all.
  const met = told.filter((word) => page.includes(` ${word.length > 5 ? word.slice(0, -2) : word}`))
  return met.length < told.length * WORDS_IN_COMMON ? 'the page tells of something else' : undefined
}

function wordsIn(text: string): readonly string[] {
  return wordsOf(text).map(({ word }) => word)
}

/** Short words in letters of Europe stand in any text. */
function isTelling(word: string): boolean {
  return word.length > 3 || !/^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u.test(word)
}

import { decodeHTML } from 'entities'

/** Elements whose content is no text for readers. */
const UNREAD = new Set('script style noscript template applet select'.split(' '))

/** Elements that stand in a line; every other one ends it. */
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ' +
    'rp rt ruby s samp small span strike strong sub sup time tt u var wbr'
  ).split(' '),
)

/** Elements that end a line, as far as they are not in the lists above. */
const BLOCKS = new Set(
  (
    'address area article aside audio blockquote br button caption center col colgroup dd details ' +
    'dialog dir div dl dt embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe ' +
    'input legend li main map menu nav object ol optgroup option output p param pre progress ' +
    'section source summary table tbody td textarea tfoot th thead tr track ul video'
  ).split(' '),
)

/**
 * HTML as the words a reader sees: one line per block, entities resolved once, scripts and
 * styles gone. One pass without backtracking, whatever the input. Text that only looks like a
 * tag (`a <3 b`, `1 < 2`) stays text.
 */
export function plainText(html: string): string {
  if (!html.includes('<')) return tidied(decoded(html).replace(BLANKS, ' '))
  const markup = {
    html,
    lastEnd: html.lastIndexOf('>'),
    lastCommentEnd: html.lastIndexOf('-->'),
    quotesHold: true,
    neverClosed: new Set<string>(),
  }
  let text = ''
  let at = 0
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
    text += inOneLine(html.slice(at, open))
    const end = endOfMarkup(markup, open)
    if (end < 0) {
      text += '<'
      at = open + 1
      continue
    }
    const name = tagName(html, open)
    if (name !== '' && !INLINE.has(name)) text += '\n'
    const opens = html[open + 1] !== '/' && html[end - 2] !== '/'
    at = opens && UNREAD.has(name) ? endOfElement(markup, end, name) : end
  }
  return tidied(text + inOneLine(html.slice(at)))
}

/** Plain words as HTML that means them. */
export function asHtml(text: string): string {
  if (!/[&<]/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Whether HTML knows an element by this name. */
export function isHtmlElement(name: string): boolean {
  const known = name.toLowerCase()
  return INLINE.has(known) || BLOCKS.has(known) || UNREAD.has(known)
}

interface Markup {
  readonly html: string
  /** No tag can end behind this. */
  readonly lastEnd: number
  readonly lastCommentEnd: number
  /** False once a quote ran to the end of the text: then quotes no longer hide a `>`. */
  quotesHold: boolean
  /** Elements looked for to the end in vain. */
  readonly neverClosed: Set<string>
}

/** Index behind the tag, comment or declaration that opens here; negative when it is only text. */
function endOfMarkup(markup: Markup, open: number): number {
  const { html, lastEnd } = markup
  if (open > lastEnd || !/[a-z/!?]/i.test(html[open + 1] ?? '')) return -1
  if (open <= markup.lastCommentEnd && html.startsWith('<!--', open)) {
    return html.indexOf('-->', open + 2) + 3
  }
  const end = markup.quotesHold ? endBesideQuotes(markup, open) : html.indexOf('>', open)
  return end + 1
}

function endBesideQuotes(markup: Markup, open: number): number {
  const { html } = markup
  let at = open + 1
  while (at < html.length) {
    const character = html[at]
    if (character === '>') return at
    if ((character === '"' || character === "'") && html[at - 1] === '=') {
      const close = html.indexOf(character, at + 1)
      if (close < 0) break
      at = close
    }
    at += 1
  }
  markup.quotesHold = false
  return html.indexOf('>', open)
}

const TAG_NAME = /<\/?([a-z][a-z0-9]*)/iy

function tagName(html: string, open: number): string {
  TAG_NAME.lastIndex = open
  return TAG_NAME.exec(html)?.[1]?.toLowerCase() ?? ''
}

/** A script that is never closed hides all that follows, as in a browser; a list of choices does not. */
function endOfElement(markup: Markup, from: number, name: string): number {
  const { html, neverClosed } = markup
  if (neverClosed.has(name)) return from
  const close = new RegExp(`</${name}\\b`, 'gi')
  close.lastIndex = from
  if (close.test(html)) return close.lastIndex - name.length - 2
  neverClosed.add(name)
  return name === 'script' || name === 'style' ? html.length : from
}

function decoded(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text
}

/**
 * Line breaks in HTML source are blanks; only blocks make lines. Single blanks are left alone by
 * the pattern, since replacing each by itself took a third of the time.
 */
function inOneLine(text: string): string {
  return decoded(text).replace(/ \s+|[^\S ]\s*/g, ' ')
}

/** Blanks within a line, but for single spaces. */
const BLANKS = / [^\S\n]+|[^\S\n ][^\S\n]*/g

/** Trimmed, of blanks that are spaces only single ones, and no empty lines. Most texts have neither. */
function tidied(text: string): string {
  const trimmed = text.trim()
  const single = trimmed.includes('  ') ? trimmed.replace(/ {2,}/g, ' ') : trimmed
  return single.includes('\n') ? single.replace(/ ?\n[ \n]*/g, '\n') : single
}

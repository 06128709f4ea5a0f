/**
 * What keeps a feed's words from becoming anything but words: in HTML, in a header, in a link.
 *
 * Every text of a feed goes through `plainLine` once, when the outline is made, and through
 * `escapeHtml` once more where it meets markup.
 */

// Controls break headers and lines; embeddings, overrides and isolates turn following text round
// (CVE-2021-42574); tag characters and zero-width spaces hide text. ZWJ and ZWNJ stay: Persian,
// Indic scripts and emoji need them.
const BREAKING = /[\p{Cc}\u2028\u2029]/gu
const HIDDEN =
  /[\u00AD\u200B\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu
const DIRECTION_MARKS = /[\u061C\u200E\u200F]/gu
const LONE_SURROGATE = /\p{Surrogate}/gu
const STACKED_MARKS = /(\p{M}{6})\p{M}+/gu

/** More than any one character takes in UTF-16 units, its marks and joiners included. */
const LONGEST_CHARACTER = 64
const LONGEST_LINK = 1500
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Text as it may stand between tags or in a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/**
 * One line of visible characters, at most `longest` UTF-16 units: line breaks become spaces,
 * hidden and direction-turning characters go, whole characters are cut and an ellipsis says so.
 */
export function plainLine(text: string, longest: number): string {
  const bounded = text.length > longest * 4 ? text.slice(0, longest * 4) : text
  const line = bounded
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(BREAKING, ' ')
    .replace(HIDDEN, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/\s+/gu, ' ')
    .trim()
  return shorten(line, longest)
}

/** A header's value: as plainLine, and without marks that could reorder what a mail client shows. */
export function headerText(text: string, longest: number): string {
  return plainLine(text.replace(DIRECTION_MARKS, ''), longest)
}

/**
 * The address as a browser would follow it (host in punycode, everything ASCII), or undefined for
 * one a mail should not carry: not http or https, over-long, or with a user name before the host,
 * which only makes a foreign address look like a trusted one.
 */
export function safeLink(url: string, longest = LONGEST_LINK): string | undefined {
  if (url.length > longest || !URL.canParse(url)) return undefined
  const { protocol, username, password, href } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  if (username !== '' || password !== '' || href.length > longest) return undefined
  return href
}

/** Where a link leads, for showing beside it: the punycode of a look-alike name gives it away. */
export function hostOf(link: string): string {
  return new URL(link).hostname.replace(/^www\./, '')
}

function shorten(line: string, longest: number): string {
  if (line.length <= longest) return line
  // Only around the cut: finding characters from the start of long text is slow, families of emoji most.
  const from = Math.max(0, longest - LONGEST_CHARACTER)
  const around = graphemes.segment(line.slice(from, longest + 1))
  const kept = line.slice(0, from + (around.containing(longest - 1 - from)?.index ?? 0))
  const space = kept.lastIndexOf(' ')
  return `${(space > longest * 0.8 ? kept.slice(0, space) : kept).trimEnd()}…`
}

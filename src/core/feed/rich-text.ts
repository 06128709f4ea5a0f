import { asHtml, isHtmlElement } from './plain-text.ts'
import type { XmlElement } from './read-xml.ts'

/** The text directly inside an element, without that of others within it. */
export function ownText(element: XmlElement): string {
  return element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim()
}

/** All text inside an element, without markup. */
export function textOf(element: XmlElement | undefined): string {
  return element ? deepText(element).trim() : ''
}

/**
 * An element's content as HTML, whatever way it was written: escaped, in CDATA, as XHTML
 * children, as inline markup never escaped, as plain text (RFC 4287 3.1, Atom 0.3 `mode`).
 * `otherwise` says what untyped text is: HTML, or plain words.
 */
export function htmlOf(element: XmlElement, otherwise: 'html' | 'text' | 'guess'): string {
  const mode = element.attributes['mode']?.toLowerCase()
  const type = element.attributes['type']?.toLowerCase().trim() ?? ''
  if (element.children.some((child) => typeof child !== 'string')) {
    // Said to be HTML yet holding elements: what is escaped inside was escaped as HTML.
    return innerHtml(element, type.endsWith('html') && !type.includes('xhtml'))
  }
  const text = deepText(element).trim()
  if (mode === 'base64') return type.includes('html') ? fromBase64(text) : asHtml(fromBase64(text))
  if (isBinary(type)) return fromBase64(text)
  return isPlain(type, otherwise, text) ? asHtml(text) : text
}

/** Words from a field that should be plain and often is not, as HTML. */
export function guessedHtml(text: string): string {
  return looksLikeHtml(text) ? text : asHtml(text)
}

function isPlain(type: string, otherwise: 'html' | 'text' | 'guess', text: string): boolean {
  if (type === 'html' || type === 'text/html' || type.includes('xhtml')) return false
  if (type === 'text' || type === 'text/plain') {
    return otherwise !== 'guess' || !looksLikeHtml(text)
  }
  if (otherwise === 'guess') return !looksLikeHtml(text)
  return otherwise === 'text'
}

/**
 * RSS does not say whether a title is HTML. As feedparser does, it is taken for HTML when it
 * holds an end tag or an entity and no tag that HTML does not have; `Use of <br> explained` is a
 * headline, and so is `The </example> tag`.
 */
function looksLikeHtml(title: string): boolean {
  const text = title.slice(0, 4096)
  const entity = /&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});/i.test(text)
  if (!entity && !text.includes('</')) return false
  const names = [...text.matchAll(/<\/?([a-z][a-z0-9]{0,20})/gi)].map(([, name]) => name ?? '')
  return names.every(isHtmlElement) && (entity || names.length > 0)
}

/** Atom 1.0, 4.1.3.3: content of a type that is neither text nor XML is base64. */
function isBinary(type: string): boolean {
  return /^(application|image|audio|video)\//.test(type) && !/xml|html|json/.test(type)
}

/** The markup inside; a single XHTML div is Atom's wrapping and no part of the text. */
function innerHtml(element: XmlElement, textIsHtml: boolean): string {
  const outer = (child: XmlElement | string) => outerHtml(child, textIsHtml)
  const only = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '')
  const [first] = only
  if (only.length === 1 && typeof first === 'object' && localName(first) === 'div') {
    return first.children.map(outer).join('').trim()
  }
  return element.children.map(outer).join('').trim()
}

function outerHtml(node: XmlElement | string, textIsHtml: boolean): string {
  if (typeof node === 'string') return textIsHtml ? node : asHtml(node)
  const name = localName(node)
  const attributes = Object.entries(node.attributes)
    .filter(([key]) => key === 'href' || key === 'src' || key === 'alt')
    .map(([key, value]) => ` ${key}="${asHtml(value).replaceAll('"', '&quot;')}"`)
    .join('')
  if (node.children.length === 0) return `<${name}${attributes}/>`
  const inner = node.children.map((child) => outerHtml(child, textIsHtml)).join('')
  return `<${name}${attributes}>${inner}</${name}>`
}

function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1)
}

function deepText(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : deepText(child)))
    .join('')
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8').trim()
}

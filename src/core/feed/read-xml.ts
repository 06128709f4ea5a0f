import { decodeHTMLStrict } from 'entities'
import { type QuoteType, Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { canonicalName, type Prefixes } from './xml-names.ts'
import { outermostScope, type Scope, scopeWithin } from './xml-scope.ts'

export interface XmlElement {
  /** Lower case, with the prefix of xml-names.ts whatever the feed calls it. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: (XmlElement | string)[]
  readonly scope: Scope
}

export interface XmlDocument {
  /** All elements at the top; well-formed XML has one. */
  readonly top: readonly XmlElement[]
  /** Elements still open where the text ended: more than none means it was cut off. */
  readonly leftOpen: readonly string[]
  /** Of what there was more than one feed may have: reading stopped there. */
  readonly tooMany: 'items' | 'parts' | undefined
}

/** Items of one feed that are read; no outlet lists so many, and a hostile one is cut short. */
export const MOST_ITEMS = 2000

/**
 * Elements and pieces of text together. Two thousand items have a tenth of them, a sitemap of
 * 50,000 pages all; a tree of more would fill the memory before the bytes run out.
 */
export const MOST_PARTS = 500_000

/** Deeper markup is passed over: no feed needs it, and recursion over the tree stays safe. */
const DEEPEST = 256
const MOST_ATTRIBUTES = 64
/** A run of text longer than any article. */
const LONGEST_TEXT = 1_000_000

interface Reading {
  readonly text: string
  readonly outermost: Scope
  readonly top: XmlElement[]
  readonly open: { readonly element: XmlElement; readonly written: string }[]
  /** How many open elements bear a name as written, so that a stray end tag costs nothing. */
  readonly openNames: Map<string, number>
  items: number
  parts: number
  /** How many elements are open below the deepest one kept. */
  tooDeep: number
  /** The start tag being read. */
  name: string
  attributes: [name: string, value: string][]
  attribute: string
  value: string
}

/**
 * Read XML as it is found: undeclared prefixes, bare ampersands and less-thans, HTML entities,
 * missing and crossed end tags and cut-off documents all give the tree a person would see.
 * Document type declarations are passed over, so that no entity a feed defines is ever expanded.
 */
export function readXml(text: string, base: string, language?: string): XmlDocument {
  const reading: Reading = {
    text: withoutControls(text),
    outermost: outermostScope(base, language),
    top: [],
    open: [],
    openNames: new Map(),
    items: 0,
    parts: 0,
    tooDeep: 0,
    name: '',
    attributes: [],
    attribute: '',
    value: '',
  }
  // Not xmlMode: there `a <3 b` would open an element called 3. Foreign context is what makes
  // the HTML tokenizer read CDATA and leave <title> and <script> alone.
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false, recognizeSelfClosing: true },
    callbacksInto(reading, () => tokenizer.pause()),
  )
  tokenizer.write(reading.text)
  const tooMany = whatIsTooMany(reading)
  if (!tooMany) tokenizer.end()
  const leftOpen = tooMany ? [] : reading.open.map(({ element }) => element.name)
  return { top: reading.top, leftOpen, tooMany }
}

function whatIsTooMany({ items, parts }: Reading): XmlDocument['tooMany'] {
  if (items > MOST_ITEMS) return 'items'
  return parts > MOST_PARTS ? 'parts' : undefined
}

/** Control characters are not XML at all; some publishers paste them in from their editors. */
function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+/g, '')
}

function callbacksInto(reading: Reading, stop: () => void): TokenizerCallbacks {
  const slice = (start: number, end: number) => reading.text.slice(start, end)
  return {
    isInForeignContext: () => true,
    onopentagname(start, end) {
      reading.name = slice(start, end)
      reading.attributes = []
    },
    onattribname(start, end) {
      reading.attribute = slice(start, end)
      reading.value = ''
    },
    onattribdata(start, end) {
      reading.value += slice(start, end)
    },
    onattribend(_quote: QuoteType) {
      if (reading.attributes.length < MOST_ATTRIBUTES) {
        reading.attributes.push([reading.attribute, decoded(reading.value)])
      }
    },
    onopentagend() {
      if (!openElement(reading)) stop()
    },
    onselfclosingtag() {
      if (!openElement(reading)) stop()
      else if (reading.tooDeep > 0) reading.tooDeep -= 1
      else closeFrom(reading, reading.open.length - 1)
    },
    onclosetag: (start, end) => closeElement(reading, slice(start, end)),
    ontext(start, end) {
      if (!addText(reading, decoded(slice(start, end)))) stop()
    },
    oncdata: (start, end, tail) => addText(reading, slice(start, end - tail)),
    oncomment(start, end) {
      // The tokenizer hands an unclosed CDATA section over as a comment. In a feed that was cut
      // off it is the text of the last item.
      if (reading.text.startsWith('[CDATA[', start)) addText(reading, slice(start + 7, end))
    },
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onattribentity: ignore,
    ontextentity: ignore,
    onend: ignore,
  }
}

function ignore(): void {}

function decoded(text: string): string {
  const some = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text
  return some.includes('&') ? decodeHTMLStrict(some) : some
}

/** False when this is one part too many and reading ends. */
function addText(reading: Reading, text: string): boolean {
  if (reading.tooDeep > 0) return true
  reading.parts += 1
  reading.open.at(-1)?.element.children.push(text)
  return reading.parts <= MOST_PARTS
}

/** False when this is one item or part too many and reading ends. */
function openElement(reading: Reading): boolean {
  if (reading.open.length >= DEEPEST) {
    reading.tooDeep += 1
    return true
  }
  reading.parts += 1
  if (reading.parts > MOST_PARTS) return false
  const outer = reading.open.at(-1)?.element.scope ?? reading.outermost
  const scope = scopeWithin(outer, reading.attributes)
  const name = canonicalName(reading.name, scope.prefixes, false)
  if (isItem(name)) {
    reading.items += 1
    if (reading.items > MOST_ITEMS) return false
    closeForgottenItem(reading)
  }
  const element: XmlElement = {
    name,
    attributes: canonicalAttributes(reading.attributes, scope.prefixes),
    children: [],
    scope,
  }
  const siblings = reading.open.at(-1)?.element.children ?? reading.top
  siblings.push(element)
  const written = reading.name.toLowerCase()
  reading.open.push({ element, written })
  reading.openNames.set(written, (reading.openNames.get(written) ?? 0) + 1)
  return true
}

function isItem(name: string): boolean {
  return name === 'item' || name === 'entry'
}

/** Items do not nest: a second one means that the end tag of the first was forgotten. */
function closeForgottenItem(reading: Reading): void {
  const at = reading.open.findLastIndex(({ element }) => isItem(element.name))
  if (at >= 0) closeFrom(reading, at)
}

/** An end tag closes what was left open inside; one that closes nothing is passed over. */
function closeElement(reading: Reading, name: string): void {
  if (reading.tooDeep > 0) {
    reading.tooDeep -= 1
    return
  }
  const written = name.toLowerCase()
  if (!reading.openNames.get(written)) return
  closeFrom(
    reading,
    reading.open.findLastIndex((open) => open.written === written),
  )
}

function closeFrom(reading: Reading, at: number): void {
  for (const { written } of reading.open.splice(at)) {
    reading.openNames.set(written, (reading.openNames.get(written) ?? 1) - 1)
  }
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({})

function canonicalAttributes(
  attributes: readonly [string, string][],
  prefixes: Prefixes,
): Readonly<Record<string, string>> {
  if (attributes.length === 0) return NO_ATTRIBUTES
  const named: Record<string, string> = {}
  for (const [written, value] of attributes) {
    const name = canonicalName(written, prefixes, true)
    if (!Object.hasOwn(named, name)) named[name] = value
  }
  return named
}

/**
 * Changes to wirewatch.yaml as a careful person would make them: lines are put in or taken out,
 * and every other byte stays, comments and odd spacing too. Writing the whole document anew
 * would lay it out again. The `yaml` document says where the lines are; only where a list is
 * written in a way that has no lines of its own is the document itself changed and written.
 */
import { Document, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml'

/** The lists of the configuration that commands and the page add to; one lies in another's entries. */
export type EditableList =
  'feeds' | 'searches' | 'subscribers' | 'watches' | readonly ['subscribers', number, 'channels']
/** What may stand under a key: words, a mark, a list, or keys of its own. */
export type EntryValue =
  string | boolean | readonly EntryValue[] | { readonly [key: string]: EntryValue }
export type ListEntry = Readonly<Record<string, EntryValue | undefined>>

/** The text with entries added at the end of a list, in the style of the entry before them. */
export function addToList(
  text: string,
  list: EditableList,
  ...entries: readonly ListEntry[]
): string {
  if (entries.length === 0) return text
  const document = parseDocument(text)
  const present = document.getIn(pathOf(list), true)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  if (isSeq(present) && present.items.length > 0 && present.range) {
    const last = present.items.at(-1)
    const end = isNode(last) ? last.range?.[1] : undefined
    if (end === undefined) return addToDocument(document, list, entries)
    if (present.flow) return splice(text, end, end, `, ${entries.map(inFlow).join(', ')}`)
    const place = endOfEntry(text, end, columnOf(text, present.range[0]))
    const inserted = indented(entries, columnOf(text, present.range[0]), isFlow(last), newline)
    const needsBreak = place > 0 && text[place - 1] !== '\n'
    return splice(text, place, place, needsBreak ? newline + withoutLast(inserted) : inserted)
  }
  if (document.hasIn(pathOf(list))) return fillEmptyList(text, document, list, entries, newline)
  if (typeof list !== 'string') return addToDocument(document, list, entries)
  const gap = text === '' || text.endsWith('\n') ? '' : newline
  return `${text}${gap}${newline}${list}:${newline}${indented(entries, 2, true, newline)}`
}

/** The text without one entry of a list; a list that comes to nothing stays as `[]`. */
export function removeFromList(text: string, list: EditableList, at: number): string {
  const document = parseDocument(text)
  const present = document.getIn(pathOf(list), true)
  if (!isSeq(present) || !present.range) return text
  const entry = present.items[at]
  const range = isNode(entry) ? entry.range : undefined
  const dash = range ? text.lastIndexOf('-', range[0]) : -1
  const start = text.lastIndexOf('\n', dash) + 1
  const standsAlone = text.slice(start, dash).trim() === ''
  if (range && present.flow && present.items.length > 1) {
    const [before, after] = [present.items[at - 1], present.items[at + 1]]
    const from = isNode(before) ? before.range?.[1] : range[0]
    const to = isNode(before) ? range[1] : isNode(after) ? after.range?.[0] : undefined
    if (from !== undefined && to !== undefined) return splice(text, from, to, '')
  }
  if (!range || present.flow || present.items.length === 1 || !standsAlone) {
    document.deleteIn([...pathOf(list), at])
    return document.toString({ lineWidth: 0 })
  }
  const end = endOfEntry(text, range[1], columnOf(text, present.range[0]))
  return splice(text, start, end, '')
}

export const pathOf = (list: EditableList): readonly (string | number)[] => [list].flat()

/** The entries of a list as they are written, nothing taken from the environment. */
export function writtenEntries(text: string, list: EditableList): readonly WrittenEntry[] {
  const present = parseDocument(text).getIn(pathOf(list), true)
  if (!isSeq(present)) return []
  return present.items.map((entry) => {
    const read = (key: string) => {
      const value: unknown = isMap(entry) ? entry.get(key) : undefined
      return typeof value === 'string' ? value : ''
    }
    return { id: read('id'), kind: read('kind'), name: read('name'), url: read('url') }
  })
}

export interface WrittenEntry {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly url: string
}

export const ON_ONE_LINE = {
  lineWidth: 0,
  singleQuote: true,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
} as const

/** `feeds:` with nothing behind it, or `feeds: []`. */
function fillEmptyList(
  text: string,
  document: Document,
  list: EditableList,
  entries: readonly ListEntry[],
  newline: string,
): string {
  const value = document.getIn(pathOf(list), true)
  const isEmpty = (isScalar(value) && value.value === null) || (isSeq(value) && value.flow)
  if (!isEmpty || !isNode(value) || !value.range) return addToDocument(document, list, entries)
  const [start, end] = value.range
  const line = text.indexOf('\n', end)
  const lineEnd = line < 0 ? text.length : line + 1
  const before = text.slice(0, start).trimEnd()
  const comment = text.slice(end, lineEnd).trim()
  const rest = comment === '' ? '' : ` ${comment}`
  const added = indented(entries, 2, true, newline)
  return `${before}${rest}${newline}${added}${text.slice(lineEnd)}`
}

function addToDocument(
  document: Document,
  list: EditableList,
  entries: readonly ListEntry[],
): string {
  for (const entry of entries) document.addIn(pathOf(list), document.createNode(pairsOf(entry)))
  return document.toString({ lineWidth: 0 })
}

/** After the entry's last line and after comments set in below its dash, which belong to it. */
function endOfEntry(text: string, end: number, column: number): number {
  const last = text.slice(0, end).trimEnd().length
  let place = afterLine(text, last)
  for (;;) {
    const next = afterLine(text, place)
    const line = text.slice(place, next)
    const comment = /^( *)#/.exec(line)
    if (!comment || (comment[1] ?? '').length <= column) return place
    place = next
  }
}

export function afterLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at + 1
}

function indented(
  entries: readonly ListEntry[],
  column: number,
  flow: boolean,
  newline: string,
): string {
  return entries.map((entry) => indentedOne(entry, column, flow, newline)).join('')
}

function indentedOne(entry: ListEntry, column: number, flow: boolean, newline: string): string {
  const margin = ' '.repeat(column)
  if (flow) return `${margin}- ${inFlow(entry)}${newline}`
  const lines = quoteAddress(entry).toString(ON_ONE_LINE).trimEnd()
  return lines
    .split('\n')
    .map((line, at) => `${margin}${at === 0 ? '- ' : '  '}${line}${newline}`)
    .join('')
}

function inFlow(entry: ListEntry): string {
  const document = quoteAddress(entry)
  visit(document, {
    Collection(_, node) {
      node.flow = true
    },
  })
  return document.toString(ON_ONE_LINE).trim()
}

/** Addresses are quoted: they may hold what YAML reads as the start of a comment or a mapping. */
function quoteAddress(entry: ListEntry): Document {
  const document = new Document(pairsOf(entry))
  visit(document, {
    Scalar(_, node) {
      // Escaped, since in any other form a value with a line break takes several lines.
      if (/[\p{Cc}\u2028\u2029]/u.test(String(node.value))) node.type = 'QUOTE_DOUBLE'
    },
  })
  const address = document.get('url', true)
  if (isScalar(address)) address.type ??= 'QUOTE_SINGLE'
  return document
}

function pairsOf(entry: ListEntry): Record<string, EntryValue> {
  const pairs = Object.entries(entry).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  )
  return Object.fromEntries(pairs)
}

function isFlow(entry: unknown): boolean {
  return isMap(entry) ? entry.flow === true : true
}

export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}

export function splice(text: string, from: number, to: number, put: string): string {
  return text.slice(0, from) + put + text.slice(to)
}

function withoutLast(lines: string): string {
  return lines.trimEnd()
}

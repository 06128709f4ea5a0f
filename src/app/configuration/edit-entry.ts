/**
 * Keys of one entry of a list in wirewatch.yaml, changed in place: everything else, comments and
 * odd spacing too, stays byte for byte (see edit-list.ts).
 */
import {
  Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  parseDocument,
  visit,
  type Pair,
  type YAMLMap,
} from 'yaml'
import {
  afterLine,
  columnOf,
  ON_ONE_LINE,
  pathOf,
  splice,
  type EditableList,
  type EntryValue,
} from './edit-list.ts'

/** The text with one key of an entry set, put in, or, for `undefined`, taken out. */
export function setInEntry(
  text: string,
  list: EditableList,
  at: number,
  key: string,
  value: EntryValue | undefined,
): string {
  const document = parseDocument(text)
  const entry = document.getIn([...pathOf(list), at], true)
  if (!isMap(entry)) return text
  const pair = entry.items.find(
    (candidate) => isScalar(candidate.key) && candidate.key.value === key,
  )
  if (value === undefined)
    return pair ? takenOut(text, document, entry, pair, [...pathOf(list), at, key]) : text
  const written = flowText(value)
  if (!pair) return putIn(text, entry, `${key}: ${written}`)
  return splice(text, endOf(pair.key), endOfPair(text, pair), `: ${written}`)
}

function putIn(text: string, entry: YAMLMap, written: string): string {
  const last = entry.items.at(-1)
  const first = entry.items[0]
  if (!last || !isNode(first?.key) || !first.key.range) return text
  const end = endOfPair(text, last)
  if (entry.flow) return splice(text, end, end, `, ${written}`)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const margin = ' '.repeat(columnOf(text, first.key.range[0]))
  const place = afterLine(text, end)
  const needsBreak = text[place - 1] !== '\n'
  return splice(text, place, place, `${needsBreak ? newline : ''}${margin}${written}${newline}`)
}

/** A key on a line of its own goes with its line; any other has the document written anew. */
function takenOut(
  text: string,
  document: Document,
  entry: YAMLMap,
  pair: Pair,
  path: readonly (string | number)[],
): string {
  const before = entry.items[entry.items.indexOf(pair) - 1]
  if (entry.flow && before) return splice(text, endOfPair(text, before), endOfPair(text, pair), '')
  const start = isNode(pair.key) ? (pair.key.range?.[0] ?? -1) : -1
  const line = text.lastIndexOf('\n', start) + 1
  if (entry.flow || start < 0 || text.slice(line, start).trim() !== '') {
    document.deleteIn(path)
    return document.toString({ lineWidth: 0 })
  }
  return splice(text, line, afterLine(text, endOfPair(text, pair)), '')
}

/** Before a comment that stands behind it: a list of lines would have that for its own. */
function endOfPair(text: string, { key, value }: Pick<Pair, 'key' | 'value'>): number {
  const last = isCollection(value) && !value.flow ? value.items.at(-1) : undefined
  if (isPair(last)) return endOfPair(text, last)
  if (isCollection(last)) return endOfPair(text, { key: undefined, value: last })
  if (isNode(last)) return endOf(last)
  return Math.max(endOf(key), text.slice(0, endOf(value)).trimEnd().length)
}

function endOf(node: unknown): number {
  return isNode(node) ? (node.range?.[1] ?? 0) : 0
}

function flowText(value: EntryValue): string {
  const document = new Document(value)
  visit(document, {
    Collection(_, node) {
      node.flow = true
    },
    Scalar(_, node) {
      // Escaped, since in any other form a value with a line break takes several lines.
      if (/[\p{Cc}\u2028\u2029]/u.test(String(node.value))) node.type = 'QUOTE_DOUBLE'
      // In braces and brackets these end a plain value; blanks beside one, of any kind, are not its.
      else if (typeof node.value === 'string' && /[[\]{},]|^\s|\s$/u.test(node.value))
        node.type = 'QUOTE_SINGLE'
    },
  })
  return document.toString({ ...ON_ONE_LINE, flowCollectionPadding: false }).trim()
}

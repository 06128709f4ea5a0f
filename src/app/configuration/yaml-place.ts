import { isMap, isNode, isScalar, isSeq, parseDocument, type Document, type Scalar } from 'yaml'

/** Where in the text a path stands: a scalar's value, else the key of the entry. */
export function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const offset = entryOffset(document.getIn(path.slice(0, length - 1), true), path[length - 1])
    if (offset !== undefined) return offset
  }
  return document.contents?.range?.[0] ?? 0
}

function entryOffset(parent: unknown, step: PropertyKey | undefined): number | undefined {
  if (isSeq(parent) && typeof step === 'number') return startOf(parent.items[step])
  if (!isMap(parent)) return undefined
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === step)
  return isScalar(pair?.value) ? startOf(pair.value) : startOf(pair?.key)
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}

/**
 * Where in the text a character of a scalar's value stands, whatever way the scalar is written:
 * plain, quoted with escapes, folded over lines. Undefined where it is no scalar, or its value is
 * not what stands there (taken from the environment).
 */
export function offsetInside(
  text: string,
  document: Document,
  path: readonly PropertyKey[],
  at: number,
): number | undefined {
  const node = document.getIn(path, true)
  if (!isScalar(node) || !node.range || typeof node.value !== 'string') return undefined
  const [start, end] = node.range
  const written = text.slice(start, end)
  if (valueOf(written) !== node.value) return undefined
  return start + lastBefore(written, at, firstInside(node, written))
}

/** A letter of no language: put into the text, it says where in the value its place is. */
const MARK = '\uE000'

function valueOf(written: string): unknown {
  const document = parseDocument(written)
  return document.errors.length === 0 ? document.toJS() : undefined
}

/** After the quote, or after the line that says it is a block. */
function firstInside({ type }: Scalar, written: string): number {
  if (type?.startsWith('BLOCK')) return written.indexOf('\n') + 1
  return type?.startsWith('QUOTE') ? 1 : 0
}

/** The last place in the text that lies at `at` in the value or before it, found by halving. */
function lastBefore(written: string, at: number, first: number): number {
  const places = Array.from(written.slice(first).matchAll(/\S/g), ({ index }) => first + index)
  let low = 0
  let high = places.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const index = placeInValue(written, places, middle)
    if (index <= at) low = middle
    else high = middle - 1
  }
  return places[low] ?? first
}

/** Inside an escape no mark can be put: the place before counts for it. */
function placeInValue(written: string, places: readonly number[], number: number): number {
  for (let earlier = number; earlier >= 0; earlier--) {
    const place = places[earlier]!
    const value = valueOf(written.slice(0, place) + MARK + written.slice(place))
    if (typeof value === 'string' && value.includes(MARK)) return value.indexOf(MARK)
  }
  return 0
}

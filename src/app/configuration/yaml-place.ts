import { isMap, isNode, isScalar, isSeq, type Document } from 'yaml'

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

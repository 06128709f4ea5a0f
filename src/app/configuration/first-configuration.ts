import { isMap, isNode, parseDocument, type Document } from 'yaml'

/** What a person is asked before the first start. */
export interface FirstAnswers {
  /** Words or names; each becomes a watch of its own. */
  readonly keywords: readonly string[]
  /** Mail address of the one subscriber. */
  readonly to: string
  /** IANA zone. */
  readonly zone: string
  /** Times of day, "07:00". */
  readonly at: readonly string[]
}

/**
 * The first configuration: the shipped one with a person's own watches and subscriber in it. Its
 * feeds stay, and its searches ask for the new watches.
 */
export function firstConfiguration(
  shipped: string,
  { keywords, to, zone, at }: FirstAnswers,
): string {
  const document = parseDocument(shipped)
  const names = [...new Set(keywords)]
  const watches = names.map((name) => ({ name, keywords: [name] }))
  const subscriber = { name: 'Me', to, zone, schedule: { daily: at } }
  put(document, ['watches'], watches, 'keywords')
  put(document, ['subscribers'], [subscriber], 'schedule')
  document.setIn(['searches', 0, 'watches'], document.createNode(names, { flow: true }))
  for (const { key } of isMap(document.contents) ? document.contents.items.slice(1) : []) {
    if (isNode(key)) key.spaceBefore = true
  }
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: true })
}

/** A list of maps, one key of each written on its line. */
function put(
  document: Document,
  path: readonly string[],
  list: readonly object[],
  onOneLine: string,
): void {
  const node = document.createNode(list)
  list.forEach((entry, at) => {
    const value: unknown = Object.entries(entry).find(([key]) => key === onOneLine)?.[1]
    node.setIn([at, onOneLine], document.createNode(value, { flow: true }))
  })
  document.setIn(path, node)
}

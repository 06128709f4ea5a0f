import type { XmlElement } from './read-xml.ts'
import { textOf } from './rich-text.ts'

/** Elements by name, each list in the order of the feed. */
export type Named = ReadonlyMap<string, readonly XmlElement[]>

/** Children by name; what stands in a media:group counts as standing in the entry. */
export function byName(element: XmlElement): Named {
  const named = new Map<string, XmlElement[]>()
  const groups: XmlElement[] = []
  for (const child of elementsOf(element)) {
    if (child.name === 'media:group' || child.name === 'media:content') groups.push(child)
    add(named, child)
  }
  for (const group of groups) for (const child of elementsOf(group)) add(named, child)
  return named
}

function add(named: Map<string, XmlElement[]>, element: XmlElement): void {
  const same = named.get(element.name)
  if (same) same.push(element)
  else named.set(element.name, [element])
}

/** The elements directly inside, without the text between them. */
export function elementsOf(element: XmlElement | undefined): readonly XmlElement[] {
  return (element?.children ?? []).filter((child) => typeof child !== 'string')
}

/** Text of the first element with one of these names that has any. */
export function firstText(named: Named, names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const element of named.get(name) ?? []) {
      const text = textOf(element)
      if (text !== '') return text
    }
  }
  return undefined
}

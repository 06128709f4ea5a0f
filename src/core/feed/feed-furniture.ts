import type { Item } from '../../model.ts'

type Texts = Pick<Item, 'title' | 'summary' | 'text'>

/** A line under so many of a feed's items, and so large a share of them, is about the feed. */
const FURNITURE_ITEMS = 4
const FURNITURE_SHARE = 0.4

/**
 * Items without the lines that a feed puts under most of them ("Subscribe to our channel …"): they
 * tell nothing of the item, would make all of a feed's items alike, and might answer a watch.
 * Items under one headline count as one, since an article may come again and again.
 */
export function withoutFurniture<Told extends Texts>(items: readonly Told[]): readonly Told[] {
  const furniture = furnitureOf(items)
  if (furniture.size === 0) return items
  const cut = (text: string) =>
    text
      .split('\n')
      .filter((line) => !furniture.has(line.trim()))
      .join('\n')
      .trim()
  return items.map((item) => ({ ...item, summary: cut(item.summary), text: cut(item.text) }))
}

function furnitureOf(items: readonly Texts[]): ReadonlySet<string> {
  const least = Math.max(FURNITURE_ITEMS, items.length * FURNITURE_SHARE)
  const titlesUnder = new Map<string, Set<string>>()
  for (const { title, text, summary } of items) {
    for (const line of new Set(`${text}\n${summary}`.split('\n').map((each) => each.trim()))) {
      if (line === '') continue
      const titles = titlesUnder.get(line) ?? new Set()
      titlesUnder.set(line, titles.add(title))
    }
  }
  return new Set(
    [...titlesUnder].filter(([, titles]) => titles.size >= least).map(([line]) => line),
  )
}

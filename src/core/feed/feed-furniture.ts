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
  return items.map((item) => {
    const text = cut(item.text)
    return { ...item, text, summary: item.summary === item.text ? text : cut(item.summary) }
  })
}

function furnitureOf(items: readonly Texts[]): ReadonlySet<string> {
  const least = Math.max(FURNITURE_ITEMS, items.length * FURNITURE_SHARE)
  const often = linesOften(items, least)
  if (often.size === 0) return often
  const titlesUnder = new Map<string, Set<string>>()
  for (const item of items) {
    for (const line of linesOf(item)) {
      if (!often.has(line)) continue
      const titles = titlesUnder.get(line) ?? new Set()
      titlesUnder.set(line, titles.add(item.title))
    }
  }
  return new Set([...often].filter((line) => (titlesUnder.get(line)?.size ?? 0) >= least))
}

/** Lines that stand so often in the feed, under whatever headlines: mostly none, and soon found. */
function linesOften(items: readonly Texts[], least: number): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const item of items) {
    for (const line of linesOf(item)) counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return new Set([...counts].flatMap(([line, count]) => (count >= least ? [line] : [])))
}

function linesOf({ text, summary }: Texts): readonly string[] {
  const lines = (text === summary ? text : `${text}\n${summary}`).split('\n')
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

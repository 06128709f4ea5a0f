import type { Item, Span } from '../../model.ts'
import { html, type Html } from './html.ts'

/** Characters of text on either side of the first place that answered. */
const AROUND = 130

/** A headline, or the part of a text round the first place that answered, with the places marked. */
export function marked(item: Item, field: 'title' | 'text', spans: readonly Span[]): Html {
  const text = item[field]
  const ours = spans.filter((span) => span.field === field).toSorted((a, b) => a.start - b.start)
  const from = field === 'title' ? 0 : wordStart(text, (ours[0]?.start ?? 0) - AROUND)
  const to = field === 'title' ? text.length : Math.min(text.length, from + 2 * AROUND)
  const parts: Html[] = []
  let at = from
  for (const { start, end } of ours) {
    if (start < at || end > to) continue
    parts.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`)
    at = end
  }
  return html`${from > 0 && '… '}${parts}${text.slice(at, to)}${to < text.length && '…'}`
}

/** The next begin of a word, where one is near. */
function wordStart(text: string, at: number): number {
  if (at <= 0) return 0
  const space = text.slice(at, at + 20).search(/\s/)
  return space < 0 ? at : at + space + 1
}

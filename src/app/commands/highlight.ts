import { styleText } from 'node:util'
import type { Item, Span } from '../../model.ts'

/** Characters of text shown on either side of the first place that answered. */
const AROUND = 90

/** A title whole, or the text around its first span, with the words that answered made bold. */
export function highlight(item: Item, field: 'title' | 'text', spans: readonly Span[]): string {
  const text = item[field]
  const marks = spans
    .filter((span) => span.field === field)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const from = field === 'title' ? 0 : Math.max(0, (marks[0]?.start ?? 0) - AROUND)
  const to = field === 'title' ? text.length : Math.min(text.length, from + 2 * AROUND)
  let shown = from > 0 ? '…' : ''
  let at = from
  for (const { start, end } of marks) {
    if (start < at || end > to) continue
    shown += text.slice(at, start) + bold(text.slice(start, end))
    at = end
  }
  return `${shown}${text.slice(at, to)}${to < text.length ? '…' : ''}`.replace(/\s+/g, ' ')
}

/** Only for a terminal: piped output stays plain. */
function bold(words: string): string {
  return process.stdout.isTTY ? styleText('bold', words) : words
}

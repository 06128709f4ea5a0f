import { wrapText } from '../../core/digest/wrap-text.ts'

/** Paragraphs of a help broken to a width; what is indented, lists and commands to copy, stays. */
export function fitProse(text: string, width: number): string {
  return text
    .split(/((?:^[^\s].*\n?)+)/m)
    .map((part) => (/^\S/.test(part) ? fitted(part, width) : part))
    .join('')
}

function fitted(paragraph: string, width: number): string {
  const end = paragraph.endsWith('\n') ? '\n' : ''
  return wrapText(paragraph.replaceAll('\n', ' ').trim(), { width }) + end
}

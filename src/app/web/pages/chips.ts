import type { VerdictKind } from '../../../model.ts'
import { html, type Html } from '../html.ts'

/** A verdict, told by its word and not by colour alone. */
export function verdictChip(kind: VerdictKind | 'none', words: string = kind): Html {
  return html`<span class="chip ${kind}">${words}</span>`
}

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** 'Russian' for ru and ru-RU; what is no tag stays as it is. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag.split('-')[0] ?? tag) ?? tag
  } catch {
    return tag
  }
}

/** The beginning of a long text, cut at a word. */
export function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text
  return `${text.slice(0, longest).replace(/\s+\S*$/u, '')} …`
}

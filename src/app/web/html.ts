/** A piece of HTML in which every value has been escaped. Built by `html` and nowhere else. */
export interface Html {
  readonly markup: string
}

type Value = string | number | Html | readonly Html[] | false | undefined

/** Tagged template: strings are escaped, Html goes in as it is, false and undefined vanish. */
export function html(texts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = texts.map((text, at) => text + (at < values.length ? markupOf(values[at]) : ''))
  return { markup: parts.join('') }
}

function markupOf(value: Value): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escapeHtml(value)
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** A link to the outside, only ever over http: a feed's `javascript:` address becomes plain text. */
export function outsideLink(url: string, text: string): Html {
  return /^https?:\/\//i.test(url)
    ? html`<a href="${url}" rel="noopener noreferrer">${text}</a>`
    : html`${text}`
}

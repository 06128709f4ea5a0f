import { html, type Html } from '../html.ts'

/** An instant for people and machines, in UTC: the page serves readers in many zones. */
export function when(instant: Date | undefined): Html {
  if (!instant) return html`<span class="soft">never</span>`
  const iso = instant.toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')}</time>`
}

import { html, type Html } from '../html.ts'

/** Days back, as the forms offer them. */
export const WITHIN_DAYS = [
  ['', 'all time'],
  ['1', '24 hours'],
  ['7', '7 days'],
  ['30', '30 days'],
] as const

/** The options of a select; what was chosen stays even where it is offered no more. */
export function optionsOf(
  options: readonly (readonly [value: string, words: string])[],
  chosen: string,
): readonly Html[] {
  const offered = options.some(([value]) => value === chosen)
    ? options
    : [...options, [chosen, chosen] as const]
  return offered.map(
    ([value, words]) =>
      html`<option value="${value}" ${value === chosen && html`selected`}>${words}</option>`,
  )
}

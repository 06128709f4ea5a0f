import {
  inForm,
  textOf,
  type EntryField,
  type EntryFields,
  type EntryProblems,
} from '../entry-form.ts'
import { html, type Html } from '../html.ts'

/** A field of an entry, named in the schema's words, with what is wrong in it below. */
export function fieldPart(
  { key, words, isNeeded }: EntryField,
  typed: EntryFields,
  problems: EntryProblems,
): Html {
  return html`<label for="${key}"
      >${words}${!isNeeded && html` <span class="soft">(optional)</span>`}</label
    >
    <input
      id="${key}"
      name="${inForm(key)}"
      value="${textOf(typed[key])}"
      size="40"
      autocomplete="off"
      spellcheck="false"
      dir="auto"
      ${marks(key, problems)}
    />
    ${wrong(key, problems)}`
}

export function marks(key: string, problems: EntryProblems): Html | false {
  return problems[key] !== undefined && html`aria-invalid="true" aria-describedby="${key}-problem"`
}

export function wrong(key: string, problems: EntryProblems): Html | false {
  const problem = problems[key]
  return (
    problem !== undefined && html`<p class="bad" role="alert" id="${key}-problem">${problem}</p>`
  )
}

/** What was done last, and what could not be. */
export function saidPart(said: string | undefined, problem: string | undefined): Html {
  return html`${said !== undefined && html`<p class="said" role="status">${said}</p>`}
  ${
    problem !== undefined &&
    html`<div class="alert" role="alert"><pre class="wrap" tabindex="0">${problem}</pre></div>`
  }`
}

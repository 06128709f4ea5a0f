import {
  inForm,
  textOf,
  type EntryField,
  type EntryFields,
  type EntryProblems,
} from '../entry-form.ts'
import { html, type Html } from '../html.ts'

/** Keys that people call otherwise than the file does. */
const LABELS: Readonly<Record<string, string>> = {
  id: 'Name among its kind',
  url: 'Address',
  every: 'Time between visits',
}

/** A field of an entry, told in the schema's words, with what is wrong in it below. */
export function fieldPart(
  { key, words, isNeeded }: EntryField,
  typed: EntryFields,
  problems: EntryProblems,
): Html {
  const label = LABELS[key] ?? `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`
  return html`<label for="${key}"
      >${label}${!isNeeded && html` <span class="soft">(optional)</span>`}</label
    >
    <p class="soft small" id="${key}-words">${words}</p>
    <input
      class="whole"
      id="${key}"
      name="${inForm(key)}"
      value="${textOf(typed[key])}"
      autocomplete="off"
      spellcheck="false"
      dir="auto"
      ${marks(key, problems, `${key}-words`)}
    />
    ${wrong(key, problems)}`
}

/** What a field is described by, and whether something is wrong in it. */
export function marks(key: string, problems: EntryProblems, words = ''): Html | false {
  const isWrong = problems[key] !== undefined
  const described = [isWrong ? `${key}-problem` : '', words].filter(Boolean).join(' ')
  return (
    described !== '' &&
    html`${isWrong && html`aria-invalid="true"`} aria-describedby="${described}"`
  )
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

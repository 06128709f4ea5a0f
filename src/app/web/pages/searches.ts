import { SEARCH_NAMES, SEARCH_TEMPLATES } from '../../../core/feed/search-address.ts'
import { searchSchema } from '../../configuration/schema.ts'
import { fieldsOf, inForm, textOf, type EntryFields, type EntryProblems } from '../entry-form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { fieldPart, marks, saidPart, wrong } from './entry-form.ts'

export interface SearchesView {
  readonly token: string
  readonly searches: readonly EntryFields[]
  readonly watchNames: readonly string[]
  /** What stands in the form. */
  readonly typed?: EntryFields
  /** Place in the list of the one that is changed, and its name; empty for a new one. */
  readonly was?: string | undefined
  readonly wasName?: string
  readonly problem?: string
  readonly problems?: EntryProblems
  /** Place of the one that is to be removed, once that is confirmed. */
  readonly removing?: number
  readonly said?: string
}

/** The searches kept as feeds, and the form one is written or changed in. */
export function searchesPage(view: SearchesView): string {
  const { searches, said, problem, removing } = view
  return layout(
    'Searches',
    '/feeds',
    html`${saidPart(said, problem)} ${removing !== undefined && removingPart(view, removing)}
      <p>
        A search asks a news service for the words of a watch and is read
        <a href="/feeds">as a feed</a>: change the watch, and it changes too. The service sees the
        words, and only it does.
      </p>
      ${searches.length === 0 && html`<p class="soft">None so far.</p>`}
      <ul class="plain">
        ${searches.map(searchPart)}
      </ul>
      ${formPart(view)}`,
  )
}

function searchPart(search: EntryFields, at: number): Html {
  const [name, template, url, every] = ['name', 'template', 'url', 'every'].map((key) =>
    textOf(search[key]),
  )
  const rhythm = every && `every ${every}`
  const more = [textOf(search['language']), textOf(search['region']), rhythm]
    .filter(Boolean)
    .map((one) => `; ${one}`)
  return html`<li class="story">
    <h2 dir="auto">${name}</h2>
    <p>
      ${template && serviceOf(template)}${url && html`<code>${url}</code>`}, for
      <span dir="auto">${namesIn(search['watches']).join(', ')}</span>${more.join('')}
    </p>
    <p class="row">
      <a class="button" href="/searches?edit=${at}#form" aria-label="Edit ${name}">Edit</a>
      <a class="button" href="/searches?remove=${at}" aria-label="Remove ${name}">Remove</a>
    </p>
  </li>`
}

const serviceOf = (template: string) =>
  Object.entries(SEARCH_NAMES).find(([key]) => key === template)?.[1] ?? template

const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : []

function formPart({
  token,
  watchNames,
  typed = {},
  problems = {},
  was = '',
  wasName = '',
}: SearchesView): Html {
  const { name, template: _, url, watches: __, ...rest } = searchSchema.shape
  const chosen = namesIn(typed['watches'])
  const known = [...watchNames, ...chosen.filter((one) => !watchNames.includes(one))]
  const fields = (shape: Parameters<typeof fieldsOf>[0]) =>
    fieldsOf(shape).map((field) => fieldPart(field, typed, problems))
  return html`<form method="post" action="/searches" id="form" class="watch">
    <h2 dir="auto">${was === '' ? 'A new search' : `Change ${wasName}`}</h2>
    ${hiddenPart(token, was, wasName)} ${wrong('', problems)} ${fields({ name })}
    <label for="template">Service</label>
    <p class="soft small" id="template-words">
      Those named here are templates: their address is known.
    </p>
    <select
      id="template"
      name="${inForm('template')}"
      ${marks('template', problems, 'template-words')}
    >
      <option value="">another, by its address</option>
      ${SEARCH_TEMPLATES.map(
        (one) =>
          html`<option value="${one}" ${one === typed['template'] && html`selected`}>
            ${serviceOf(one)}
          </option>`,
      )}
    </select>
    ${wrong('template', problems)} ${fields({ url })}
    <fieldset>
      <legend>Watches to search for</legend>
      ${known.map(
        (one) =>
          html`<label dir="auto"
            ><input
              type="checkbox"
              name="${inForm('watches')}"
              value="${one}"
              ${chosen.includes(one) && html`checked`}
              ${marks('watches', problems)}
            />
            ${one}</label
          >`,
      )}
    </fieldset>
    ${wrong('watches', problems)} ${fields(rest)}
    <p class="row">
      <button name="do" value="save" class="main">Save</button>
      ${was !== '' && html`<a class="button" href="/searches">Leave it</a>`}
    </p>
  </form>`
}

function removingPart({ searches, token }: SearchesView, at: number): Html {
  const name = textOf(searches[at]?.['name'])
  return html`<form method="post" action="/searches" class="alert">
    <h2 dir="auto">Remove ${name}?</h2>
    <p>It is taken out of the configuration file and asked no more. What was read stays.</p>
    ${hiddenPart(token, String(at), name)}
    <p class="row">
      <button name="do" value="remove">Remove it</button>
      <a class="button" href="/searches">Keep it</a>
    </p>
  </form>`
}

function hiddenPart(token: string, was: string, wasName: string): Html {
  return html`<input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="was" value="${was}" />
    <input type="hidden" name="was_name" value="${wasName}" />`
}

import { readFile } from 'node:fs/promises'
import { effectiveValues, type EffectiveValue } from '../../configuration/effective-values.ts'
import { environmentValues, type Variables } from '../../environment.ts'
import { AT_START } from '../../follow-configuration.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'

/** What is in effect and where it was said: the file's line, the environment, or nowhere. */
export async function settingsPage(
  { world, followed, files }: WebParts,
  variables: Variables,
): Promise<string> {
  const { warnings } = followed.current
  const file = files?.configuration
  const values = file === undefined ? [] : effectiveValues(await readFile(file, 'utf8'), variables)
  return layout(
    'Settings',
    '/settings',
    html`${
        followed.trouble !== undefined &&
        html`<div class="alert" role="alert">
          <p>The file as it stands is not in force; what stood before it is:</p>
          <pre class="wrap">${followed.trouble}</pre>
        </div>`
      }
      ${
        followed.waiting.length > 0 &&
        html`<p class="update" role="status">
          Changed since the start, and in force from the next one on:
          ${followed.waiting.join(', ')}.
        </p>`
      }
      ${warnings.map((warning) => html`<p class="update">${warning}</p>`)}
      <p>
        Changed in ${file === undefined ? 'its file' : html`<code>${file}</code>`}, taken up at
        once; <code>wirewatch config</code> checks it.
        <a href="/settings/reference">Every key, its default and its meaning</a>.
        <a href="/logout">Sign out</a>
      </p>
      <p class="soft small">
        From the next start on: ${AT_START.join(', ')} and the environment, the mail server among
        it.
      </p>
      <h2>What stands behind</h2>
      <p>${world.parts.store} · ${world.parts.queue} · mail: ${world.parts.mail}</p>
      ${sectionsOf(values).map(([name, rows]) => sectionPart(name, rows, file ?? ''))}
      <h2>Environment</h2>
      <ul>
        ${environmentValues(variables).map(
          ({ name, value, isSet }) =>
            html`<li>
              <code>${name}</code> ${value}
              <span class="soft small"
                >${isSet ? 'set' : value === '' ? 'not set' : 'by default'}</span
              >
            </li>`,
        )}
      </ul>`,
  )
}

function sectionsOf(values: readonly EffectiveValue[]): [string, EffectiveValue[]][] {
  const sections = new Map<string, EffectiveValue[]>()
  for (const value of values) {
    const [name = ''] = value.key.split(/[. ]/)
    sections.set(name, [...(sections.get(name) ?? []), value])
  }
  return [...sections]
}

/** Lists are long: they are opened by whoever wants to see them. */
const LONG = 12

function sectionPart(name: string, rows: readonly EffectiveValue[], file: string): Html {
  const table = html`<div class="scroll">
    <table class="cards">
      <thead>
        <tr>
          <th>Setting</th>
          <th>In effect</th>
          <th>From</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowPart(row, file))}
      </tbody>
    </table>
  </div>`
  return html`<h2>${name}</h2>
    ${
      rows.length > LONG
        ? html`<details>
            <summary>${rows.length} entries</summary>
            ${table}
          </details>`
        : table
    }`
}

function rowPart({ key, value, line, variables, about }: EffectiveValue, file: string): Html {
  const shown = value === '' ? html`<span class="soft">not set</span>` : html`<code>${value}</code>`
  const said = [
    ...(line === undefined ? [] : [`${file.split(/[/\\]/).at(-1)}:${line}`]),
    ...(variables ?? []).map((one) => `environment ${one}`),
  ]
  return html`<tr>
    <th scope="row">${key} ${about !== undefined && html`<p class="small soft">${about}</p>`}</th>
    <td data-label="In effect" class="value" dir="auto">${shown}</td>
    <td data-label="From" class="small">
      ${said.length > 0 || value === '' ? said.join(', ') : 'default'}
    </td>
  </tr>`
}

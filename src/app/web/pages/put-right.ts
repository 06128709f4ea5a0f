import type { Story } from '../../../model.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { pageTime, zoneNote, type PageTime } from './page-time.ts'

/** So many other stories are offered, the latest first; the command knows all. */
const STORIES_OFFERED = 100

/** A person says which documents are no part of a story, or which other story it is one with. */
export async function putRightPage(
  parts: WebParts,
  id: string,
  token: string,
  problem?: string,
): Promise<string | undefined> {
  const { store } = parts.world
  const story = await store.story(id)
  if (!story) return undefined
  const others = (await store.stories(STORIES_OFFERED + 1)).filter((one) => one.id !== id)
  const time = pageTime(parts)
  return layout(
    `Put right: ${story.title}`,
    '/',
    html`${problem !== undefined && html`<p class="alert" role="alert">${problem}</p>`}
      <p>
        <a href="/stories/${encodeURIComponent(id)}">Back to the story</a>. What is put right here
        stays so: nothing that is read later undoes it.
      </p>
      ${story.documents.length > 1 && splitForm(story, token, time)}
      ${others.length > 0 && mergeForm(story, others, token, time)} ${zoneNote(time)}`,
  )
}

function splitForm({ id, documents }: Story, token: string, time: PageTime): Html {
  const fields = html`<fieldset>
    <legend>Which of its documents tell of something else?</legend>
    ${documents.map(
      ({ id: document, title, outlet, published }) =>
        html`<label>
          <input type="checkbox" name="document" value="${document}" />
          <span dir="auto">${title}</span>
          <span class="soft small" dir="auto">${outlet}, ${time.at(published)}</span>
        </label>`,
    )}
  </fieldset>`
  return html`<h2>Not one story</h2>
    ${putRightForm(id, token, 'split', 'Split off', fields)}`
}

function mergeForm({ id }: Story, others: readonly Story[], token: string, time: PageTime): Html {
  const fields = html`<label for="other">Which story tells of the same?</label>
    <select id="other" name="other" class="whole" required>
      <option value="">choose one</option>
      ${others.map(
        (one) => html`<option value="${one.id}">${one.title} (${time.day(one.lastAt)})</option>`,
      )}
    </select>`
  return html`<h2>One with another</h2>
    ${putRightForm(id, token, 'merge', 'Make them one', fields)}`
}

function putRightForm(
  id: string,
  token: string,
  what: 'split' | 'merge',
  button: string,
  fields: Html,
): Html {
  return html`<form
    method="post"
    action="/stories/${encodeURIComponent(id)}/put-right"
    class="watch"
  >
    <input type="hidden" name="token" value="${token}" />
    ${fields}
    <label for="${what}-because">Because</label>
    <input id="${what}-because" name="because" maxlength="1000" class="whole" />
    <label for="${what}-by">Your name</label>
    <input id="${what}-by" name="by" maxlength="100" autocomplete="name" />
    <p class="row"><button name="do" value="${what}">${button}</button></p>
  </form>`
}

import { counted } from '../../../core/digest/wording.ts'
import type { Digest, DigestOnRecord, PlacedItem } from '../../../model.ts'
import { html, type Html } from '../html.ts'
import type { WebParts } from '../web-parts.ts'
import type { PageTime } from './page-time.ts'

/** Links to the digests that told an item. */
export type ToldIn = (itemId: string) => Html | false

/** A digest tells a story under the id it had then; its items tell it from then on. */
function toldStories({ stories }: Digest, storyId: string, items: ReadonlySet<string>) {
  return stories.filter(
    ({ storyId: then, lead, itemIds = [] }) =>
      then === storyId || [lead.itemId, ...itemIds].some((itemId) => items.has(itemId)),
  )
}

export function toldIn(
  { followed }: WebParts,
  digests: readonly DigestOnRecord[],
  time: PageTime,
): ToldIn {
  const nameOf = namesIn(followed)
  return (itemId) => {
    const telling = digests.filter(({ digest: { stories } }) =>
      stories.some(({ lead, itemIds = [] }) => [lead.itemId, ...itemIds].includes(itemId)),
    )
    return (
      telling.length > 0 &&
      html`In the digest for
      ${telling.map(
        ({ digest: { id, subscriberId, composedAt } }, at) =>
          html`${at > 0 && ', '}<a href="/digests/${encodeURIComponent(id)}"
              >${nameOf(subscriberId)}, ${time.at(composedAt)}</a
            >`,
      )}.`
    )
  }
}

function namesIn({ current }: WebParts['followed']): (subscriberId: string) => string {
  const names = new Map(current.subscribers.map(({ id, name }) => [id, name]))
  return (subscriberId) => names.get(subscriberId) ?? subscriberId
}

/** What of a story went out to whom, and what was looked at and held back. */
export function sentTable(
  { followed }: WebParts,
  digests: readonly DigestOnRecord[],
  { id, placed, time }: { id: string; placed: readonly PlacedItem[]; time: PageTime },
): Html {
  const items = new Set(placed.map(({ item }) => item.id))
  const nameOf = namesIn(followed)
  if (digests.length === 0) {
    return html`<h2>What went out</h2>
      <p>No digest has looked at it yet.</p>`
  }
  return html`<h2>What went out</h2>
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Digest</th>
          <th scope="col">For</th>
          <th scope="col">Of this story</th>
        </tr>
      </thead>
      <tbody>
        ${digests.map(
          ({ digest }) =>
            html`<tr>
              <td>
                <a href="/digests/${encodeURIComponent(digest.id)}"
                  >${time.at(digest.composedAt)}</a
                >
              </td>
              <td data-label="For">${nameOf(digest.subscriberId)}</td>
              <td>${partIn(digest, id, items)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

function partIn(digest: Digest, storyId: string, items: ReadonlySet<string>): Html {
  const told = toldStories(digest, storyId, items)
  const held = digest.heldBack.filter(({ itemId }) => items.has(itemId))
  const [first] = held
  return html`${told.map(
    ({ kind, headline }) =>
      html`<p>
        Told as ${kind === 'new' ? 'new' : 'an update'}: <span dir="auto">${headline}</span>
      </p>`,
  )}
  ${
    first &&
    html`<p class="soft small">
      Held back ${counted(held.length, 'item')}: <span dir="auto">${first.because}</span>${
        held.length > 1 && ' …'
      }
    </p>`
  }
  ${
    told.length === 0 && !first && html`<span class="soft">Not for this subscriber’s watches</span>`
  }`
}

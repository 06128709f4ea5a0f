import { writeMessage } from '../../../core/digest/write-message.ts'
import type { Delivery, Digest } from '../../../model.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { when } from './when.ts'

const SHOWN = 100

/** The archive of digests, latest first. */
export async function digestsPage(parts: WebParts): Promise<string> {
  const digests = await parts.world.store.digests(SHOWN)
  const rows = digests.map(({ digest, delivery }) => digestRow(parts, digest, delivery))
  const table = html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Digest</th>
          <th>For</th>
          <th>Composed (UTC)</th>
          <th>Posted (UTC)</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
  return layout('Digests', '/digests', rows.length > 0 ? table : html`<p>None yet.</p>`)
}

function digestRow(parts: WebParts, digest: Digest, delivery: Delivery | undefined): Html {
  const { subject, to } = messageOf(parts, digest)
  return html`<tr>
    <td><a href="/digests/${encodeURIComponent(digest.id)}" dir="auto">${subject}</a></td>
    <td>${to.join(', ')}</td>
    <td>${when(digest.composedAt)}</td>
    <td>${postedAt(delivery)}</td>
  </tr>`
}

function postedAt(delivery: Delivery | undefined): Html {
  if (!delivery) return html`<span class="bad">not yet</span>`
  const { outcome, deliveredAt } = delivery
  return html`${when(deliveredAt)}${outcome === 'refused' && html` <span class="bad">refused</span>`}`
}

/** One digest: the page around it, and the mail itself for the frame. */
export async function digestPage(
  parts: WebParts,
  id: string,
): Promise<{ page: string; mail: string } | undefined> {
  const found = await parts.world.store.digest(id)
  if (!found) return undefined
  const { subject, html: mail, messageId } = messageOf(parts, found.digest)
  const content = html`<p class="soft small">
      ${messageId} · ${found.delivery?.receipt ?? 'not posted yet'}
    </p>
    <iframe
      src="/digests/${encodeURIComponent(id)}/mail"
      title="The digest as mailed"
      sandbox
    ></iframe>`
  return { page: layout(subject, '/digests', content), mail }
}

/** A subscriber who has left the configuration still has an archive. */
function messageOf({ followed }: WebParts, digest: Digest) {
  const { subscribers, mail } = followed.current
  const { subscriberId: id } = digest
  const subscriber = subscribers.find((candidate) => candidate.id === id) ?? {
    id,
    name: id,
    to: [],
    schedule: { crons: [], written: '' },
    zone: 'UTC',
    evenWhenNothingIsNew: false,
  }
  return writeMessage(digest, subscriber, mail.from)
}

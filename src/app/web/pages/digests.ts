import { writeMessage } from '../../../core/digest/write-message.ts'
import type { Delivery, Digest, DigestOnRecord } from '../../../model.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import type { WebParts } from '../web-parts.ts'
import { when } from './when.ts'

const SHOWN = 100

/** The archive of digests, latest first. */
export async function digestsPage(parts: WebParts): Promise<string> {
  const digests = await parts.world.store.digests(SHOWN)
  const rows = digests.map((one) => digestRow(parts, one))
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

function digestRow(parts: WebParts, { digest, deliveries }: DigestOnRecord): Html {
  const { subject, to } = messageOf(parts, digest)
  return html`<tr>
    <td><a href="/digests/${encodeURIComponent(digest.id)}" dir="auto">${subject}</a></td>
    <td>${to.join(', ')}</td>
    <td>${when(digest.composedAt)}</td>
    <td>${postedAt(deliveries)}</td>
  </tr>`
}

/** Where it went first, and each addressee that has not got it. */
function postedAt(deliveries: readonly Delivery[]): Html {
  const [first] = deliveries
    .filter(({ outcome }) => outcome === 'accepted')
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const others = deliveries
    .filter(({ outcome }) => outcome !== 'accepted')
    .map(
      ({ addressee, outcome }) =>
        html` <span class="bad"
          >${addressee} ${outcome === 'refused' ? 'refused' : 'tried again'}</span
        >`,
    )
  if (first) return html`${when(first.at)}${others}`
  return others.length > 0 ? html`${others}` : html`<span class="bad">not yet</span>`
}

/** One digest: the page around it, and the mail itself for the frame. */
export async function digestPage(
  parts: WebParts,
  id: string,
): Promise<{ page: string; mail: string } | undefined> {
  const found = await parts.world.store.digest(id)
  if (!found) return undefined
  const { subject, html: mail, messageId } = messageOf(parts, found.digest)
  const content = html`<p class="soft small">${messageId}</p>
    ${deliveriesTable(found.deliveries)}
    <iframe
      src="/digests/${encodeURIComponent(id)}/mail"
      title="The digest as mailed"
      sandbox
    ></iframe>`
  return { page: layout(subject, '/digests', content), mail }
}

function deliveriesTable(deliveries: readonly Delivery[]): Html {
  if (deliveries.length === 0) return html`<p class="soft small">Not posted yet.</p>`
  const rows = deliveries.map(
    ({ addressee, outcome, at, attempts, nextTryAt, receipt }) =>
      html`<tr>
        <td>${addressee}</td>
        <td class="${outcome === 'accepted' ? 'new' : 'bad'}">${outcome}</td>
        <td>${when(at)}</td>
        <td class="number">${attempts}</td>
        <td>${nextTryAt ? html`again ${when(nextTryAt)}; ` : ''}${receipt}</td>
      </tr>`,
  )
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Went to</th>
          <th>Came of it</th>
          <th>At (UTC)</th>
          <th class="number">Tries</th>
          <th>Answer</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`
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
  return writeMessage(digest, subscriber, mail)
}

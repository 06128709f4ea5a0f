/**
 * Matrix's client API, PUT …/send/m.room.message/{txnId}: the transaction is the digest, so the
 * homeserver itself drops a repeat (spec.matrix.org, Client-Server API, 10.6).
 */
import type { Digest, Notice } from '../../../model.ts'
import { escapeHtml } from '../escape.ts'
import { utf8Length } from '../keep-fitting.ts'
import { fitting, moreLine, type NoticeOutline, type NoticeStory } from './outline-notice.ts'

/** An event takes 65,536 bytes, and the text stands in it twice. */
const MOST_BYTES = 20_000

export function matrixNotice(
  { id }: Digest,
  outline: NoticeOutline,
  channel: { readonly server: string; readonly token: string; readonly room: string },
): Notice {
  const { subject, stories, lines, archive } = outline
  const { kept, left } = fitting(stories, MOST_BYTES, (story) => utf8Length(storyHtml(story)))
  const closing = [...moreLine(left), ...lines]
  const room = encodeURIComponent(channel.room)
  return {
    method: 'PUT',
    url: `${channel.server}/_matrix/client/v3/rooms/${room}/send/m.room.message/${encodeURIComponent(id)}`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${channel.token}` },
    body: JSON.stringify({
      msgtype: 'm.text',
      body: [subject, ...kept.map(storyText), ...closing, ...(archive ? [archive] : [])].join(
        '\n\n',
      ),
      format: 'org.matrix.custom.html',
      formatted_body: [
        `<h4>${escapeHtml(subject)}</h4>`,
        ...kept.map(storyHtml),
        ...closing.map((line) => `<p>${escapeHtml(line)}</p>`),
        ...(archive ? [`<p><a href="${escapeHtml(archive)}">The whole digest</a></p>`] : []),
      ].join('\n'),
    }),
  }
}

function storyText({ kind, headline, link, source, told }: NoticeStory): string {
  return [`${kind.toUpperCase()}: ${headline}`, link ?? '', told, source]
    .filter((line) => line !== '')
    .join('\n')
}

function storyHtml({ kind, headline, link, source, told }: NoticeStory): string {
  const words = escapeHtml(headline)
  const title = link === undefined ? words : `<a href="${escapeHtml(link)}">${words}</a>`
  return `<p><strong>${kind.toUpperCase()}</strong> ${title}<br>${escapeHtml(told)}<br><em>${escapeHtml(source)}</em></p>`
}

/** Telegram's sendMessage (core.telegram.org/bots/api) in its HTML. */
import type { Notice } from '../../../model.ts'
import { escapeHtml } from '../escape.ts'
import {
  fitting,
  jsonNotice,
  moreLine,
  type NoticeOutline,
  type NoticeStory,
} from './outline-notice.ts'

/** A message takes 4,096 characters after its markup is read; counting the markup stays below. */
const MOST_CHARACTERS = 3_400

export function telegramNotice(
  outline: NoticeOutline,
  channel: { readonly server: string; readonly token: string; readonly chat: string },
): Notice {
  const { subject, stories, lines, archive } = outline
  const blocks = stories.map(storyText)
  const { kept, left } = fitting(blocks, MOST_CHARACTERS, (block) => block.length)
  const closing = [...moreLine(left), ...lines.map(escapeHtml)].join('\n').slice(0, 400)
  const text = [
    `<b>${escapeHtml(subject)}</b>`,
    ...kept,
    ...(closing === '' ? [] : [closing]),
    ...(archive === undefined ? [] : [`<a href="${escapeHtml(archive)}">The whole digest</a>`]),
  ].join('\n\n')
  return jsonNotice(`${channel.server}/bot${channel.token}/sendMessage`, {
    chat_id: channel.chat,
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
  })
}

function storyText({ kind, headline, link, source, told }: NoticeStory): string {
  const words = escapeHtml(headline)
  const title = link === undefined ? words : `<a href="${escapeHtml(link)}">${words}</a>`
  return [`<b>${kind.toUpperCase()}</b> ${title}`, escapeHtml(told), `<i>${escapeHtml(source)}</i>`]
    .filter((line) => line !== '')
    .join('\n')
}

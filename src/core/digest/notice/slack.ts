/** Slack's incoming webhooks: https://api.slack.com/messaging/webhooks, blocks in mrkdwn. */
import type { Notice } from '../../../model.ts'
import {
  fitting,
  jsonNotice,
  moreLine,
  type NoticeOutline,
  type NoticeStory,
} from './outline-notice.ts'

/** A message takes 50 blocks; a section 3,000 characters, far more than a story has here. */
const MOST_STORIES = 40
const LONGEST_HEADER = 150

export function slackNotice(outline: NoticeOutline, { url }: { readonly url: string }): Notice {
  const { subject, stories, lines, archive } = outline
  const { kept, left } = fitting(stories, MOST_STORIES, () => 1)
  const closing = [
    ...moreLine(left),
    ...lines.map(escaped),
    ...(archive === undefined ? [] : [`<${archive}|The whole digest>`]),
  ]
  return jsonNotice(url, {
    text: escaped(subject),
    unfurl_links: false,
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: subject.slice(0, LONGEST_HEADER), emoji: false },
      },
      ...kept.map((story) => section(storyText(story))),
      ...(closing.length === 0 ? [] : [section(closing.join('\n').slice(0, 3000))]),
    ],
  })
}

function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }
}

function storyText({ kind, headline, link, source, told }: NoticeStory): string {
  const words = escaped(headline)
  const title = link === undefined ? words : `<${link}|${words.replaceAll('|', '¦')}>`
  return [`*${kind.toUpperCase()}* ${title}`, escaped(told), `_${escaped(source)}_`]
    .filter((line) => line !== '')
    .join('\n')
}

/** The three characters Slack asks to escape; nothing else starts a link or a mention. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

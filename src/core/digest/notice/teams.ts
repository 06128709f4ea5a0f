/** Microsoft Teams: a workflow's webhook takes an Adaptive Card (adaptivecards.io, schema 1.4). */
import type { Notice } from '../../../model.ts'
import { utf8Length } from '../keep-fitting.ts'
import {
  fitting,
  jsonNotice,
  moreLine,
  type NoticeOutline,
  type NoticeStory,
} from './outline-notice.ts'

/** Teams refuses messages beyond 28 KB. */
const MOST_BYTES = 22_000

export function teamsNotice(outline: NoticeOutline, { url }: { readonly url: string }): Notice {
  const { subject, stories, lines, archive } = outline
  const blocks = stories.map(storyBlocks)
  const { kept, left } = fitting(blocks, MOST_BYTES, (one) => utf8Length(JSON.stringify(one)))
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { ...textBlock(escaped(subject)), size: 'Large', weight: 'Bolder' },
      ...kept.flat(),
      ...[...moreLine(left), ...lines].map((line) => textBlock(escaped(line))),
    ],
    ...(archive !== undefined && {
      actions: [{ type: 'Action.OpenUrl', title: 'The whole digest', url: archive }],
    }),
  }
  const attachment = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    contentUrl: null,
    content,
  }
  return jsonNotice(url, { type: 'message', attachments: [attachment] })
}

function storyBlocks({ kind, headline, link, source, told }: NoticeStory) {
  const words = escaped(headline)
  const title = link === undefined ? words : `[${words}](${link.replaceAll(')', '%29')})`
  return [
    { ...textBlock(`${kind.toUpperCase()}: ${title}`), weight: 'Bolder', separator: true },
    ...(told === '' ? [] : [{ ...textBlock(escaped(told)), spacing: 'Small' }]),
    { ...textBlock(escaped(source)), isSubtle: true, size: 'Small', spacing: 'Small' },
  ]
}

function textBlock(text: string) {
  return { type: 'TextBlock', text, wrap: true }
}

/** Text blocks read Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\*_[\]()~`#]/g, String.raw`\$&`)
}

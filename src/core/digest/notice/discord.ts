/** Discord's webhooks: one embed per story; mentions switched off, whatever a feed writes. */
import type { Notice } from '../../../model.ts'
import { plainLine } from '../escape.ts'
import {
  fitting,
  jsonNotice,
  moreLine,
  type NoticeOutline,
  type NoticeStory,
} from './outline-notice.ts'

/** Ten embeds, and 6,000 characters in all of them together. */
const MOST_EMBEDS = 10
const MOST_CHARACTERS = 5_800
const LONGEST_CONTENT = 2_000
const COLOURS = { new: 0x0f6a4b, update: 0x8a5300 } as const

export function discordNotice(outline: NoticeOutline, { url }: { readonly url: string }): Notice {
  const { subject, stories, lines, archive } = outline
  const embeds = stories.slice(0, MOST_EMBEDS).map(embedOf)
  const { kept } = fitting(embeds, MOST_CHARACTERS, (embed) => charactersOf(embed))
  const content = [
    `**${escaped(subject)}**`,
    ...moreLine(stories.length - kept.length),
    ...lines.map(escaped),
    ...(archive === undefined ? [] : [`<${archive}>`]),
  ].join('\n')
  const address = new URL(url)
  address.searchParams.set('wait', 'true')
  return jsonNotice(address.href, {
    content: content.slice(0, LONGEST_CONTENT),
    embeds: kept,
    allowed_mentions: { parse: [] },
  })
}

function embedOf({ kind, headline, link, source, told }: NoticeStory) {
  return {
    title: plainLine(headline, 250),
    ...(link !== undefined && { url: link }),
    description: escaped(told),
    color: COLOURS[kind],
    footer: { text: `${kind.toUpperCase()} · ${source}` },
  }
}

function charactersOf({ title, description, footer }: ReturnType<typeof embedOf>): number {
  return title.length + description.length + footer.text.length
}

function escaped(text: string): string {
  return text.replace(/[\\*_~`|>[\]()#-]/g, String.raw`\$&`)
}

/** The digest as plain text: a whole message by itself, and what a terminal prints. */
import type { Digest, Letterhead, Subscriber } from '../../model.ts'
import { keepFitting } from './keep-fitting.ts'
import {
  outlineDigest,
  type HeldBackGroup,
  type Outline,
  type SentenceOutline,
  type StoryOutline,
} from './outline-digest.ts'
import type { FeedLine } from './outline-feeds.ts'
import { ALSO_REPORTED } from './outline-notes.ts'
import { counted, joinSentences, knownLabel } from './wording.ts'
import { wrapText } from './wrap-text.ts'

const BYTES = { stories: 60_000, headlines: 85_000, feeds: 12_000 }

/** The digest for a terminal: exactly the text part of its mail. */
export function digestAsText(
  digest: Digest,
  subscriber: Subscriber,
  letterhead: Letterhead = { from: '' },
): string {
  return messageText(outlineDigest(digest, subscriber, letterhead))
}

/** The text part: lines of 76 columns, ended by a line break. */
export function messageText(outline: Outline, unsubscribe?: string): string {
  const blocks = [
    headingBlock(outline),
    ...noticeBlocks(outline),
    ...missedBlocks(outline.missed),
    ...storyBlocks(outline.stories),
    heldBackBlock(outline.heldBack),
    readBlock(outline),
    [
      '-- ',
      ...outline.closing.map((line) => wrapText(line)),
      ...(outline.archive === undefined ? [] : [`On the page: ${outline.archive}`]),
      ...(unsubscribe === undefined ? [] : [`Unsubscribe: ${unsubscribe}`]),
    ].join('\n'),
  ]
  return `${blocks.join('\n\n')}\n`
}

function headingBlock({ heading, period, glance, warning }: Outline): string {
  const lines = [underlined(heading.toUpperCase(), '='), period, glance]
  return [...lines, ...(warning === undefined ? [] : [wrapText(warning, { first: '! ' })])].join(
    '\n',
  )
}

/** What rises and what reads otherwise now: short, and before the stories. */
function noticeBlocks({ foremost, stories, rising, corrections }: Outline): string[] {
  const block = (title: string, lines: readonly string[], rest = 0): string[] =>
    lines.length === 0
      ? []
      : [
          [
            underlined(title, '-'),
            ...lines.map((line) => wrapText(line, { first: '* ' })),
            ...moreLine(rest, '  '),
          ].join('\n'),
        ]
  return [
    ...block(
      'In short',
      foremost.map(({ headline, source }) => `${headline} (${source})`),
      stories.length - foremost.length,
    ),
    ...block('Rising', rising),
    ...block(
      'Changed since it was told',
      corrections.map(({ words }) => words),
    ),
  ]
}

function missedBlocks(missed: Outline['missed'] = []): string[] {
  if (missed.length === 0) return []
  return [
    [
      underlined('Digests that did not reach you', '-'),
      ...missed.flatMap(({ words, link, stories }) => [
        wrapText(words, { first: '! ', rest: '  ' }),
        ...(link === undefined ? [] : [`  ${link}`]),
        ...headlineList(stories),
      ]),
    ].join('\n'),
  ]
}

function storyBlocks(stories: readonly StoryOutline[]): string[] {
  const { kept, left } = keepFitting(stories, storyBlock, BYTES.stories)
  const blocks = [...new Set(kept.map(({ watch }) => watch))].flatMap((watch) => [
    underlined(watch, '-'),
    ...kept.filter((story) => story.watch === watch).map(storyBlock),
  ])
  return left.length === 0 ? blocks : [...blocks, headlinesBlock(left)]
}

function storyBlock(story: StoryOutline): string {
  const { kind, headline, source, link, known, sentences, moreSentences, notes, timeline } = story
  const told = joinSentences([
    ...sentences.map(sentenceText),
    ...(moreSentences > 0 ? [`… and ${counted(moreSentences, 'more sentence')}.`] : []),
  ])
  const mark = kind === 'update' ? '  | ' : '  '
  return [
    wrapText(headline, { first: kind === 'update' ? '* UPDATE: ' : '* NEW: ', rest: '  ' }),
    wrapText(source, { first: '  ' }),
    ...(link === undefined ? [] : [`  ${link}`]),
    ...(known === undefined
      ? []
      : ['', wrapText(`${knownLabel(kind)}: ${known}`, { first: '  ' })]),
    ...(timeline.length === 0
      ? []
      : ['', '  So far:', ...timeline.map((line) => wrapText(line, { first: '  - ' }))]),
    ...(told === '' ? [] : ['', wrapText(told, { first: mark, rest: mark }), '']),
    ...notes.map(({ label, words }) => wrapText(`${label}: ${words}`, { first: '  ' })),
    ...story.links.map((one) => `  ${one.label}: ${one.link}`),
  ].join('\n')
}

function sentenceText({ text, outlet }: SentenceOutline): string {
  return outlet === undefined ? text : `${text} (${outlet})`
}

function headlinesBlock(left: readonly StoryOutline[]): string {
  return [
    underlined(`And ${left.length.toLocaleString('en')} more`, '-'),
    ...headlineList(left),
  ].join('\n')
}

function headlineList(stories: readonly Headline[]): string[] {
  const { kept, left } = keepFitting(stories, headlineLines, BYTES.headlines)
  return [...kept.map(headlineLines), ...moreLine(left.length, '')]
}

type Headline = Pick<StoryOutline, 'headline' | 'source' | 'link' | 'notes'>

function headlineLines({ headline, source, link, notes }: Headline): string {
  return [
    wrapText(`${headline} (${source})`, { first: '* ', rest: '  ' }),
    ...(link === undefined ? [] : [`  ${link}`]),
    ...notes
      .filter(({ label }) => label === ALSO_REPORTED)
      .map(({ label, words }) => wrapText(`${label}: ${words}`, { first: '  ' })),
  ].join('\n')
}

function heldBackBlock({ summary, groups }: Outline['heldBack']): string {
  return [underlined('Held back', '-'), summary, ...groups.map(heldBackText)].join('\n')
}

function heldBackText({ label, items, more }: HeldBackGroup): string {
  return [
    '',
    label,
    ...items.map(({ title, outlets, because }) =>
      [wrapText(`${title} (${outlets})`, { first: '- ' }), wrapText(because, { first: '  ' })].join(
        '\n',
      ),
    ),
    ...moreLine(more, '  '),
  ].join('\n')
}

function readBlock({ watches, feeds }: Outline): string {
  const { kept, left } = keepFitting(feeds, feedLines, BYTES.feeds)
  return [
    underlined('What was read', '-'),
    ...watches.map((watch) => wrapText(watch)),
    '',
    ...kept.map(feedLines),
    ...moreLine(left.length, '  '),
  ].join('\n')
}

function feedLines({ name, state, words }: FeedLine): string {
  return wrapText(`${name}: ${words}`, { first: state === 'read' ? '  ' : '! ', rest: '    ' })
}

function moreLine(count: number, indent: string): string[] {
  return count === 0 ? [] : [`${indent}… and ${count.toLocaleString('en')} more`]
}

function underlined(words: string, mark: string): string {
  return `${words}\n${mark.repeat(Math.min(76, words.length))}`
}

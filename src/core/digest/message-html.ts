/**
 * The digest as HTML for mail clients: tables for layout, styles inline, nothing fetched, and
 * under 90 KB because Gmail hides what comes after 102 KB together with the way to unsubscribe.
 */
import { escapeHtml } from './escape.ts'
import { headlineLink, htmlStory, languageAttribute } from './html-story.ts'
import { shaped, styleSheet } from './html-style.ts'
import { keepFitting, utf8Length } from './keep-fitting.ts'
import type { HeldBackGroup, Outline, StoryOutline } from './outline-digest.ts'
import type { MissedOutline } from './outline-missed.ts'

const MOST_BYTES = 89_500

/** What follows the stories is bounded first; the stories then have all the room that is left. */
const BYTES = { missed: 12_000, heldBackGroup: 2_200, watches: 3_000, feeds: 9_000 }

/** A whole document. `unsubscribe` is a mailto or https address, absent where there is none. */
export function messageHtml(outline: Outline, subject: string, unsubscribe?: string): string {
  const before = [
    `<p ${shaped('brand')}>WIREWATCH</p>`,
    `<h1 ${shaped('h1')}>${escapeHtml(outline.heading)}</h1>`,
    `<p ${shaped('meta')}>${escapeHtml(outline.period)}<br>${escapeHtml(outline.glance)}</p>`,
    ...(outline.warning === undefined
      ? []
      : [`<p ${shaped('warning')} dir="auto">${escapeHtml(outline.warning)}</p>`]),
    ...noticeSection('In short', foremostItems(outline)),
    ...noticeSection('Rising', outline.rising.map(plainItem)),
    ...noticeSection('Changed since it was told', outline.corrections.map(correctionItem)),
    ...noticeSection('Digests that did not reach you', (outline.missed ?? []).map(missedItem)),
  ]
  const after = [
    heldBackSection(outline.heldBack),
    readSection(outline),
    ...closing(outline, unsubscribe),
  ]
  const write = (stories: readonly string[]): string =>
    framed(subject, preview(outline), [...before, ...stories, ...after].join('\n'))
  return write(storySections(outline.stories, MOST_BYTES - utf8Length(write([]))))
}

function foremostItems({ foremost, stories }: Outline): string[] {
  if (foremost.length === 0) return []
  return [...foremost.map(headlineItem), ...moreItem(stories.length - foremost.length)]
}

/** What rises and what reads otherwise now: short, and before the stories. */
function noticeSection(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return []
  return [
    `<h2 ${shaped('h2')}>${title}</h2>`,
    `<ul ${shaped('list', 'spaced')}>`,
    ...items,
    '</ul>',
  ]
}

function correctionItem({ words, link }: Outline['corrections'][number]): string {
  const source =
    link === undefined ? '' : ` <a href="${escapeHtml(link)}" ${shaped('link')}>The article</a>`
  return `<li ${shaped('item')} dir="auto">${escapeHtml(words)}${source}</li>`
}

function missedItem({ words, link, stories }: MissedOutline): string {
  const whole =
    link === undefined ? '' : ` <a href="${escapeHtml(link)}" ${shaped('link')}>On the page</a>`
  const { kept, left } = keepFitting(stories, headlineItem, BYTES.missed)
  const headlines = [...kept.map(headlineItem), ...moreItem(left.length)]
  const list =
    headlines.length === 0 ? '' : `\n<ul ${shaped('list')}>\n${headlines.join('\n')}\n</ul>\n`
  return `<li ${shaped('item')} dir="auto">${escapeHtml(words)}${whole}${list}</li>`
}

/** Stories in full as far as four fifths of the room go; the rest by headline, then by number. */
function storySections(stories: readonly StoryOutline[], room: number): string[] {
  const withHeading = (story: StoryOutline): string => watchHeading(story.watch) + htmlStory(story)
  const { kept, left } = keepFitting(stories, withHeading, room * 0.8)
  const sections = [...new Set(kept.map(({ watch }) => watch))].flatMap((watch) => [
    watchHeading(watch),
    ...kept.filter((story) => story.watch === watch).map(htmlOfSection),
  ])
  return left.length === 0 ? sections : [...sections, headlinesSection(left, room * 0.18)]
}

/** The next heading's own rule ends a section. */
function htmlOfSection(story: StoryOutline, at: number, all: readonly StoryOutline[]): string {
  return htmlStory(story, at === all.length - 1)
}

function watchHeading(watch: string): string {
  return `<h2 ${shaped('h2')} dir="auto">${escapeHtml(watch)}</h2>`
}

function headlinesSection(left: readonly StoryOutline[], room: number): string {
  const { kept, left: unnamed } = keepFitting(left, headlineItem, room)
  return [
    `<h2 ${shaped('h2')}>And ${left.length.toLocaleString('en')} more</h2>`,
    `<ul ${shaped('list')}>`,
    ...kept.map(headlineItem),
    ...moreItem(unnamed.length),
    '</ul>',
  ].join('\n')
}

function headlineItem({
  headline,
  link,
  source,
}: Pick<StoryOutline, 'headline' | 'link' | 'source'>): string {
  const words = headlineLink(headline, link)
  const from = `<span ${shaped('muted')}>${escapeHtml(source)}</span>`
  return `<li ${shaped('item')} dir="auto"${languageAttribute(headline)}>${words} ${from}</li>`
}

function heldBackSection({ summary, groups }: Outline['heldBack']): string {
  return [
    `<h2 ${shaped('h2')}>Held back</h2>`,
    `<p ${shaped('small')}>${escapeHtml(summary)}</p>`,
    ...groups.map(heldBackList),
  ].join('\n')
}

function heldBackList({ label, items, more }: HeldBackGroup): string {
  const { kept, left } = keepFitting(items, heldBackItem, BYTES.heldBackGroup)
  return [
    `<h3 ${shaped('h4')}>${escapeHtml(label)}</h3>`,
    `<ul ${shaped('list')}>`,
    ...kept.map(heldBackItem),
    ...moreItem(more + left.length),
    '</ul>',
  ].join('\n')
}

function heldBackItem(item: HeldBackGroup['items'][number]): string {
  const { title, link, outlets, because } = item
  const words = `<span dir="auto"${languageAttribute(title)}>${headlineLink(title, link)}</span>`
  const reason = `<span ${shaped('muted')} dir="auto">${escapeHtml(because)}</span>`
  return `<li ${shaped('item')}>${words} (${escapeHtml(outlets)})<br>${reason}</li>`
}

function readSection({ watches, feeds }: Outline): string {
  const answered = keepFitting(watches, plainItem, BYTES.watches)
  const visits = keepFitting(feeds, feedRow, BYTES.feeds)
  return [
    `<h2 ${shaped('h2')}>What was read</h2>`,
    `<ul ${shaped('list', 'spaced')}>`,
    ...answered.kept.map(plainItem),
    ...moreItem(answered.left.length),
    '</ul>',
    '<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">',
    `<tr><th scope="col" width="34%" ${shaped('cell')}>Feed</th><th scope="col" ${shaped('cell')}>Since the last digest</th></tr>`,
    ...visits.kept.map(feedRow),
    '</table>',
    ...(visits.left.length === 0
      ? []
      : [`<p ${shaped('small')}>… and ${visits.left.length.toLocaleString('en')} more feeds</p>`]),
  ].join('\n')
}

function plainItem(words: string): string {
  return `<li ${shaped('item')} dir="auto">${escapeHtml(words)}</li>`
}

function feedRow({ name, state, words }: Outline['feeds'][number]): string {
  const trouble = state === 'read' ? '' : ` ${shaped('trouble')}`
  return (
    `<tr><th scope="row" ${shaped('cell')} dir="auto">${escapeHtml(name)}</th>` +
    `<td ${shaped('cell')}><span${trouble} dir="auto">${escapeHtml(words)}</span></td></tr>`
  )
}

function moreItem(count: number): string[] {
  return count === 0
    ? []
    : [`<li ${shaped('item', 'muted')}>… and ${count.toLocaleString('en')} more</li>`]
}

function closing(outline: Outline, unsubscribe: string | undefined): string[] {
  const said = outline.closing.map((line) => `<span dir="auto">${escapeHtml(line)}</span>`)
  const lines = [`<p ${shaped('closing')}>${said.join('<br>\n')}</p>`]
  const links = [
    ...(outline.archive === undefined ? [] : [['On the page', outline.archive] as const]),
    ...(unsubscribe === undefined ? [] : [['Unsubscribe', unsubscribe] as const]),
  ].map(([label, link]) => `<a href="${escapeHtml(link)}" ${shaped('link')}>${label}</a>`)
  if (links.length === 0) return lines
  return [...lines, `<p ${shaped('closing')}>${links.join(' &nbsp;·&nbsp; ')}</p>`]
}

/** What inboxes show after the subject: the first words of news, then the rest of the heading. */
function preview({ stories: [first], heading, heldBack }: Outline): string {
  return first?.sentences[0]?.text ?? `${heading}. ${heldBack.summary}`
}

/**
 * Outlook for Windows knows no max-width, so it gets a table of fixed width in a conditional
 * comment. The preview is followed by nothing that would show through.
 */
function framed(subject: string, firstWords: string, body: string): string {
  const table = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<meta name="x-apple-disable-message-reformatting">
<title>${escapeHtml(subject)}</title>
<style>
${styleSheet()}
</style>
</head>
<body ${shaped('page')}>
<div style="display:none;max-height:0;overflow:hidden" dir="auto">${escapeHtml(firstWords)}</div>
<table ${table} width="100%" ${shaped('page')}>
<tr><td align="center" ${shaped('around')}>
<!--[if mso]><table ${table} width="640"><tr><td><![endif]-->
<table ${table} width="100%" ${shaped('sheet')}>
<tr><td ${shaped('edge')}>
${body}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`
}

/** One story in the HTML part: what is it, who says so, what is new in it, why it is here. */
import { escapeHtml } from './escape.ts'
import { shaped } from './html-style.ts'
import type { SentenceOutline, StoryOutline } from './outline-digest.ts'
import { isRightToLeft, scriptLanguage } from './script-language.ts'
import { counted, joinSentences, knownLabel } from './wording.ts'

const MOST_MARKS = 3

/** A block of its own, headed by an h3. */
export function htmlStory(story: StoryOutline, isLast = false): string {
  const { kind, headline, link, source, known, marks } = story
  return [
    `<div ${isLast ? shaped('story', 'last') : shaped('story')}>`,
    `<p ${shaped('kicker', kind)}>${kind === 'update' ? 'UPDATE' : 'NEW'}</p>`,
    `<h3 ${shaped('h3')} dir="auto"${languageAttribute(headline)}>${headlineLink(headline, link, marks)}</h3>`,
    `<p ${shaped('meta')} dir="auto">${escapeHtml(source)}</p>`,
    ...(known === undefined
      ? []
      : [
          `<p ${shaped('meta')}>${knownLabel(kind)}: <span dir="auto"${languageAttribute(known)}>${escapeHtml(known)}</span></p>`,
        ]),
    ...timelineList(story),
    ...paragraph(story),
    noteLines(story),
    ...linkLine(story),
    '</div>',
  ].join('\n')
}

/** A headline as a link where it has a safe one; the words alone otherwise. */
export function headlineLink(
  headline: string,
  link: string | undefined,
  marks: readonly string[] = [],
): string {
  const words = withPlaces(headline, marks, [])
  return link === undefined
    ? words
    : `<a href="${escapeHtml(link)}" ${shaped('headline')}>${words}</a>`
}

/** ' lang="ko"' where the script tells the language, so that fonts and screen readers choose right. */
export function languageAttribute(text: string): string {
  const language = scriptLanguage(text)
  return language === undefined ? '' : ` lang="${language}"`
}

function timelineList({ timeline }: StoryOutline): string[] {
  if (timeline.length === 0) return []
  const lines = timeline.map(
    (line) => `<li ${shaped('item')} dir="auto"${languageAttribute(line)}>${escapeHtml(line)}</li>`,
  )
  return [`<p ${shaped('sofar')}>So far</p>`, `<ul ${shaped('timeline')}>`, ...lines, '</ul>']
}

function paragraph({ kind, sentences, moreSentences, marks }: StoryOutline): string[] {
  if (sentences.length === 0) return []
  const isUpdate = kind === 'update'
  const told = joinSentences(sentences.map((sentence) => htmlSentence(sentence, isUpdate, marks)))
  const more =
    moreSentences === 0
      ? ''
      : ` <span ${shaped('muted')}>… and ${counted(moreSentences, 'more sentence')}.</span>`
  const [first] = sentences
  const text = first?.text ?? ''
  const shape = isUpdate ? shaped('paragraph', 'tight') : shaped('paragraph')
  const words = `<p ${shape} dir="auto"${languageAttribute(text)}>${told}${more}</p>`
  return isUpdate ? barred(words, text) : [words]
}

/**
 * A bar where the text begins. A cell, because Outlook for Windows knows no padding on other boxes.
 * The label stands outside the paragraph: within it, it would turn Arabic to left-to-right.
 */
function barred(words: string, text: string): string[] {
  const bar = shaped(isRightToLeft(text) ? 'barRight' : 'bar')
  const table = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
  return [
    `<table ${table} ${shaped('fresh')}><tr><td ${bar}>`,
    `<p ${shaped('label')}>What is new</p>`,
    words,
    '</td></tr></table>',
  ]
}

function htmlSentence(
  { text, facts, outlet, link }: SentenceOutline,
  isUpdate: boolean,
  marks: readonly string[],
): string {
  const words = withPlaces(text, marks, isUpdate ? facts : [])
  if (outlet === undefined) return words
  const name = escapeHtml(outlet)
  const source =
    link === undefined ? name : `<a href="${escapeHtml(link)}" ${shaped('link')}>${name}</a>`
  return `${words} <span ${shaped('muted')}>(${source})</span>`
}

/**
 * The watch's words marked and new facts in bold. The places are found in the plain text and
 * escaped piece by piece: markup cannot arise between.
 */
function withPlaces(text: string, marks: readonly string[], facts: readonly string[]): string {
  const places = [
    ...marks.flatMap((mark) => placesOf(text, mark, `<span ${shaped('mark')}>`, '</span>')),
    ...facts.flatMap((fact) => placesOf(text, fact, '<b>', '</b>').slice(0, 1)),
  ].toSorted((a, b) => a.start - b.start || b.end - a.end)
  let html = ''
  let done = 0
  for (const { start, end, before, after } of places) {
    if (start < done) continue
    html += `${escapeHtml(text.slice(done, start))}${before}${escapeHtml(text.slice(start, end))}${after}`
    done = end
  }
  return html + escapeHtml(text.slice(done))
}

/** Where it stands as a word or, in scripts without spaces, at all; a few times are enough. */
function placesOf(text: string, part: string, before: string, after: string) {
  const places: { start: number; end: number; before: string; after: string }[] = []
  if (part === '') return places
  for (let start = text.indexOf(part); start >= 0;) {
    const end = start + part.length
    if (!isWithinWord(text, start, end)) places.push({ start, end, before, after })
    if (places.length === MOST_MARKS) break
    start = text.indexOf(part, end)
  }
  return places
}

function isWithinWord(text: string, start: number, end: number): boolean {
  const letter = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u
  const touches = (at: number) => letter.test(text.charAt(at)) && letter.test(text.charAt(at + 1))
  return touches(start - 1) || touches(end - 1)
}

function linkLine({ links }: StoryOutline): string[] {
  if (links.length === 0) return []
  const words = links.map(
    ({ label, link }) => `<a href="${escapeHtml(link)}" ${shaped('link')}>${label}</a>`,
  )
  return [`<p ${shaped('notes')}>${words.join(' &nbsp;·&nbsp; ')}</p>`]
}

function noteLines({ notes }: StoryOutline): string {
  const lines = notes.map(
    ({ label, words }) =>
      `<b>${escapeHtml(label)}:</b> <span dir="auto">${escapeHtml(words)}</span>`,
  )
  return `<p ${shaped('notes')}>${lines.join('<br>\n')}</p>`
}

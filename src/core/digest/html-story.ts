/** One story in the HTML part: what is it, who says so, what is new in it, why it is here. */
import { escapeHtml } from './escape.ts'
import { shaped } from './html-style.ts'
import type { SentenceOutline, StoryOutline } from './outline-digest.ts'
import { scriptLanguage } from './script-language.ts'
import { counted, joinSentences, knownLabel } from './wording.ts'

/** A block of its own, headed by an h3. */
export function htmlStory(story: StoryOutline): string {
  const { kind, headline, link, source, known } = story
  return [
    `<div ${shaped('story')}>`,
    `<p ${shaped('kicker', kind)}>${kind === 'update' ? 'UPDATE' : 'NEW'}</p>`,
    `<h3 ${shaped('h3')} dir="auto"${languageAttribute(headline)}>${headlineLink(headline, link)}</h3>`,
    `<p ${shaped('meta')} dir="auto">${escapeHtml(source)}</p>`,
    ...(known === undefined
      ? []
      : [
          `<p ${shaped('meta')}>${knownLabel(kind)}: <span dir="auto"${languageAttribute(known)}>${escapeHtml(known)}</span></p>`,
        ]),
    ...paragraph(story),
    noteLines(story),
    '</div>',
  ].join('\n')
}

/** A headline as a link where it has a safe one; the words alone otherwise. */
export function headlineLink(headline: string, link: string | undefined): string {
  const words = escapeHtml(headline)
  return link === undefined
    ? words
    : `<a href="${escapeHtml(link)}" ${shaped('headline')}>${words}</a>`
}

/** ' lang="ko"' where the script tells the language, so that fonts and screen readers choose right. */
export function languageAttribute(text: string): string {
  const language = scriptLanguage(text)
  return language === undefined ? '' : ` lang="${language}"`
}

function paragraph({ kind, sentences, moreSentences }: StoryOutline): string[] {
  if (sentences.length === 0) return []
  const isUpdate = kind === 'update'
  const told = joinSentences(sentences.map((sentence) => htmlSentence(sentence, isUpdate)))
  const more =
    moreSentences === 0
      ? ''
      : ` <span ${shaped('muted')}>… and ${counted(moreSentences, 'more sentence')}.</span>`
  const [first] = sentences
  const language = languageAttribute(first?.text ?? '')
  const words = `<p ${shaped('paragraph')} dir="auto"${language}>${told}${more}</p>`
  // The label stands outside the paragraph: within it, it would turn Arabic to left-to-right.
  return isUpdate
    ? [`<div ${shaped('fresh')}><p ${shaped('label')}>What is new</p>`, words, '</div>']
    : [words]
}

function htmlSentence({ text, facts, outlet, link }: SentenceOutline, isUpdate: boolean): string {
  const words = isUpdate ? withFactsBold(text, facts) : escapeHtml(text)
  if (outlet === undefined) return words
  const name = escapeHtml(outlet)
  const source =
    link === undefined ? name : `<a href="${escapeHtml(link)}" ${shaped('link')}>${name}</a>`
  return `${words} <span ${shaped('muted')}>(${source})</span>`
}

/** The places are found in the plain text and escaped piece by piece: markup cannot arise between. */
function withFactsBold(text: string, facts: readonly string[]): string {
  const places = facts
    .map((fact) => ({ start: text.indexOf(fact), length: fact.length }))
    .filter(({ start }) => start >= 0)
    .toSorted((a, b) => a.start - b.start || b.length - a.length)
  let html = ''
  let done = 0
  for (const { start, length } of places) {
    if (start < done) continue
    const end = start + length
    html += `${escapeHtml(text.slice(done, start))}<b>${escapeHtml(text.slice(start, end))}</b>`
    done = end
  }
  return html + escapeHtml(text.slice(done))
}

function noteLines({ notes }: StoryOutline): string {
  const lines = notes.map(
    ({ label, words }) =>
      `<b>${escapeHtml(label)}:</b> <span dir="auto">${escapeHtml(words)}</span>`,
  )
  return `<p ${shaped('notes')}>${lines.join('<br>\n')}</p>`
}

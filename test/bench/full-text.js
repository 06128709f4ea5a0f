/**
 * Ways to read the article on a page, over the pages of test/articles: words read that should be
 * (F1), furniture left in, milliseconds a page.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'

const built = new URL('../../dist/core/', import.meta.url)
const { htmlMainText, mainText } = await import(new URL('text/main-text.js', built).href)
const { plainText } = await import(new URL('feed/plain-text.js', built).href)
const { readArticle } = await import(new URL('feed/read-article.js', built).href)

const folder = new URL('../articles/', import.meta.url)
const pages = readdirSync(folder).map((file) => {
  const page = readFileSync(new URL(file, folder), 'utf8')
  const end = page.indexOf('-->')
  const title = 'Foreign minister in Wonsan for talks'
  return { title, ...JSON.parse(page.slice(4, end)), html: page.slice(end + 3) }
})

const readable = (html) =>
  plainText(new Readability(parseHTML(html).document).parse()?.content ?? '')
const WAYS = {
  'main-text alone': ({ html }) => htmlMainText(html).text,
  'readability alone': ({ html }) => readable(html),
  'readability, then main-text': ({ html }) => mainText(readable(html)).text,
  'read-article': ({ html, title }) => {
    const fetched = { kind: 'body', headers: {}, bytes: Buffer.from(html) }
    return readArticle(fetched, { id: '', title, summary: '', text: '' }).text ?? ''
  },
}

for (const read of Object.values(WAYS)) pages.forEach(read)
for (const [name, read] of Object.entries(WAYS)) {
  const started = performance.now()
  const texts = pages.map(read)
  const ms = (performance.now() - started) / pages.length
  const score = texts.reduce((sum, text, at) => sum + f1(text, pages[at].text.join(' ')), 0)
  const dirty = texts.filter((text, at) => pages[at].not.some((phrase) => text.includes(phrase)))
  const mean = (score / pages.length).toFixed(2)
  console.log(
    `${name.padEnd(30)}F1 ${mean}  furniture on ${dirty.length} pages  ${ms.toFixed(1)} ms`,
  )
}

function f1(got, wanted) {
  const [read, should] = [wordsOf(got), wordsOf(wanted)]
  if (read.length + should.length === 0) return 1
  const left = new Map()
  for (const word of should) left.set(word, (left.get(word) ?? 0) + 1)
  let met = 0
  for (const word of read) {
    const count = left.get(word) ?? 0
    if (count > 0) met += 1
    left.set(word, count - 1)
  }
  return (2 * met) / (read.length + should.length)
}

function wordsOf(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { anItem } from '../../../test/support/builders.ts'
import type { Fetched } from '../../model.ts'
import { readArticle } from './read-article.ts'

const folder = new URL('../../../test/articles/', import.meta.url)
/** Each page tells in its first comment what it shows, what is to be read and what is not. */
const pages = readdirSync(folder).map((file) => {
  const page = readFileSync(new URL(file, folder), 'utf8')
  const end = page.indexOf('-->')
  const told: { about: string; title?: string; text: string[]; not: string[] } = JSON.parse(
    page.slice('<!--'.length, end),
  )
  return { file, html: page.slice(end + '-->'.length), ...told }
})

function pageOf(body: string | Uint8Array, type = 'text/html; charset=utf-8'): Fetched {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const headers = { 'content-type': type }
  return { kind: 'body', url: 'https://herald.example/a', status: 200, headers, bytes }
}

const wonsan = anItem({ title: 'Foreign minister in Wonsan for talks', summary: '', text: '' })

describe('the story on a page', () => {
  test.each(pages)('$file: $about', ({ html, title, text, not }) => {
    const item = title === undefined ? wonsan : { ...wonsan, title }
    const article = readArticle(pageOf(html), item)
    for (const paragraph of text) expect(article.text).toContain(paragraph)
    for (const furniture of not) expect(article.text ?? '').not.toContain(furniture)
    expect(article.text === undefined).toBe(text.length === 0)
  })

  test('is read in the charset the page names within itself', () => {
    const words = 'Министр прибыл в Вонсан. '
    const bytes = Array.from(`<p>${words.repeat(30)}</p>`, (letter) =>
      letter >= 'А' && letter <= 'я' ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0),
    )
    const head = Buffer.from('<html><head><meta charset="windows-1251"></head><body>')
    const page = Buffer.concat([head, Buffer.from(bytes)])
    const item = { ...wonsan, title: 'Министр прибыл в Вонсан' }
    expect(readArticle(pageOf(page, 'text/html'), item).text).toContain(words.trim())
  })
})

describe('only the teaser is left', () => {
  const { html } = pages.find(({ file }) => file === 'semantic.html')!
  test.each<[why: string, fetched: Fetched, item: typeof wonsan, because: string]>([
    [
      'when the page does not come',
      { kind: 'failed', url: '', because: 'answered 403 (Forbidden)', status: 403 },
      wonsan,
      'answered 403 (Forbidden)',
    ],
    ['of a film', pageOf('RIFF', 'video/mp4'), wonsan, 'the page is video/mp4'],
    ['of an empty page', pageOf(''), wonsan, 'no article was found on the page'],
    [
      'when another article stands there',
      pageOf(html),
      { ...wonsan, title: 'Rain stops play at Headingley after fourteen overs' },
      'the page tells of something else',
    ],
    [
      'when the feed has as much',
      pageOf(html),
      { ...wonsan, text: 'Longer. '.repeat(500) },
      'the page has no more than the feed',
    ],
    [
      'of a page nested without end',
      pageOf('<div>'.repeat(200_000)),
      wonsan,
      'the page breaks the reader: Error: more than 500 elements within another',
    ],
  ])('%s', (_, fetched, item, because) => {
    expect(readArticle(fetched, item)).toEqual({ itemId: item.id, because })
  })
})

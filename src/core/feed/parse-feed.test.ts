import RssParser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import type { Fetched } from '../../model.ts'
import { parseFeed } from './parse-feed.ts'

const url = 'https://o.example/feeds/world.xml'

function body(text: string, headers: Readonly<Record<string, string>> = {}): Fetched {
  return { kind: 'body', url, status: 200, headers, bytes: new TextEncoder().encode(text) }
}

describe('whatever a visit brought can be read', () => {
  test('a visit without a body has nothing to read and nothing wrong', async () => {
    const nothing = { feed: {}, entries: [], problems: [] }
    const because = 'the outlet says nothing changed'
    expect(await parseFeed({ kind: 'unchanged', url, status: 304, headers: {}, because })).toEqual(
      nothing,
    )
    expect(await parseFeed({ kind: 'failed', url, because })).toEqual(nothing)
  })

  test.each([
    ['', 'the body is empty'],
    ['  \n', 'the body is empty'],
    ['Service Unavailable', 'neither XML nor JSON; it begins with “Service Unavailable”'],
    ['<error>no</error>', 'XML that begins with <error>'],
    ['{"cut": "of', 'cannot be read as JSON'],
    ['{"a": 1}', 'without an "items" list'],
    ['<html><body>Login</body></html>', 'a web page instead of a feed'],
    ['<urlset><url><loc>https://o.example/</loc></url></urlset>', 'none with a news:news block'],
  ])('%j is refused in words that help', async (text, words) => {
    const parsed = await parseFeed(body(text))
    expect(parsed.entries).toEqual([])
    expect(parsed.problems.join()).toContain(words)
  })

  test('a warning in brackets before the XML is passed over', async () => {
    const parsed = await parseFeed(body('[Sat] notice\n<rss><channel><item/></channel></rss>'))
    expect(parsed.entries).toHaveLength(1)
  })

  test('a body larger than any feed is refused unread', async () => {
    const bytes = new Uint8Array(16 * 1024 * 1024 + 1)
    const parsed = await parseFeed({ kind: 'body', url, status: 200, headers: {}, bytes })
    expect(parsed.problems).toEqual(['the body has 17 MB, more than the 16 MB a feed may have'])
  })

  test('relative addresses are taken from Content-Location where the server gives one', async () => {
    const text = '<rss><channel><item><title>T</title><link>a.html</link></item></channel></rss>'
    const at = async (headers: Readonly<Record<string, string>>) =>
      (await parseFeed(body(text, headers))).entries[0]?.url
    expect(await at({})).toBe('https://o.example/feeds/a.html')
    expect(await at({ 'content-location': '/world/' })).toBe('https://o.example/world/a.html')
  })

  test('more items than one feed may have are cut, and it is said', async () => {
    const items = '<item><title>T</title></item>'.repeat(2100)
    const parsed = await parseFeed(body(`<rss><channel>${items}</channel></rss>`))
    expect(parsed.entries).toHaveLength(2000)
    expect(parsed.problems).toEqual(['more than 2000 items; the first 2000 were read'])
  })

  test('more elements than one feed may have are cut, and it is said', async () => {
    const text = `<rss><channel><item><title>T</title></item>${'<x/>'.repeat(600_000)}</channel></rss>`
    const parsed = await parseFeed(body(text))
    expect(parsed.entries).toHaveLength(1)
    expect(parsed.problems).toEqual(['more than 500000 elements; the first of them were read'])
  })

  test.each([
    ['millions of values', `{"items":[${'{},'.repeat(200_000)}{}]}`, 'more than 200000 values'],
    ['lists in lists', `{"items":[${'['.repeat(100)}`, 'nested deeper than 64'],
  ])('JSON of %s is refused before it is built', async (_name, text, problem) => {
    const parsed = await parseFeed(body(text))
    expect(parsed.entries).toEqual([])
    expect(parsed.problems).toEqual([expect.stringContaining(problem)])
  })

  test('brackets and commas inside a JSON text are only text', async () => {
    const said = `${'[{,'.repeat(300_000)}\\" `
    const text = JSON.stringify({ items: [{ id: '1', content_text: said }] })
    expect((await parseFeed(body(text))).entries).toHaveLength(1)
  })
})

describe('rss-parser stays the parser the items go through', () => {
  test('it still keeps its XML reader where ours is put', () => {
    expect(new RssParser()).toHaveProperty('xmlParser')
    expect(RssParser.prototype).toHaveProperty('buildRSS2')
    expect(RssParser.prototype).toHaveProperty('buildAtomFeed')
  })

  test.each([
    [
      'RSS',
      (text: string) =>
        `<rss><channel><item><description><![CDATA[${text}]]></description></item></channel></rss>`,
    ],
    [
      'Atom',
      (text: string) =>
        `<feed><entry><content type="html"><![CDATA[${text}]]></content></entry></feed>`,
    ],
  ])('its snippets, which backtrack for a minute, are not made of %s', async (_format, feed) => {
    const parsed = await parseFeed(body(feed('<p '.repeat(100_000))))
    expect(parsed.entries).toHaveLength(1)
  })

  test('one date that is no date does not cost the whole feed', async () => {
    const text = '<feed><entry><title>T</title><published>soon</published></entry></feed>'
    expect((await parseFeed(body(text))).entries).toMatchObject([{ title: 'T', published: 'soon' }])
  })
})

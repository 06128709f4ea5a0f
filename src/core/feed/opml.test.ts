import {
  string,
  record,
  webUrl,
  assert,
  property,
  uniqueArray,
} from '../../../test/support/properties.ts'
import { describe, expect, test } from 'vitest'
import { MOST_FEEDS, readOpml } from './read-opml.ts'
import { writeOpml } from './write-opml.ts'

const read = (text: string) => readOpml(new TextEncoder().encode(text))
const opml = (body: string) =>
  `<?xml version="1.0"?><opml version="2.0"><body>${body}</body></opml>`
const now = new Date('2025-07-12T00:00:00Z')

describe('a list of feeds from another reader', () => {
  test('is read through its folders, in order, the same address once', () => {
    const list = opml(`
      <outline text="Wires" category="/news"><outline text="Deep"><outline text="A &amp; B"
        type="rss" xmlUrl="https://a.example/rss?x=1&amp;y=2" language="ko"/></outline></outline>
      <outline text="plain text" title="The Title" xmlUrl="https://b.example/rss"/>
      <outline xmlUrl="https://a.example/rss?x=1&amp;y=2" text="again"/>
      <outline xmlUrl="feed://c.example/rss"/>`)
    expect(read(list)).toEqual({
      feeds: [
        { name: 'A & B', url: 'https://a.example/rss?x=1&y=2', language: 'ko' },
        { name: 'The Title', url: 'https://b.example/rss' },
        { name: 'c.example', url: 'http://c.example/rss' },
      ],
      problems: [],
    })
  })

  test.each([
    ['javascript:alert(1)', 'is no http or https address'],
    ['file:///etc/passwd', 'is no http or https address'],
    ['/relative', 'is no http or https address'],
    [`https://a.example/${'x'.repeat(3000)}`, 'is no http or https address'],
  ])('with %.30s has it passed over and named', (url, words) => {
    const { feeds, problems } = read(opml(`<outline xmlUrl="${url}"/>`))
    expect(feeds).toEqual([])
    expect(problems.join()).toContain(words)
  })

  test.each([
    ['<rss version="2.0"/>', 'no OPML: it begins with <rss>'],
    ['hello', 'no OPML: it is no XML'],
    ['', 'no OPML'],
    [opml('<outline text="empty folder"/>'), 'no outline in it has an xmlUrl'],
  ])('that is none says what was found: %.30s', (text, words) => {
    expect(read(text).problems.join()).toContain(words)
  })

  test('expands no entity of its own making and keeps names to one line', () => {
    const bomb = `<!DOCTYPE opml [<!ENTITY x "${'y'.repeat(99)}">]>`
    const list = `${bomb}${opml(`<outline text="a&#10;b &x; \u202Ec" xmlUrl="http://a.example/"/>`)}`
    expect(read(list).feeds[0]?.name).toBe('a b &x; c')
  })

  test('of a hostile size or depth is bounded', () => {
    const many = '<outline xmlUrl="http://a.example/N"/>'
    const list = Array.from({ length: MOST_FEEDS + 5 }, (_, at) => many.replace('N', String(at)))
    expect(read(opml(list.join(''))).feeds).toHaveLength(MOST_FEEDS)
    const deep = '<outline text="d">'.repeat(200_000)
    expect(read(opml(deep)).feeds).toEqual([])
    expect(readOpml(new Uint8Array(11 * 1024 * 1024)).problems.join()).toContain('10 MB')
  })
})

test('a list that was written reads back as it was', () => {
  const name = string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  const feed = record({ name, url: webUrl({ withQueryParameters: true }) })
  assert(
    property(uniqueArray(feed, { selector: ({ url }) => new URL(url).href }), (feeds) => {
      const back = read(writeOpml(feeds, 'a <title>', now))
      expect(back.feeds.map(({ url }) => url)).toEqual(feeds.map(({ url }) => new URL(url).href))
    }),
    { numRuns: 100 },
  )
  const feeds = [{ name: `"<&'> ]]>`, url: "https://a.example/?q='a'&b=<c>", language: 'ru' }]
  expect(read(writeOpml(feeds, 't', now)).feeds[0]).toMatchObject({
    name: `"<&'> ]]>`,
    language: 'ru',
  })
})

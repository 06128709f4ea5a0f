import { describe, expect, test } from 'vitest'
import type { Feed, FeedMemory, Fetched } from '../../model.ts'
import { readFeed } from './read-feed.ts'

const url = 'https://o.example/feed.xml'
const feed: Feed = { id: 'harbour', name: 'Harbour Wire', url, every: 900_000 }
const now = new Date('2025-07-13T12:00:00Z')

function body(text: string): Fetched {
  return { kind: 'body', url, status: 200, headers: {}, bytes: new TextEncoder().encode(text) }
}

describe('a feed is read to the end', () => {
  test('its entries become items, and dates from the day after tomorrow are unknown', async () => {
    const text =
      '<rss><channel><item><guid>a</guid><pubDate>2025-07-12</pubDate></item>' +
      '<item><guid>b</guid><pubDate>2025-07-15</pubDate></item></channel></rss>'
    const { parsed, changed: items } = await readFeed(body(text), feed, now)
    expect(parsed.entryCount).toBe(2)
    expect(items.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(items[0]?.published).toEqual(new Date('2025-07-12'))
    expect(items[1]?.published).toBeUndefined()
  })

  test('what stands there as at the last visit is counted, and no more', async () => {
    const entry = (id: string, hour: number, title = id) =>
      `<item><guid>${id}</guid><title>${title}</title><pubDate>2025-07-12T0${hour}:00:00Z</pubDate></item>`
    const read = (memory: FeedMemory | undefined, ...entries: string[]) =>
      readFeed(body(`<rss><channel>${entries.join('')}</channel></rss>`), feed, now, memory)
    const [b, a] = [entry('b', 3), entry('a', 1)]
    const { shown, keys, changed } = await read(undefined, b, a)
    expect(changed).toHaveLength(2)
    const memory = { feedId: feed.id, url, failuresInARow: 0, because: '', shown: shown!, ...keys }
    const next = await read(memory, entry('c', 5), b, entry('a', 1, 'A, corrected'))
    expect(next.changed.map(({ title }) => title)).toEqual(['c', 'A, corrected'])
    expect(next).toMatchObject({ parsed: { entryCount: 3 }, gapMs: 2 * 3_600_000 })
    expect((await read({ ...memory, shown: next.shown! }, b)).changed).toEqual([])
  })

  test('a small body that would be told as a flood of text is refused', async () => {
    const base = `https://o.example/${'a'.repeat(8000)}/`
    const entries = Array.from({ length: 2000 }, (_, at) => `<entry><link href="p${at}"/></entry>`)
    const flood = body(`<feed xml:base="${base}">${entries.join('')}</feed>`)
    const { parsed, changed } = await readFeed(flood, feed, now)
    expect(changed).toEqual([])
    expect(parsed.entryCount).toBe(0)
    expect(parsed.problems).toEqual([expect.stringContaining('50 million characters')])
  })

  test('authors a feed names once for all its entries are counted once', async () => {
    const authors = Array.from(
      { length: 400 },
      (_, at) => `<author><name>${at} ${'n'.repeat(80)}</name></author>`,
    )
    const entries = Array.from({ length: 2000 }, (_, at) => `<entry><id>e${at}</id></entry>`)
    const { changed } = await readFeed(
      body(`<feed>${authors.join('')}${entries.join('')}</feed>`),
      feed,
      now,
    )
    expect(changed).toHaveLength(2000)
  })

  test('what breaks the reader is a problem, not an exception', async () => {
    const broken = { ...body(''), bytes: null } as unknown as Fetched
    const { parsed, changed } = await readFeed(broken, feed, now)
    expect(changed).toEqual([])
    expect(parsed.problems).toEqual([expect.stringContaining('breaks the reader')])
  })
})

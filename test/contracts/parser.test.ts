import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, test } from 'vitest'
import { createLocalParser } from '../../src/adapters/parser/local-parser.ts'
import type * as Program from '../../src/adapters/parser/thread-parser.ts'
import { isUnreadable } from '../../src/core/feed/visit-failed.ts'
import type { Feed, Fetched } from '../../src/model.ts'
import type { Parser } from '../../src/ports.ts'
import { anItem } from '../support/builders.ts'

/** Node 20 runs no TypeScript in a thread, so the thread is the built one, like the program. */
const built = new URL('../../dist/adapters/parser/thread-parser.js', import.meta.url).href
const { createThreadParser }: typeof Program = await import(built)

const url = 'https://north.example/feed'
const feed: Feed = { id: 'north', name: 'North', url, every: 3_600_000 }
const now = new Date('2025-07-12T10:00:00Z')

const opened: Parser[] = []
afterEach(async () => {
  for (const parser of opened.splice(0)) await parser.close()
})

function open(parser: Parser): Parser {
  opened.push(parser)
  return parser
}

/** Everything in the thread, however small. */
function openThread(limits: Program.ParserLimits = {}): Parser {
  return open(createThreadParser({ smallBytes: 0, ...limits }))
}

function body(text: string): Extract<Fetched, { kind: 'body' }> {
  return { kind: 'body', url, status: 200, headers: {}, bytes: Buffer.from(text) }
}

function items(...titles: string[]): string {
  const written = titles.map(
    (title) =>
      `<item><title>${title}</title><link>/${title}</link><guid>${title}</guid>` +
      `<pubDate>Sat, 12 Jul 2025 09:00:00 GMT</pubDate><description>&lt;p&gt;Text of ${title}.</description></item>`,
  )
  return `<rss version="2.0"><channel><title>North</title>${written.join('')}</channel></rss>`
}

/** Elements by the million: a tree of gigabytes. */
const vast = `<rss><channel><item><title>t</title>${'<x a="1"/>'.repeat(1_500_000)}</item></channel></rss>`

describe.each([
  { name: 'in the thread that asks', openParser: () => open(createLocalParser()) },
  { name: 'in a thread of its own', openParser: () => openThread() },
  { name: 'where small bodies stay', openParser: () => open(createThreadParser()) },
])('a parser $name', ({ openParser }) => {
  test('a feed becomes its heading, entries and items, dates and all', async () => {
    const { parsed, changed } = await openParser().read(body(items('one', 'two')), feed, now)
    expect(parsed).toMatchObject({ format: 'rss', feed: { title: 'North' }, problems: [] })
    expect(parsed.entryCount).toBe(2)
    expect(changed.map(({ title, text }) => [title, text])).toEqual([
      ['one', 'Text of one.'],
      ['two', 'Text of two.'],
    ])
    expect(changed[0]).toMatchObject({ feedId: 'north', url: 'https://north.example/one' })
    expect(changed[0]?.published).toEqual(new Date('2025-07-12T09:00:00Z'))
  })

  test('every parser reads the same', async () => {
    const fetched = body(items('one', 'two', 'three').padEnd(20_000))
    const reading = await openParser().read(fetched, feed, now)
    expect(reading).toEqual(await createLocalParser().read(fetched, feed, now))
  })

  test('a visit without a body has nothing in it and nothing wrong', async () => {
    const failed: Fetched = { kind: 'failed', url, because: 'no answer' }
    const nothing = { parsed: { feed: {}, entryCount: 0, problems: [] }, changed: [] }
    expect(await openParser().read(failed, feed, now)).toEqual(nothing)
  })

  test('what is no feed is a problem, not an exception', async () => {
    const fetched = body('<'.repeat(30_000))
    const { parsed } = await openParser().read(fetched, feed, now)
    expect(isUnreadable(fetched, parsed)).toBe(true)
    expect(parsed.problems[0]).toContain('neither XML nor JSON')
  })

  test('the bytes are still there after reading: the visit is remembered by their hash', async () => {
    const fetched = body(items('one').padEnd(20_000))
    const before = Buffer.from(fetched.bytes)
    await openParser().read(fetched, feed, now)
    expect(before.equals(fetched.bytes)).toBe(true)
  })

  test('bodies that come at once each get their own answer', async () => {
    const parser = openParser()
    const names = ['a', 'b', 'c', 'd', 'e']
    const readings = await Promise.all(
      names.map((name) => parser.read(body(items(name)), feed, now)),
    )
    expect(readings.map((reading) => reading.changed[0]?.title)).toEqual(names)
  })
})

describe('the page behind a teaser', () => {
  const page = body(`<article><p>${'Lavrov landed in Wonsan on Friday for talks. '.repeat(9)}</p>`)
  const item = anItem({ title: 'Lavrov in Wonsan', summary: '', text: '' })

  test('is read the same in a thread of its own', async () => {
    const article = await openThread().readArticle(page, item)
    expect(article.text).toContain('landed in Wonsan on Friday')
    expect(article).toEqual(await createLocalParser().readArticle(page, item))
  })

  test('leaves the teaser when it takes too long, or did not come', async () => {
    const slow = await openThread({ timeMs: 0 }).readArticle(page, item)
    expect(slow).toEqual({ itemId: item.id, because: expect.stringContaining('longer than 0 s') })
    const failed = { kind: 'failed', url, because: 'no answer' } as const
    expect(await openThread().readArticle(failed, item)).toEqual({
      itemId: item.id,
      because: 'no answer',
    })
  })
})

describe('a body that is too much for the thread', () => {
  test('one that takes too long is unreadable, and says so', async () => {
    const fetched = body(vast)
    const { parsed, changed } = await openThread({ timeMs: 30 }).read(fetched, feed, now)
    expect(changed).toEqual([])
    expect(isUnreadable(fetched, parsed)).toBe(true)
    expect(parsed.problems).toEqual([expect.stringMatching(/^a body of 14649 KB .* than 0.03 s/)])
  })

  test('one that takes too much memory is unreadable, and says so', async () => {
    const { parsed } = await openThread({ memoryMb: 40, timeMs: 60_000 }).read(
      body(vast),
      feed,
      now,
    )
    expect(parsed.entryCount).toBe(0)
    expect(parsed.problems).toEqual([expect.stringContaining('more than 40 MB of memory')])
  })

  test('the next body finds a fresh thread, also when it was waiting already', async () => {
    const parser = openThread({ memoryMb: 40 })
    const [large, next] = await Promise.all([
      parser.read(body(vast), feed, now),
      parser.read(body(items('next')), feed, now),
    ])
    expect(large.changed).toEqual([])
    expect(next.changed.map(({ title }) => title)).toEqual(['next'])
    expect((await parser.read(body(items('later')), feed, now)).changed).toHaveLength(1)
  })

  test('it holds nobody up meanwhile', async () => {
    const parser = openThread()
    await parser.read(body(items('warm')), feed, now)
    expect(await turnsDuring(() => parser.read(body(vast), feed, now))).toBeGreaterThan(10)
    const local = createLocalParser()
    expect(await turnsDuring(() => local.read(body(vast), feed, now))).toBeLessThan(5)
  })
})

/** How often the thread that asks got round to something else while a body was read. */
async function turnsDuring(read: () => Promise<unknown>): Promise<number> {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await read()
  clearInterval(timer)
  return turns
}

describe('a parser that is closed', () => {
  test('or forgotten, lets its process end, though not before the answer is there', () => {
    const program = `
      const { createThreadParser } = await import(${JSON.stringify(built)})
      const parser = createThreadParser({ smallBytes: 0 })
      const bytes = Buffer.from('<rss><channel><item><title>one</title></item></channel></rss>')
      const fetched = { kind: 'body', url: '${url}', status: 200, headers: {}, bytes }
      const { changed } = await parser.read(fetched, { id: 'f', name: 'F' }, new Date(0))
      console.log(changed[0].title)`
    const run = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      timeout: 20_000,
    })
    expect(run.stdout.toString()).toBe('one\n')
    expect(run.status).toBe(0)
  })

  test('a body in hand is our trouble and not the outlet’s: it throws', async () => {
    const parser = openThread()
    await parser.read(body(items('warm')), feed, now)
    const reading = parser.read(body(vast), feed, now)
    const waiting = parser.read(body(items('next')), feed, now)
    const both = Promise.allSettled([reading, waiting])
    await parser.close()
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(reading).rejects.toThrow('closed before the body was read')
  })

  test('one closed while its thread is starting leaves none behind', async () => {
    const parser = openThread()
    const reading = Promise.allSettled([parser.read(body(items('one')), feed, now)])
    await parser.close()
    expect(await reading).toMatchObject([{ status: 'rejected' }])
  })
})

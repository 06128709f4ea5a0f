/** Articles read behind teasers, scored from the requests their host receives. */
import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { createFetcher } from '../src/adapters/http/fetch-feed.ts'
import { createLocalParser } from '../src/adapters/parser/local-parser.ts'
import { openStore } from '../src/adapters/store/sql-store.ts'
import type { Configuration } from '../src/app/configuration/configuration.ts'
import { doJob } from '../src/app/jobs.ts'
import type { PollReport } from '../src/model.ts'
import { openEmbedded } from './support/backends.ts'
import { noDelivery } from './support/no-delivery.ts'
import { openOddOutlet } from './support/odd-outlet.ts'
import { lavrov } from './support/world.ts'
import { NOTHING_NAMED } from '../src/core/watch/vocabulary.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const STORY = 'Lavrov arrived in Wonsan for talks that will last until Sunday evening. '
const page = `<html><body><article><p>${STORY.repeat(8)}</p></article></body></html>`

/** A feed that had nothing and then so many teasers at once; its pages answer as told. */
async function teasers(
  count: number,
  polling: Partial<Configuration['polling']>,
  answer: (path: string) => { status?: number; headers?: Record<string, string> } = () => ({}),
) {
  const outlet = await openOddOutlet()
  const startedAt: number[] = []
  let came = 0
  outlet.answer = ({ url = '' }, response) => {
    startedAt.push(performance.now())
    const { status = 200, headers = {} } = answer(url)
    const body = url === '/feed' ? rss(came, outlet.url) : page
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body)
  }
  const store = await openStore(await openEmbedded())
  const fetcher = createFetcher({ userAgent: 'Wirewatch (+tests)', allowHosts: ['127.0.0.1'] })
  closing.push(
    () => store.close(),
    () => outlet.close(),
    () => fetcher.close(),
  )
  let now = Date.parse('2025-07-11T12:00:00Z')
  const start = performance.now()
  const world = {
    now: () => new Date(now + performance.now() - start),
    chance: () => 0.5,
    store,
    fetcher,
    parser: createLocalParser(),
    ...noDelivery,
  }
  const configuration: Configuration = {
    watches: [lavrov],
    subscribers: [],
    feeds: [{ id: 'wire', name: 'Wire', url: `${outlet.url}/feed`, every: 60_000, fullText: true }],
    polling: {
      concurrency: 1,
      hostSpacing: 100,
      allowHosts: ['127.0.0.1'],
      checkTold: true,
      ...polling,
    },
    mail: { from: '' },
    web: { host: '', port: 0 },
    warnings: [],
    hints: [],
    broken: [],
    vocabulary: NOTHING_NAMED,
    corpus: { remember: 86_400_000, mostDocuments: 1_000 },
  }
  const reports: PollReport[] = []
  const told = { poll: (report: PollReport) => void reports.push(report) }
  const duties = { world, configuration, log: pino({ enabled: false }), told }
  const poll = () => doJob(duties, { name: 'poll-feed', subject: 'wire', id: '', attempt: 1 })
  await poll()
  came = count
  now += 3_600_000
  await poll()
  return { asked: outlet.asked, startedAt, report: reports.at(-1)! }
}

function rss(items: number, base: string): string {
  const written = Array.from({ length: items }, (_, at) => {
    return `<item><title>Lavrov in Wonsan, part ${at}</title><link>${base}/${at}</link></item>`
  })
  return `<rss version="2.0"><channel><title>Wire</title>${written.join('')}</channel></rss>`
}

const because = ({ fresh }: PollReport) => fresh.map(({ fullText }) => fullText?.because)

test('ask for pages as feeds are asked for: by name, without cookies or a referrer', async () => {
  const { asked, report } = await teasers(2, {}, () => ({ headers: { 'set-cookie': 'a=1' } }))
  expect(asked.map(({ path }) => path)).toEqual(['/feed', '/feed', '/0', '/1'])
  for (const { headers } of asked.slice(2)) {
    expect(headers['user-agent']).toBe('Wirewatch (+tests)')
    expect(headers.accept).toMatch(/^text\/html/)
    expect(headers).not.toHaveProperty('cookie')
    expect(headers).not.toHaveProperty('referer')
    expect(headers).not.toHaveProperty('if-none-match')
  }
  expect(report.fresh[0]?.text).toContain('until Sunday evening')
})

test('are spaced as visits to one host are, the visit to the feed among them', async () => {
  const { startedAt } = await teasers(3, { allowHosts: [], hostSpacing: 150 })
  const gaps = startedAt.slice(2).map((at, index) => at - startedAt[index + 1]!)
  expect(gaps).toHaveLength(3)
  // A request may be a little longer under way than the next one.
  expect(Math.min(...gaps)).toBeGreaterThan(100)
})

test('stop where a host asks to be left alone, and the teasers stay', async () => {
  const { asked, report } = await teasers(4, {}, (path) =>
    path === '/1' ? { status: 429, headers: { 'retry-after': '600' } } : {},
  )
  expect(asked.map(({ path }) => path)).toEqual(['/feed', '/feed', '/0', '/1'])
  expect(because(report)).toEqual([
    'the article was read',
    'answered 429 (Too Many Requests)',
    ...Array.from({ length: 2 }, () =>
      expect.stringMatching(/^127\.0\.0\.1:\d+ asked to be left alone/),
    ),
  ])
  expect(report.placements).toHaveLength(4)
})

test('are ten of one poll at most', async () => {
  const { asked, report } = await teasers(12, {})
  expect(asked).toHaveLength(12)
  expect(because(report).slice(9)).toEqual([
    'the article was read',
    'more than 10 fresh items at once',
    'more than 10 fresh items at once',
  ])
})

/** Visits to one host by several workers, scored from the requests the host receives. */
import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { createFetcher } from '../src/adapters/http/fetch-feed.ts'
import { createLocalParser } from '../src/adapters/parser/local-parser.ts'
import { openQueue } from '../src/adapters/queue/bullmq-queue.ts'
import { openStore } from '../src/adapters/store/sql-store.ts'
import { leaseOn } from '../src/app/at-host.ts'
import type { Configuration } from '../src/app/configuration/configuration.ts'
import { doJob } from '../src/app/jobs.ts'
import { workOff } from '../src/app/work-off.ts'
import { work } from '../src/app/worker.ts'
import type { OpenWorld } from '../src/app/world.ts'
import { openEmbedded } from './support/backends.ts'
import { noDelivery } from './support/no-delivery.ts'
import { openOddOutlet } from './support/odd-outlet.ts'
import { desk, lavrov } from './support/world.ts'
import { NOTHING_NAMED } from '../src/core/watch/vocabulary.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A host with six feeds that answers slowly, two workers on one store, and what they asked. */
async function sixFeeds(polling: Partial<Configuration['polling']>) {
  const outlet = await openOddOutlet()
  const asked: { at: number; others: number }[] = []
  let open = 0
  outlet.answer = (_, response) => {
    asked.push({ at: performance.now(), others: open })
    open += 1
    setTimeout(() => {
      open -= 1
      response.end('<rss version="2.0"><channel><title>Wire</title></channel></rss>')
    }, 100)
  }
  const connection = await openEmbedded()
  const queue = await openQueue({ backend: { kind: 'sql', connection } })
  const store = await openStore(connection)
  const fetcher = createFetcher({ userAgent: 'test', allowHosts: ['127.0.0.1'] })
  closing.push(
    () => store.close(),
    () => outlet.close(),
    () => queue.close(),
  )
  const world: OpenWorld = {
    now: () => new Date(),
    chance: () => 0.5,
    store,
    queue,
    fetcher,
    parser: createLocalParser(),
    ...noDelivery,
    channels: { post: () => Promise.reject(new Error('no mail here')), close: async () => {} },
    ledger: { sent: async () => ({ items: new Map(), receipts: new Map() }), keep: async () => {} },
    parts: { store: '', queue: '', mail: '' },
    close: async () => {},
  }
  const feeds = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
    id,
    name: id,
    url: `${outlet.url}/${id}`,
    every: 3_600_000,
  }))
  const configuration: Configuration = {
    watches: [lavrov],
    subscribers: [desk],
    feeds,
    polling: { concurrency: 4, hostSpacing: 300, allowHosts: [], checkTold: true, ...polling },
    mail: { from: '' },
    web: { host: '', port: 0 },
    warnings: [],
    hints: [],
    broken: [],
    vocabulary: NOTHING_NAMED,
    corpus: { remember: 86_400_000, mostDocuments: 1_000 },
  }
  const duties = { world, configuration, log: pino({ enabled: false }) }
  return { asked, duties, feeds, fetcher }
}

test('are made one at a time, with time between their starts, by jobs that are put back', async () => {
  const { asked, duties, feeds } = await sixFeeds({})
  const workings = [await work(duties), await work(duties)]
  closing.push(() => Promise.all(workings.map((working) => working.drain(5000))))
  for (const { id } of feeds) await duties.world.queue.add({ name: 'poll-feed', subject: id })
  await expect.poll(() => asked.length, { timeout: 90_000, interval: 50 }).toBe(6)
  expect(asked.map(({ others }) => others)).toEqual([0, 0, 0, 0, 0, 0])
  const gaps = asked.slice(1).map(({ at }, index) => at - asked[index]!.at)
  // The spacing counts from the answer, which comes after 100 ms: however long a request is under way.
  expect(Math.min(...gaps)).toBeGreaterThan(390)
}, 120_000)

test('follow each other by themselves where there is no queue to put them back in', async () => {
  const { asked, duties } = await sixFeeds({})
  expect(await workOff(duties, 'poll-feed')).toBe(0)
  expect(asked.map(({ others }) => others)).toEqual([0, 0, 0, 0, 0, 0])
  expect(await workOff(duties, 'poll-feed')).toBe(0)
  expect(asked).toHaveLength(6)
}, 60_000)

test('that end in trouble are counted, and keep no other from its end', async () => {
  const { asked, duties, feeds } = await sixFeeds({ hostSpacing: 0 })
  const { fetcher } = duties.world
  const fetchFeed: typeof fetcher.fetchFeed = (feed, memory, now) =>
    feed === feeds[2] ? Promise.reject(new Error('a bug')) : fetcher.fetchFeed(feed, memory, now)
  const world = { ...duties.world, fetcher: { ...fetcher, fetchFeed } }
  expect(await workOff({ ...duties, world }, 'poll-feed')).toBe(1)
  expect(asked).toHaveLength(5)
}, 60_000)

test('are not held up where the host is on the allow list', async () => {
  const { asked, duties, feeds } = await sixFeeds({ allowHosts: ['127.0.0.0/8'] })
  const jobs = feeds.map(({ id }) =>
    doJob(duties, { name: 'poll-feed', subject: id, id, attempt: 1 }),
  )
  await Promise.all(jobs)
  expect(asked).toHaveLength(6)
  expect(asked.some(({ others }) => others > 0)).toBe(true)
})

test('wait where somebody else is at the host they were redirected to the last time', async () => {
  const { duties, feeds, fetcher } = await sixFeeds({})
  const bytes = Buffer.from('<rss version="2.0"><channel><title>Wire</title></channel></rss>')
  const answer = {
    kind: 'body',
    url: 'https://second.example/rss',
    status: 200,
    headers: {},
    bytes,
  }
  let now = new Date('2025-07-11T12:00:00Z')
  let visits = 0
  const again: Date[] = []
  const fetchFeed: typeof fetcher.fetchFeed = async () => {
    visits += 1
    return answer as Awaited<ReturnType<typeof fetcher.fetchFeed>>
  }
  const world = { ...duties.world, now: () => now, fetcher: { ...fetcher, fetchFeed } }
  const putBack = async (_: unknown, at: Date) => void again.push(at)
  const poll = () =>
    doJob({ ...duties, world, putBack }, { name: 'poll-feed', subject: 'a', id: 'a', attempt: 1 })
  const first = new URL(feeds[0]!.url).hostname
  const holding = (host: string) => leaseOn(host, 'another', now, 300)

  await poll()
  expect(visits).toBe(1)
  now = new Date('2025-07-11T14:00:00Z')
  const busy = holding('second.example')
  await world.store.takeHost(busy)
  await poll()
  expect(visits).toBe(1)
  expect(again).toEqual([new Date('2025-07-11T14:00:01.125Z')])
  await world.store.holdHost({ ...busy, until: now })
  now = again[0]!
  await poll()
  expect(visits).toBe(2)
  for (const host of [first, 'second.example']) {
    expect(await world.store.takeHost(holding(host))).toMatchObject({ freeAt: expect.any(Date) })
  }
  now = new Date(now.getTime() + 300)
  for (const host of [first, 'second.example']) {
    expect(await world.store.takeHost(holding(host))).toMatchObject({ leftAt: expect.any(Date) })
  }
})

test('are put back where a first redirect leads to a host that somebody else is at', async () => {
  const { duties, fetcher } = await sixFeeds({})
  const gone: string[] = []
  const again: unknown[] = []
  const fetchFeed: typeof fetcher.fetchFeed = async (_, _memory, _now, onward) => {
    await onward?.('https://second.example/rss')
    gone.push('there')
    return { kind: 'failed', url: 'https://second.example/rss', because: 'no answer' }
  }
  const { store, now } = duties.world
  const world = { ...duties.world, fetcher: { ...fetcher, fetchFeed } }
  const putBack = async (job: unknown) => void again.push(job)
  const job = { name: 'poll-feed', subject: 'a' } as const
  const poll = () => doJob({ ...duties, world, putBack }, { ...job, id: 'a', attempt: 1 })
  const busy = leaseOn('second.example', 'another', now(), 0)
  await store.takeHost(busy)
  await poll()
  expect([gone, again]).toEqual([[], [job]])
  expect(await store.feedMemory('a')).toBeUndefined()
})

test('that are not due yet are no line in the log: most strikes of the timetable are such', async () => {
  const { duties } = await sixFeeds({})
  const lines: string[] = []
  const log = pino({}, { write: (line) => void lines.push(JSON.parse(line).msg) })
  const poll = () =>
    doJob({ ...duties, log }, { name: 'poll-feed', subject: 'a', id: 'a', attempt: 1 })
  await poll()
  await poll()
  expect(lines).toEqual(['poll-feed a: nothing new'])
})

test('leave the host free when they end in trouble', async () => {
  const { asked, duties, feeds } = await sixFeeds({ hostSpacing: 0 })
  const job = (id: string) => ({ name: 'poll-feed', subject: id, id, attempt: 1 }) as const
  const fails = () => Promise.reject(new Error('a bug'))
  const broken = { fetchFeed: fails, fetchPage: fails, askHub: fails, close: async () => {} }
  const world = { ...duties.world, fetcher: broken }
  await expect(doJob({ ...duties, world }, job(feeds[0]!.id))).rejects.toThrow('a bug')
  await doJob(duties, job(feeds[1]!.id))
  expect(asked).toHaveLength(1)
})

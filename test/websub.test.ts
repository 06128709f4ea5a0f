/** News told by a hub on loopback, through the service's own page and jobs. */
import { createHmac } from 'node:crypto'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFetcher } from '../src/adapters/http/fetch-feed.ts'
import { createLocalParser } from '../src/adapters/parser/local-parser.ts'
import { openStore } from '../src/adapters/store/sql-store.ts'
import type { Configuration } from '../src/app/configuration/configuration.ts'
import { doJob } from '../src/app/jobs.ts'
import { startWeb } from '../src/app/web/server.ts'
import { NOTHING_NAMED } from '../src/core/watch/vocabulary.ts'
import type { OpenWorld } from '../src/app/world.ts'
import type { PollReport } from '../src/model.ts'
import type { JobName, Queue } from '../src/ports.ts'
import { openEmbedded } from './support/backends.ts'
import { noDelivery } from './support/no-delivery.ts'
import { openOddOutlet, type OddOutlet } from './support/odd-outlet.ts'
import { lavrov } from './support/world.ts'

const closing: (() => Promise<unknown>)[] = []
let outlet: OddOutlet
let hub: OddOutlet
let world: OpenWorld
let publicUrl: string
let minutes = 0
/** What the queue was given, and what the polls came to. */
let queued: { subject: string; at?: Date }[] = []
let reports: PollReport[] = []
let items: string[] = []
/** The forms the hub was sent. */
let forms: URLSearchParams[] = []

beforeEach(async () => {
  ;[minutes, queued, reports, items, forms] = [0, [], [], [], []]
  outlet = await openOddOutlet()
  hub = await openOddOutlet()
  const store = await openStore(await openEmbedded())
  const fetcher = createFetcher({ userAgent: 'Wirewatch (+tests)', allowHosts: ['127.0.0.1'] })
  const add: Queue['add'] = async ({ subject }, options) =>
    void queued.push({ subject, ...options })
  world = {
    now: () => new Date(Date.parse('2025-07-11T12:00:00Z') + minutes * 60_000),
    chance: () => 0.5,
    store,
    fetcher,
    parser: createLocalParser(),
    ...noDelivery,
    // Of the queue only this is asked.
    queue: { add } as unknown as Queue,
    parts: { store: '', queue: '', mail: '' },
    close: async () => {},
  }
  outlet.answer = (_, response) =>
    response
      .setHeader('link', `<${hub.url}/>; rel="hub", <${outlet.url}/feed>; rel="self"`)
      .end(rss())
  hub.answer = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      forms.push(new URLSearchParams(Buffer.concat(chunks).toString()))
      response.writeHead(202).end()
    })
  }
  const web = await startWeb(
    {
      world,
      followed: {
        trouble: undefined,
        waiting: [],
        get current() {
          return configuration()
        },
      },
    },
    { host: '127.0.0.1', port: 0, secrets: [] },
  )
  publicUrl = web.url
  closing.push(
    () => store.close(),
    () => fetcher.close(),
    () => hub.close(),
    () => outlet.close(),
    () => web.close(),
  )
})
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function configuration(): Configuration {
  return {
    watches: [lavrov],
    subscribers: [],
    feeds: [{ id: 'wire', name: 'Wire', url: `${outlet.url}/feed`, every: 900_000 }],
    polling: { concurrency: 1, hostSpacing: 0, allowHosts: ['127.0.0.1'], checkTold: true },
    mail: { from: '' },
    web: { host: '', port: 0, publicUrl },
    warnings: [],
    hints: [],
    vocabulary: NOTHING_NAMED,
    corpus: { remember: 86_400_000, mostDocuments: 1_000 },
    broken: [],
  }
}

function rss(): string {
  const written = items.map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`)
  return `<rss version="2.0"><channel><title>Wire</title>${written.join('')}</channel></rss>`
}

const told = { poll: (report: PollReport) => void reports.push(report) }
async function job(name: JobName, subject = ''): Promise<void> {
  const duties = { world, configuration: configuration(), log: pino({ enabled: false }), told }
  await doJob(duties, { name, subject, id: '', attempt: 1 })
}

/** What a hub does to verify: it asks for its challenge back. */
async function verify(form: URLSearchParams, lease = 864_000): Promise<Response> {
  const callback = new URL(form.get('hub.callback') ?? '')
  callback.searchParams.set('hub.mode', 'subscribe')
  callback.searchParams.set('hub.topic', form.get('hub.topic') ?? '')
  callback.searchParams.set('hub.challenge', 'challenge-1')
  callback.searchParams.set('hub.lease_seconds', String(lease))
  return fetch(callback)
}

async function deliver(form: URLSearchParams, secret = form.get('hub.secret') ?? '') {
  const signature = `sha256=${createHmac('sha256', secret).update(rss()).digest('hex')}`
  const headers = { 'content-type': 'application/rss+xml', 'x-hub-signature': signature }
  return fetch(form.get('hub.callback') ?? '', { method: 'POST', headers, body: rss() })
}

/** The feed read once, its hub asked and verified. */
async function subscribed(): Promise<URLSearchParams> {
  await job('poll-feed', 'wire')
  await job('keep-subscriptions')
  const form = forms.at(-1)!
  const answer = await verify(form)
  expect([answer.status, await answer.text()]).toEqual([200, 'challenge-1'])
  return form
}

test('the hub a feed names is asked once, under a path nobody can guess', async () => {
  const form = await subscribed()
  expect(form.get('hub.mode')).toBe('subscribe')
  expect(form.get('hub.topic')).toBe(`${outlet.url}/feed`)
  expect(form.get('hub.callback')).toMatch(/\/websub\/[\w-]{32}$/)
  expect(form.get('hub.secret')).toMatch(/^[\w-]{43}$/)
  await job('keep-subscriptions')
  expect(forms).toHaveLength(1)
})

test('what it tells of is read at once, and visits are rarer meanwhile', async () => {
  const form = await subscribed()
  minutes += 15
  await job('poll-feed', 'wire')
  expect(reports.at(-1)?.memory.because).toBe('its hub tells of its news; every 6 h to be sure')
  minutes += 10
  items = ['Lavrov lands in Wonsan']
  expect((await deliver(form)).status).toBe(202)
  expect(queued).toEqual([{ subject: 'wire' }])
  await job('poll-feed', 'wire')
  expect(reports.at(-1)).toMatchObject({ outcome: 'news', fresh: [{ title: items[0] }] })
})

test('news that the outlet does not show yet is looked for again soon', async () => {
  const form = await subscribed()
  minutes += 15
  await deliver(form)
  await job('poll-feed', 'wire')
  expect(reports.at(-1)?.memory.because).toBe('its hub told of news that does not show yet')
})

test('what is not signed with the secret changes nothing', async () => {
  const form = await subscribed()
  expect((await deliver(form, 'a guess')).status).toBe(202)
  const callback = form.get('hub.callback') ?? ''
  expect((await fetch(callback, { method: 'POST', body: rss() })).status).toBe(202)
  expect((await fetch(`${callback}x`, { method: 'POST', body: rss() })).status).toBe(410)
  expect((await fetch(`${publicUrl}websub/x?hub.mode=subscribe`)).status).toBe(404)
  expect(queued).toEqual([])
})

test('a lease is renewed before it ends, under the same path and secret', async () => {
  const form = await subscribed()
  minutes += 8 * 24 * 60
  await job('keep-subscriptions')
  expect(forms).toHaveLength(2)
  for (const field of ['hub.callback', 'hub.secret']) {
    expect(forms[1]?.get(field)).toBe(form.get(field))
  }
  await verify(forms[1]!)
  expect((await world.store.subscriptions())[0]?.leaseUntil).toEqual(
    new Date(world.now().getTime() + 864_000_000),
  )
})

test('a hub that refuses is named with its reason, and visits go on as before', async () => {
  hub.answer = (_, response) => response.writeHead(403).end()
  await job('poll-feed', 'wire')
  await job('keep-subscriptions')
  minutes += 15
  await job('poll-feed', 'wire')
  expect(reports.at(-1)?.memory.because).toBe('every 15 min')
  const [memory] = await world.store.feedMemories()
  expect(memory?.pushBecause).toMatch(/^its hub 127\.0\.0\.1:\d+: answered 403 \(Forbidden\)$/)
})

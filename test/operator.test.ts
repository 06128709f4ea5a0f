/** What the operator is told of the service itself, and the monitor that is pinged while all is well. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from '../src/app/open-log.ts'
import { watchOver, type WatchedOver } from '../src/app/operation/watch-over.ts'
import { readEnvironment } from '../src/app/environment.ts'
import { readConfiguration } from '../src/app/configuration/read-configuration.ts'
import type { Configuration } from '../src/app/configuration/configuration.ts'
import { pollFeed } from '../src/pipeline.ts'
import type { Posting } from '../src/ports.ts'
import { openTestWorld, type TestWorld } from './support/world.ts'

const PING = 'https://monitor.example/secret'

function configured(): Configuration {
  const reading = readConfiguration(
    `watches: [{ name: Lavrov, keywords: [Lavrov] }]
feeds: [{ id: north, name: North, url: 'https://north.example/feed' }]
subscribers: [{ name: Desk, to: desk@example.org, schedule: { daily: '16:00' }, zone: Asia/Seoul }]
operator: { ping: '${PING}', notify: admin@example.org }
`,
    'wirewatch.yaml',
    {},
  )
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.configuration
}

let world: TestWorld
let pings: string[]
let answer: Posting
let monitor: 'body' | 'failed'
beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  pings = []
  answer = { outcome: 'accepted', receipt: '250 OK' }
  monitor = 'body'
})
afterEach(() => world.close())

const configuration = configured()
const log = openLog(readEnvironment({ LOG_LEVEL: 'silent' }))

function watched(given: Partial<WatchedOver> = {}): WatchedOver {
  return {
    configuration,
    log,
    world: {
      ...world,
      now: world.now,
      mailer: {
        close: async () => {},
        post: async (message) => {
          await world.mailer.post(message)
          return answer
        },
      },
      fetcher: {
        ...world.fetcher,
        fetchPage: async (url) => {
          pings.push(url)
          return monitor === 'failed'
            ? { kind: 'failed', url, because: 'the connection was refused' }
            : { kind: 'body', url, status: 200, headers: {}, bytes: new Uint8Array() }
        },
      },
    },
    ...given,
  }
}

async function look(instant: string, given: Partial<WatchedOver> = {}): Promise<void> {
  world.setClock(instant)
  await watchOver(watched(given))
}

async function poll(instant: string, failed?: string): Promise<void> {
  world.setClock(instant)
  world.outlets.serve('north', failed === undefined ? [] : { failed })
  await pollFeed(world, configuration.feeds[0]!, configuration.watches)
}

const subjects = () => world.posted.map(({ subject }) => subject)

test('while all is well the monitor is pinged and nobody is written to', async () => {
  await poll('2025-07-11T06:00:00Z')
  await look('2025-07-11T06:01:00Z')
  monitor = 'failed'
  await look('2025-07-11T06:06:00Z')
  expect(pings).toEqual([PING, PING])
  expect(subjects()).toEqual([])
})

test('when every feed fails the operator is told once, and once when it is mended', async () => {
  await poll('2025-07-11T06:00:00Z', 'no answer')
  await look('2025-07-11T06:01:00Z')
  expect(subjects()).toEqual([])
  for (const minute of ['12', '17', '22']) await look(`2025-07-11T06:${minute}:00Z`)
  expect(subjects()).toEqual(['[Wirewatch] Trouble: feeds'])
  expect(world.posted[0]).toMatchObject({ to: ['admin@example.org'] })
  expect(world.posted[0]?.text).toContain(
    'all of them fail, North: no answer (since Fri 11 Jul 2025, 15:01 (Asia/Seoul))\n\n' +
      '→ is this machine on the network, and its DNS well?\n',
  )
  expect(pings).toEqual([])
  await poll('2025-07-11T06:25:00Z')
  await look('2025-07-11T06:26:00Z')
  await look('2025-07-11T06:31:00Z')
  expect(subjects().slice(1)).toEqual(['[Wirewatch] Mended: feeds'])
  expect(pings).toHaveLength(2)
})

test('a service in which nothing is visited and no digest comes is told of, though it runs', async () => {
  await poll('2025-07-11T06:00:00Z')
  await world.store.recordLook('desk', new Date('2025-07-11T06:00:00Z'))
  await look('2025-07-11T12:00:00Z')
  await look('2025-07-11T12:11:00Z')
  expect(subjects()).toEqual(['[Wirewatch] Trouble: visits and 1 more'])
  expect(world.posted[0]?.text).toContain('digests for Desk: the digest (daily at 16:00)')
})

test('what is over before it lasted is not worth a mail', async () => {
  await poll('2025-07-11T06:00:00Z', 'no answer')
  await look('2025-07-11T06:01:00Z')
  await poll('2025-07-11T06:05:00Z')
  await look('2025-07-11T06:06:00Z')
  await poll('2025-07-11T06:20:00Z', 'no answer')
  await look('2025-07-11T06:21:00Z')
  expect(subjects()).toEqual([])
})

test('what could not be said is said at the next look', async () => {
  await poll('2025-07-11T06:00:00Z', 'no answer')
  await look('2025-07-11T06:01:00Z')
  answer = { outcome: 'trouble', receipt: '451 later' }
  await look('2025-07-11T06:12:00Z')
  answer = { outcome: 'accepted', receipt: '250 OK' }
  await look('2025-07-11T06:17:00Z')
  await look('2025-07-11T06:22:00Z')
  expect(subjects()).toEqual(['[Wirewatch] Trouble: feeds', '[Wirewatch] Trouble: feeds'])
  await poll('2025-07-11T06:25:00Z')
  answer = { outcome: 'trouble', receipt: '451 later' }
  await look('2025-07-11T06:26:00Z')
  answer = { outcome: 'accepted', receipt: '250 OK' }
  await look('2025-07-11T06:31:00Z')
  await look('2025-07-11T06:36:00Z')
  expect(subjects().slice(2)).toEqual(['[Wirewatch] Mended: feeds', '[Wirewatch] Mended: feeds'])
})

test('of several processes one says it', async () => {
  await poll('2025-07-11T06:00:00Z', 'no answer')
  await look('2025-07-11T06:01:00Z')
  world.setClock('2025-07-11T06:12:00Z')
  await Promise.all([watchOver(watched()), watchOver(watched()), watchOver(watched())])
  expect(subjects()).toHaveLength(1)
})

test.each([
  ['does not answer', () => new Promise<never>(() => {}), 'no answer in 0.001 s'],
  ['cannot be reached', () => Promise.reject(new Error('refused')), 'refused'],
])('a queue that %s is told of', async (_, counts, words) => {
  await poll('2025-07-11T06:00:00Z')
  const { world: usual } = watched()
  const given = { world: { ...usual, queue: { counts }, queuePatienceMs: 1 } }
  for (const minute of ['01', '12']) await look(`2025-07-11T06:${minute}:00Z`, given)
  expect(subjects()).toEqual(['[Wirewatch] Trouble: queue'])
  expect(world.posted[0]?.text).toContain(`it cannot be asked: ${words}`)
})

test('a file that is not in force is told of, and without an operator nobody looks', async () => {
  await poll('2025-07-11T06:00:00Z')
  for (const minute of ['01', '12']) {
    await look(`2025-07-11T06:${minute}:00Z`, { trouble: 'line 3: a quote is opened' })
  }
  expect(subjects()).toEqual(['[Wirewatch] Trouble: configuration'])
  const { operator: _nobody, ...rest } = configuration
  await look('2025-07-11T06:20:00Z', { configuration: rest })
  expect(pings).toEqual([])
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { dropKeys, ownDatabase, postgresUrl, redisUrl } from './support/backends.ts'
import { runProgram, type Program } from './support/run-program.ts'

// A store is made from nothing in every test: seconds on a quiet machine, many on a busy one.
vi.setConfig({ testTimeout: 180_000 })

/** Backends the whole program is run on, each with the environment that names it. */
const redis = await redisUrl()
const postgres = await postgresUrl()

let outlet: Server
let feedUrl: string
let items: string
/** Set by a test: the outlet answers only when it is resolved. */
let held: Promise<void> | undefined
const running: Program[] = []
let folder: string

beforeAll(async () => {
  outlet = createServer((_, response) => {
    void (held ?? Promise.resolve()).then(() => {
      const xml = `<rss version="2.0"><channel><title>North</title>${items}</channel></rss>`
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(xml)
    })
  })
  await new Promise<void>((resolve) => void outlet.listen(0, '127.0.0.1', resolve))
  const address = outlet.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  feedUrl = `http://127.0.0.1:${address.port}/feed.xml`
})
afterAll(() => void outlet.close())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirewatch-service-'))
  items = ''
  held = undefined
  writeFileSync(
    join(folder, 'wirewatch.yaml'),
    `watches: [{ name: Lavrov, keywords: [Lavrov] }]
feeds: [{ name: North, url: '${feedUrl}', every: 1s }]
subscribers: [{ name: Desk, to: desk@example.org, schedule: { cron: '* * * * * *' } }]
polling: { allow_hosts: [127.0.0.1] }
web: { port: 0 }
`,
  )
})
afterEach(async () => {
  for (const program of running.splice(0)) {
    program.child.kill('SIGKILL')
    await program.ended()
  }
  rmSync(folder, { recursive: true })
})

function start(environment: Readonly<Record<string, string>> = {}, verb = ['start']): Program {
  const program = runProgram(verb, {
    WIREWATCH_DATA: join(folder, 'data'),
    WIREWATCH_CONFIG: join(folder, 'wirewatch.yaml'),
    WIREWATCH_SEEDS: join(folder, 'seeds'),
    ...environment,
  })
  running.push(program)
  return program
}

/** A service told to stop while the outlet has not answered it yet. */
async function stopWithinPoll(): Promise<Program> {
  const service = start()
  const asked = new Promise<void>((resolve) => void outlet.once('request', () => resolve()))
  await service.says('wirewatch is up')
  await asked
  service.child.kill('SIGTERM')
  await service.says('finishing the jobs in hand')
  return service
}

function news(id: string, title: string): string {
  const date = new Date().toUTCString()
  return `<item><guid>${id}</guid><title>${title}</title><pubDate>${date}</pubDate></item>`
}

function outbox(): string[] {
  const path = join(folder, 'data', 'outbox')
  return readdirSync(path)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => readFileSync(join(path, file), 'utf8'))
}

describe('the service', () => {
  test('polls on its timetable, mails what is new, and ends in order at SIGTERM', async () => {
    const service = start()
    await service.says('poll-feed north: nothing new')
    items = news('n1', 'Lavrov lands in Wonsan')
    await service.says('poll-feed north: news')
    await service.says('send-digest desk: sent')
    expect(outbox().join()).toContain('Lavrov lands in Wonsan')
    service.child.kill('SIGTERM')
    expect(await service.ended()).toBe(0)
    expect(service.errors()).toContain('"drained":true')
  })

  test('visits a feed at once when its host is allowed, however long it was to wait', async () => {
    const file = join(folder, 'wirewatch.yaml')
    const allowed = readFileSync(file, 'utf8').replace('every: 1s', 'every: 1h')
    writeFileSync(file, allowed.replace('127.0.0.1] }', '10.0.0.1] }'))
    const service = start()
    await service.says('loopback: not visited unless polling.allow_hosts names it')
    writeFileSync(file, allowed)
    await service.says('poll-feed north: nothing new')
    expect(service.errors()).not.toContain('from the next start on')
  })

  test('finishes the poll in hand before it ends', async () => {
    let answer = () => {}
    held = new Promise((resolve) => (answer = resolve))
    const service = await stopWithinPoll()
    answer()
    expect(await service.ended()).toBe(0)
    expect(service.errors()).toContain('poll-feed north: nothing new')
  })

  test('ends at once at a second signal', async () => {
    held = new Promise(() => {})
    const service = await stopWithinPoll()
    service.child.kill('SIGTERM')
    expect(await service.ended()).toBe(143)
  })

  test('killed between polls, it mails what came meanwhile once', async () => {
    const first = start()
    await first.says('poll-feed north: nothing new')
    first.child.kill('SIGKILL')
    await first.ended()
    items = news('n1', 'Lavrov lands in Wonsan')
    const second = start()
    await second.says('send-digest desk: sent')
    second.child.kill('SIGKILL')
    await second.ended()
    const third = start()
    await third.says('poll-feed north: unchanged')
    third.child.kill('SIGTERM')
    expect(await third.ended()).toBe(0)
    expect(outbox()).toHaveLength(1)
  })

  test('refuses a second process on the embedded store, naming the first', async () => {
    const first = start()
    await first.says('wirewatch is up')
    const second = start()
    expect(await second.ended()).toBe(2)
    expect(second.errors()).toContain(`${first.child.pid}`)
    expect(second.errors()).toContain('DATABASE_URL')
  })

  test('says which address cannot be reached, without its password', async () => {
    const service = start({ DATABASE_URL: 'postgres://me:s3cret@127.0.0.1:1/none' })
    expect(await service.ended()).toBe(1)
    expect(service.errors()).toContain('127.0.0.1')
    expect(service.errors()).not.toContain('s3cret')
  })

  test.skipIf(!postgres || !redis)('does the same on PostgreSQL and Redis', async () => {
    const database = await ownDatabase(postgres ?? '')
    const environment = { DATABASE_URL: database.url, REDIS_URL: `${redis ?? ''}/7` }
    try {
      const service = start(environment)
      await service.says('poll-feed north: nothing new')
      items = news('n1', 'Lavrov lands in Wonsan')
      await service.says('send-digest desk: sent')
      expect(outbox().join()).toContain('Lavrov lands in Wonsan')
      service.child.kill('SIGTERM')
      expect(await service.ended()).toBe(0)
    } finally {
      await database.drop()
      await dropKeys(`${redis ?? ''}/7`, '{wirewatch}')
    }
  })
})

describe('run --once', () => {
  test('polls what is due, sends what is due, and ends', async () => {
    const first = start({}, ['run', '--once'])
    expect(await first.ended()).toBe(0)
    expect(first.errors()).toContain('poll-feed north: nothing new')
    items = news('n1', 'Lavrov lands in Wonsan')
    expect(first.output()).toBe('')
    const second = start({}, ['run', '--once', '--json'])
    expect(await second.ended()).toBe(0)
    expect(second.output()).toBe('{"leftUndone":0}\n')
    expect(second.errors()).toContain('poll-feed north: news')
    expect(second.errors()).toContain('send-digest desk: sent')
    expect(outbox()).toHaveLength(1)
  })
})

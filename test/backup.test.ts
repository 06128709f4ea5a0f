/** Backups: of a running service, put back so that nothing is told twice, and taken to a server. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { ownDatabase, postgresUrl } from './support/backends.ts'
import { runProgram, type Program } from './support/run-program.ts'

// A store is made from nothing in every test: seconds on a quiet machine, many on a busy one.
vi.setConfig({ testTimeout: 240_000 })

const landing = 'Lavrov lands in Wonsan'
const treaty = 'Lavrov signs a treaty on grain'
const postgres = await postgresUrl()

let outlet: Server
let configuration: string
let items: string
let folder: string
const running: Program[] = []

beforeAll(async () => {
  outlet = createServer((_, response) => {
    const xml = `<rss version="2.0"><channel><title>North</title>${items}</channel></rss>`
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(xml)
  })
  await new Promise<void>((resolve) => void outlet.listen(0, '127.0.0.1', resolve))
  const address = outlet.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  configuration = `watches: [{ name: Lavrov, keywords: [Lavrov] }]
feeds: [{ name: North, url: 'http://127.0.0.1:${address.port}/feed.xml', every: 1s }]
subscribers: [{ name: Desk, to: desk@example.org, schedule: { cron: '* * * * * *' } }]
polling: { allow_hosts: [127.0.0.1] }
`
})
afterAll(() => void outlet.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirewatch-backup-'))
  items = ''
  writeFileSync(join(folder, 'wirewatch.yaml'), configuration)
})
afterEach(async () => {
  for (const program of running.splice(0)) {
    program.child.kill('SIGKILL')
    await program.ended()
  }
  rmSync(folder, { recursive: true })
})

interface Place {
  readonly data?: string
  readonly config?: string
  readonly port?: string
  readonly DATABASE_URL?: string
}

function start(
  verb: readonly string[],
  { data = 'data', config = 'wirewatch.yaml', port = '0', ...rest }: Place = {},
): Program {
  const program = runProgram(verb, {
    WIREWATCH_DATA: join(folder, data),
    WIREWATCH_CONFIG: join(folder, config),
    WIREWATCH_SEEDS: join(folder, 'seeds'),
    WIREWATCH_WEB_PORT: port,
    ...rest,
  })
  running.push(program)
  return program
}

async function run(verb: readonly string[], place: Place = {}) {
  const program = start(verb, place)
  return { code: await program.ended(), output: program.output(), errors: program.errors() }
}

const runOnce = (place: Place = {}) => run(['run', '--once'], place)

function news(id: string, title: string): void {
  const date = new Date().toUTCString()
  items += `<item><guid>${id}</guid><title>${title}</title><pubDate>${date}</pubDate></item>`
}

function mails(data = 'data'): string[] {
  const path = join(folder, data, 'outbox')
  if (!existsSync(path)) return []
  const files = readdirSync(path).filter((file) => file.endsWith('.txt'))
  return files.toSorted().map((file) => readFileSync(join(path, file), 'utf8'))
}

const telling = (title: string, data?: string) =>
  mails(data).filter((mail) => mail.includes(`* NEW: ${title}`))

/** One that nobody listens on; where another test takes it meanwhile, the service says so. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => void server.close(resolve))
  return address !== null && typeof address === 'object' ? `${address.port}` : ''
}

/** A service with one story told, backed up while it runs, and a second story told afterwards. */
async function backUpWhileRunning(file: string): Promise<void> {
  const port = await freePort()
  const service = start(['start'], { port })
  await service.says('poll-feed north: nothing new')
  news('n1', landing)
  await service.says('send-digest desk: sent')
  const made = await run(['backup', file], { port })
  expect(made).toMatchObject({ code: 0 })
  expect(made.errors).toContain('a running service copies it first')
  expect(made.output).toContain(`from the running service at http://127.0.0.1:${port}/`)
  expect(readdirSync(join(folder, 'data', 'copies'))).toEqual([])
  const refused = await run(['restore', file], { port })
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.errors).toContain('a service runs at')
  service.child.kill('SIGTERM')
  expect(await service.ended()).toBe(0)
  news('n2', treaty)
  expect(await runOnce()).toMatchObject({ code: 0 })
  expect(telling(treaty)).toHaveLength(1)
}

test('a backup of a running service is put back, and what was told since is not told again', async () => {
  const file = join(folder, 'wirewatch.backup')
  await backUpWhileRunning(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])

  const refused = await run(['restore', file])
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.errors).toContain('--force')
  expect(await run(['restore', file, '--force'])).toMatchObject({ code: 0 })
  expect(readdirSync(join(folder, 'data')).join()).toContain('store.before-')

  news('n3', 'Lavrov is received by fishermen')
  expect(await runOnce()).toMatchObject({ code: 0 })
  expect(telling('Lavrov is received by fishermen')).toHaveLength(1)
  for (const title of [landing, treaty]) expect(telling(title)).toHaveLength(1)
  expect(mails().join()).toContain('told already')

  const elsewhere = { data: 'other', config: 'other.yaml' }
  const moved = await run(['restore', file], elsewhere)
  expect(moved).toMatchObject({ code: 0 })
  expect(moved.output).toContain('1 deliveries were added to the ledger desk.jsonl')
  expect(readFileSync(join(folder, 'other.yaml'), 'utf8')).toBe(configuration)
  expect(await runOnce(elsewhere)).toMatchObject({ code: 0 })
  expect(telling(treaty, 'other')).toHaveLength(1)
  expect(telling(landing, 'other')).toEqual([])
})

test('a file that is no whole backup is refused, and nothing is changed', async () => {
  await runOnce()
  const file = join(folder, 'wirewatch.backup')
  expect(await run(['backup', file])).toMatchObject({ code: 0 })
  expect(await run(['restore', file, '--check'])).toMatchObject({ code: 0 })
  const whole = readFileSync(file)
  const text = gunzipSync(whole).toString()
  const damaged: Record<string, Uint8Array | string> = {
    'is cut off': whole.subarray(0, whole.length - 20),
    'its checksum': gzipSync(text.replace('North', 'South')),
    'its last line is missing': gzipSync(text.split('\n').slice(0, -2).join('\n') + '\n'),
    'in format 9': gzipSync(text.replace('"format":1', '"format":9')),
    'no backup of wirewatch': gzipSync('{"other":1}\n'),
    'is no backup, or damaged': 'a text file',
  }
  const before = statSync(join(folder, 'data', 'store')).ino
  for (const [words, bytes] of Object.entries(damaged)) {
    writeFileSync(file, bytes)
    const refused = await run(['restore', file, '--force'])
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.errors).toContain(words)
  }
  expect(statSync(join(folder, 'data', 'store')).ino).toBe(before)
})

test.skipIf(!postgres)(
  'the embedded store is taken to PostgreSQL, backed up and put back there',
  async () => {
    const database = await ownDatabase(postgres ?? '')
    const there = { DATABASE_URL: database.url }
    try {
      await runOnce()
      news('n1', landing)
      await runOnce()
      expect(mails()).toHaveLength(1)
      const taken = await run(['migrate', '--to', database.url, '--json'])
      expect(taken).toMatchObject({ code: 0 })
      expect(JSON.parse(taken.output)).toMatchObject({
        tables: { item: 1, placement: 1, digest: 1 },
      })
      const again = await run(['migrate', '--to', database.url])
      expect(again).toMatchObject({ code: 2 })
      expect(again.errors).toContain('has rows')

      news('n2', treaty)
      expect(await runOnce(there)).toMatchObject({ code: 0 })
      expect(mails()).toHaveLength(2)
      expect(telling(landing)).toHaveLength(1)

      const file = join(folder, 'server.backup')
      expect(await run(['backup', file], there)).toMatchObject({ code: 0 })
      expect(await run(['restore', file], there)).toMatchObject({ code: 2 })
      expect(await run(['restore', file, '--force'], there)).toMatchObject({ code: 0 })
      expect(await runOnce(there)).toMatchObject({ code: 0 })
      expect(mails()).toHaveLength(2)
    } finally {
      await database.drop()
    }
  },
)

/**
 * What outlives kill -9: every commit that was answered, the folder's usefulness, and the job
 * that was in hand.
 */
import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openQueue } from '../../src/adapters/queue/bullmq-queue.ts'
import type { BackendChoice } from '../../src/adapters/queue/queue-backend.ts'
import { connectEmbedded } from '../support/built.ts'
import { connectPostgres } from '../../src/adapters/sql/connect-postgres.ts'
import { dropKeys, ownDatabase, ownName, postgresUrl, redisUrl } from '../support/backends.ts'
import { startChild } from '../support/children.ts'

// A dozen stores are made or opened in processes of their own, each a matter of seconds.
vi.setConfig({ testTimeout: 180_000 })

const server = await postgresUrl()
const redis = await redisUrl()
let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'wirewatch-death-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

describe('the folder of the embedded store', () => {
  test('after kill -9 in the middle of writing, round after round, every answered commit is there whole', async () => {
    const folder = join(home, 'not/yet/there')
    let answered = 0
    for (const moment of [3, 49, 61, 1]) {
      const child = startChild('write-until-killed.ts', [folder])
      for (let lines = 0; lines < moment; lines += 1) {
        answered = Number((await child.lines.next()).value)
      }
      await child.kill()
      const found = await written(folder)
      expect(found.halves).toEqual([])
      expect(found.count).toBe(found.last)
      expect(found.last).toBeGreaterThanOrEqual(answered)
    }
  })

  test('a kill while the store is first made leaves a folder that opens', async () => {
    const folder = join(home, 'cut-off')
    const child = startChild('write-until-killed.ts', [folder])
    await until(() => existsSync(join(folder, 'cluster', 'PG_VERSION')))
    await child.kill()
    expect(existsSync(join(folder, 'unfinished'))).toBe(true)
    const connection = await connectEmbedded(folder)
    expect(await connection.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    await connection.close()
    expect(existsSync(join(folder, 'unfinished'))).toBe(false)
  })

  test('is private to its user', async () => {
    const folder = join(home, 'not/yet/there')
    for (const path of [folder, join(folder, 'cluster')]) {
      expect(statSync(path).mode & 0o077).toBe(0)
    }
  })

  test('opens for one only, and the refusal names the other and the way out', async () => {
    const folder = join(home, 'cut-off')
    const connection = await connectEmbedded(folder)
    await expect(connectEmbedded(folder)).rejects.toThrow(
      new RegExp(
        `another wirewatch \\(pid ${process.pid} on .*\\) has .*cut-off open; stop it, or set DATABASE_URL`,
      ),
    )
    await connection.close()
    const again = await connectEmbedded(folder)
    await again.close()
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  test.each([
    ['of a process that is gone', `${2 ** 22 + 1} 1 ${hostname()}`],
    ['of an earlier process with this number', `${process.pid} 1 ${hostname()}`],
    ['that is empty', ''],
    ['that is no lock of ours', '{"pid":1}'],
  ])('a lock %s is taken over', async (_title, mark) => {
    const folder = join(home, 'cut-off')
    await writeFile(join(folder, 'lock'), mark)
    const connection = await connectEmbedded(folder)
    expect(await readFile(join(folder, 'lock'), 'utf8')).not.toBe(mark)
    await connection.close()
  })

  test('a lock of another host that is still touched is respected', async () => {
    const folder = join(home, 'cut-off')
    await writeFile(join(folder, 'lock'), '17 4711 elsewhere')
    await expect(connectEmbedded(folder)).rejects.toThrow(/pid 17 on elsewhere/)
    await rm(join(folder, 'lock'))
  })
})

const places: { name: string; find: () => Promise<Found> }[] = [
  { name: 'embedded', find: inFolder },
  ...(server ? [{ name: 'postgres', find: () => onServer(server) }] : []),
  ...(redis ? [{ name: 'redis', find: () => onRedis(redis) }] : []),
]

interface Found {
  readonly where: string
  readonly prefix: string
  open(): Promise<BackendChoice>
  leave(backend: BackendChoice): Promise<void>
}

describe.each(places)('the job in hand on $name', (place) => {
  test('is done by the next start when its worker was killed', async () => {
    const found = await place.find()
    const { where, prefix } = found
    const name = ownName()
    const child = startChild('work-until-killed.ts', [place.name, where, name, prefix])
    expect((await child.lines.next()).value).toBe('in hand')
    await child.kill()
    const backend = await found.open()
    const opened = performance.now()
    const queue = await openQueue({ backend, name, prefix })
    const subject = await new Promise<string>((resolve, reject) => {
      queue.work(async (job) => resolve(job.subject), { concurrency: 1 }).catch(reject)
    })
    console.info(`${place.name}: run again after ${Math.round(performance.now() - opened)} ms`)
    expect(subject).toBe('bbc-world')
    await queue.untilEmpty()
    await queue.close()
    await found.leave(backend)
  })
})

async function inFolder(): Promise<Found> {
  const where = join(home, 'queue')
  return {
    where,
    prefix: 'wirewatch',
    open: async () => ({ kind: 'sql', connection: await connectEmbedded(where) }),
    leave: closeConnection,
  }
}

async function onServer(url: string): Promise<Found> {
  const database = await ownDatabase(url)
  return {
    where: database.url,
    prefix: 'wirewatch',
    open: async () => ({ kind: 'sql', connection: await connectPostgres(database.url) }),
    async leave(backend) {
      await closeConnection(backend)
      await database.drop()
    },
  }
}

async function onRedis(url: string): Promise<Found> {
  const prefix = ownName()
  return {
    where: url,
    prefix,
    open: async () => ({ kind: 'redis', url }),
    leave: () => dropKeys(url, `{${prefix}}`),
  }
}

async function closeConnection(backend: BackendChoice): Promise<void> {
  if (backend.kind === 'sql') await backend.connection.close()
}

async function written(
  folder: string,
): Promise<{ count: number; last: number; halves: readonly unknown[] }> {
  const connection = await connectEmbedded(folder)
  const [row] = await connection.query<{ count: number; last: number }>(
    'SELECT count(DISTINCT n) AS count, coalesce(max(n), 0) AS last FROM written',
  )
  const halves = await connection.query(
    'SELECT n FROM written GROUP BY n HAVING count(*) <> 3 OR min(length(filler)) <> 15000',
  )
  await connection.close()
  return { count: row?.count ?? 0, last: row?.last ?? 0, halves }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

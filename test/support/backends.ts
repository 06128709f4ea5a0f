/**
 * Which backends this machine has. The embedded ones are always tried; Redis and PostgreSQL only
 * where they answer, and what was not tried is said aloud: with REQUIRE_BACKENDS=1 a missing one
 * fails the run instead.
 */
import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { connectEmbedded } from '../../src/adapters/sql/connect-embedded.ts'
import { connectPostgres } from '../../src/adapters/sql/connect-postgres.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { Connection } from '../../src/adapters/sql/connection.ts'

export interface TestBackend {
  readonly name: 'embedded' | 'postgres'
  /** An empty store of its own, gone when it is closed. */
  open(): Promise<Connection>
}

const PATIENCE_MS = 2000
const missing = new Set<string>()

/** The SQL connections to run a contract over, for `describe.each(await connections())`. */
export async function connections(): Promise<readonly TestBackend[]> {
  const embedded: TestBackend = {
    name: 'embedded',
    open: openEmbedded,
  }
  const server = await postgresUrl()
  if (!server) return [embedded]
  return [embedded, { name: 'postgres', open: () => openOwnDatabase(server) }]
}

/** An embedded store of its own in memory, from a cluster made once. */
export async function openEmbedded({ guarded = true } = {}): Promise<Connection> {
  return connectEmbedded('memory://', { dump: await emptyCluster(), guarded })
}

/** Where PostgreSQL answers, or undefined. */
export async function postgresUrl(): Promise<string | undefined> {
  const url = process.env['POSTGRES_TEST_URL'] ?? 'postgres://root@127.0.0.1:5432/test'
  return answers('PostgreSQL (POSTGRES_TEST_URL)', url, pingPostgres)
}

/** Where Redis answers, or undefined. Keys go under a prefix of the test's own: `ownName()`. */
export async function redisUrl(): Promise<string | undefined> {
  const url = process.env['REDIS_TEST_URL'] ?? 'redis://127.0.0.1:6379'
  return answers('Redis (REDIS_TEST_URL)', url, pingRedis)
}

/** A name nobody else uses: fit for a database, a schema or a key prefix. */
export function ownName(): string {
  return `wirewatch_test_${process.pid}_${randomBytes(4).toString('hex')}`
}

/** Remove every key under a test's own prefix. */
export async function dropKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url)
  const pattern = prefix.replace(/[[\]*?\\]/g, String.raw`\$&`)
  for await (const keys of redis.scanStream({ match: `${pattern}*`, count: 1000 })) {
    if (keys.length > 0) await redis.unlink(...keys)
  }
  await redis.quit()
}

/** Run `work` with the URL of an empty database, which is dropped afterwards by `drop`. */
export async function ownDatabase(
  server: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const database = ownName()
  await administer(server, `CREATE DATABASE ${database}`)
  const url = new URL(server)
  url.pathname = `/${database}`
  const drop = () => administer(server, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
  return { url: url.href, drop }
}

/** End every connection to a test's own database, as a restart of the server would. */
export async function dropConnections(url: string): Promise<void> {
  await administer(
    url,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
}

/** Making a cluster takes seconds, so an empty one is kept for all test files and runs. */
async function emptyCluster(): Promise<Blob> {
  const user = userInfo().username.replace(/\W/g, '')
  const path = join(
    tmpdir(),
    `wirewatch-test-${user}-pglite-${manifest.dependencies['@electric-sql/pglite']}.tar`,
  )
  const kept = await readFile(path).catch(() => undefined)
  if (kept) return new Blob([kept])
  const db = await PGlite.create('memory://')
  const dump = await db.dumpDataDir('none')
  await db.close()
  const draft = `${path}.${ownName()}`
  await writeFile(draft, new Uint8Array(await dump.arrayBuffer()), { mode: 0o600 })
  await rename(draft, path)
  return dump
}

async function openOwnDatabase(server: string): Promise<Connection> {
  const { url, drop } = await ownDatabase(server)
  const connection = await connectPostgres(url)
  const close = connection.close.bind(connection)
  return Object.assign(connection, {
    close: async () => {
      await close()
      await drop()
    },
  })
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function answers(
  name: string,
  url: string,
  ping: (url: string) => Promise<void>,
): Promise<string | undefined> {
  try {
    await ping(url)
    return url
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error)
    if (process.env['REQUIRE_BACKENDS'] === '1') {
      throw new Error(`REQUIRE_BACKENDS=1, but ${name} does not answer: ${because}`, {
        cause: error,
      })
    }
    if (!missing.has(name)) console.warn(`not tried: ${name}: ${because}`)
    missing.add(name)
    return undefined
  }
}

async function pingPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT 1')
  } finally {
    await client.end()
  }
}

async function pingRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  })
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.ping()
  } finally {
    redis.disconnect()
  }
}

import { Pool } from 'pg'
import type { PoolClient, types } from 'pg'
import type { Connection, Transaction } from './connection.ts'
import { openTransaction } from './open-transaction.ts'
import { readPostgresAddress, unreachable } from './postgres-address.ts'
import { createOwnTransaction, FAILED_WITHIN, LEFT_OPEN, UNGUARDED } from './own-transaction.ts'
import type { OwnTransaction } from './own-transaction.ts'
import { parameterText, readType } from './values.ts'

const CONNECT_TIMEOUT_MS = 10_000
const ATTEMPTS = 5
/** Serialisation failure and deadlock: the transaction is whole again when run anew. */
const RUN_AGAIN = new Set(['40001', '40P01'])

/**
 * A prepared statement whose table was changed since, by a newer program beside this one, or that
 * is gone. Run anew on another connection: on this one it would fail for ever.
 */
const STALE = new Set(['0A000', '26000'])

/** A plan made while the tables were small is not kept for ever. */
const CLIENT_LASTS_S = 600

/** Prepared on each connection; a text that is made anew for each use finds no room. */
const MOST_PREPARED = 200

/**
 * A PostgreSQL server. Our tables live in schema `public`, or in the one named by `?schema=`,
 * which is made if missing; BullMQ's have the schema `bullmq`. Throws, with the address but not
 * the password, when the server cannot be reached. Unless `guarded` is false, using the connection
 * inside its own transaction is refused; unguarded, such a statement stands outside of it.
 */
export async function connectPostgres(
  url: string,
  { guarded = true }: { readonly guarded?: boolean } = {},
): Promise<Connection> {
  const { address, schema } = readPostgresAddress(url)
  const ours = createPool(address, quoted(schema), { pipeline: true })
  const queue = createPool(address, 'bullmq,public', { pipeline: false })
  // BullMQ leaves a listener behind for every queue and worker it had.
  queue.setMaxListeners(0)
  try {
    await ours.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`)
  } catch (error) {
    await Promise.all([ours.end(), queue.end()])
    // The driver's own error may hold the password, so it is not handed on as the cause.
    // oxlint-disable-next-line eslint/preserve-caught-error
    throw new Error(unreachable(address, error))
  }
  return connectionOver(ours, queue, schema, guarded ? createOwnTransaction() : UNGUARDED)
}

function connectionOver(ours: Pool, queue: Pool, schema: string, own: OwnTransaction): Connection {
  const nameOf = createNames()
  let closing: Promise<void> | undefined
  return {
    kind: 'postgres',
    schema,
    async query<Row extends object>(text: string, parameters?: readonly unknown[]) {
      own.refuse()
      return run<Row>(ours, text, parameters)
    },
    async exec(text) {
      own.refuse()
      await withClient(ours, (client) => execute(client, text))
    },
    async transaction(work) {
      own.refuse()
      return runAgain(() => own.enter(() => runTransaction(ours, nameOf, work)))
    },
    keepHouse: async () => {},
    pool: queue,
    close: () => (closing ??= Promise.all([ours.end(), queue.end()]).then(() => {})),
  }
}

async function run<Row extends object>(
  to: Pool | PoolClient,
  text: string,
  parameters: readonly unknown[] = [],
  name?: string,
): Promise<Row[]> {
  const { rows } = await to.query<Row>({
    text,
    values: parameters.map(parameterText),
    ...(name && { name }),
  })
  return rows
}

/**
 * Names under which statements stay prepared. Most of what a transaction does are a few dozen
 * statements on a few rows each, whose planning takes the server longer than running them.
 */
function createNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size === MOST_PREPARED) return known
    const name = `wirewatch_${names.size + 1}`
    names.set(text, name)
    return name
  }
}

async function runAgain<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      return await attempt()
    } catch (error) {
      const code = codeOf(error)
      if (left <= 1 || !(RUN_AGAIN.has(code) || STALE.has(code))) throw error
    }
  }
}

async function runTransaction<T>(
  pool: Pool,
  nameOf: (text: string) => string | undefined,
  work: (sql: Transaction) => Promise<T>,
): Promise<T> {
  return withClient(pool, async (client) => {
    const begun = client.query('BEGIN')
    const transaction = openTransaction(
      (text, parameters) => run(client, text, parameters, parameters && nameOf(text)),
      { begun },
    )
    try {
      const [result] = await Promise.all([work(transaction.sql), begun])
      transaction.end()
      const { command } = await client.query('COMMIT')
      if (command === 'ROLLBACK') throw new Error(FAILED_WITHIN)
      return result
    } catch (error) {
      throw await transaction.failedBy(error)
    }
  })
}

/** A client of one's own; a transaction left open on it is rolled back. */
async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  // Without this a connection that breaks off between two statements would end the process.
  const notice = () => {
    broken = true
  }
  client.on('error', notice)
  try {
    return await work(client)
  } catch (error) {
    broken ||= STALE.has(codeOf(error))
    throw error
  } finally {
    if (client.getTransactionStatus() !== 'I') await client.query('ROLLBACK').catch(notice)
    client.off('error', notice)
    client.release(broken)
  }
}

async function execute(client: PoolClient, text: string): Promise<void> {
  await client.query(text)
  if (client.getTransactionStatus() !== 'I') throw new Error(LEFT_OPEN)
}

/**
 * Without compiling statements to machine code (jit): it takes the server more than half a second,
 * and it guesses the items of a JSON array at a hundred, so that it does so for every page.
 */
function createPool(
  address: URL,
  searchPath: string,
  { pipeline }: { readonly pipeline: boolean },
): Pool {
  const given = address.searchParams.get('options') ?? ''
  const connection = new URL(address)
  connection.searchParams.set(
    'options',
    `-c jit=off ${given} -c search_path=${searchPath} -c timezone=UTC`,
  )
  const pool = new Pool({
    connectionString: connection.href,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    maxLifetimeSeconds: CLIENT_LASTS_S,
    pipeline,
    application_name: 'wirewatch',
    types: { getTypeParser: readType as typeof types.getTypeParser },
  })
  // An idle client whose server went away is dropped by the pool; the next query says what is wrong.
  pool.on('error', () => {})
  return pool
}

function quoted(schema: string): string {
  return `"${schema}"`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

import { constants } from 'node:fs'
import { chmod, cp, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Cluster } from './cluster.ts'
import type { Connection, Transaction } from './connection.ts'
import { EmbeddedPool } from './embedded-pool.ts'
import { shareSession } from './embedded-session.ts'
import type { Hold, Session } from './embedded-session.ts'
import { lockFolder } from './folder-lock.ts'
import type { FolderLock } from './folder-lock.ts'
import { openTransaction } from './open-transaction.ts'
import { startCluster } from './start-cluster.ts'
import { createOwnTransaction, FAILED_WITHIN, LEFT_OPEN, UNGUARDED } from './own-transaction.ts'
import type { OwnTransaction } from './own-transaction.ts'

const SCHEMA = 'public'

/**
 * PostgreSQL in a thread of this process, kept in `folder` (made if missing, private to the user) or in
 * memory. Throws FolderInUse while another process has the folder. A start after a kill finds
 * every commit that was answered. Unless `guarded` is false, using the connection inside its own
 * transaction is refused; unguarded, such a statement waits for itself for ever.
 */
export async function connectEmbedded(
  folder: string,
  options: { readonly dump?: Blob; readonly guarded?: boolean } = {},
): Promise<Connection> {
  const own = options.guarded === false ? UNGUARDED : createOwnTransaction()
  if (folder === 'memory://') {
    const { openInMemory } = await import('./open-cluster.ts')
    return connectionOver(await openInMemory(options.dump), own)
  }
  const path = resolve(folder)
  await mkdir(path, { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
  const lock = await lockFolder(path)
  try {
    return connectionOver(await startCluster(path), own, { path, lock })
  } catch (error) {
    await lock.release()
    throw error
  }
}

interface Place {
  readonly path: string
  readonly lock: FolderLock
}

function connectionOver(cluster: Cluster, own: OwnTransaction, place?: Place): Connection {
  // Nobody waits for it, and a store that is closed meanwhile needs none.
  const session = shareSession(cluster, () => void alone(keepHouse).catch(() => {}))
  let closing: Promise<void> | undefined
  async function alone<T>(work: (hold: Hold) => Promise<T>): Promise<T> {
    const hold = await session.take(SCHEMA)
    try {
      return await work(hold)
    } finally {
      await hold.release()
    }
  }
  async function asked<T>(work: (hold: Hold) => Promise<T>): Promise<T> {
    own.refuse()
    return alone(work)
  }
  return {
    kind: 'embedded',
    schema: SCHEMA,
    query: <Row extends object>(text: string, parameters?: readonly unknown[]) =>
      asked(async (hold) => (await hold.run<Row>(text, parameters)).rows),
    exec: (text) => asked((hold) => execute(hold, text)),
    transaction: async (work) => {
      own.refuse()
      return own.enter(() => runTransaction(() => session.take(SCHEMA), work))
    },
    keepHouse: () => asked(keepHouse),
    pool: new EmbeddedPool(session, 'bullmq, public', own),
    ...(place && {
      copyTo: (folder: string) => asked((hold) => copyCluster(hold, place.path, folder)),
    }),
    close: () => (closing ??= closeAll(cluster, session, place?.lock)),
  }
}

async function execute(hold: Hold, text: string): Promise<void> {
  await hold.run(text)
  if (hold.inTransaction()) throw new Error(LEFT_OPEN)
}

/** The session is taken at the first statement: work that has none keeps nobody waiting. */
async function runTransaction<T>(
  take: () => Promise<Hold>,
  work: (sql: Transaction) => Promise<T>,
): Promise<T> {
  let taken: Promise<Hold> | undefined
  let begun: Promise<unknown> | undefined
  async function run<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]> {
    const hold = await (taken ??= take())
    begun ??= hold.run('BEGIN')
    const [{ rows }] = await Promise.all([hold.run<Row>(text, parameters), begun])
    return rows
  }
  const transaction = openTransaction(run, { alone: true })
  try {
    const result = await work(transaction.sql)
    transaction.end()
    if (!taken) return result
    const { command } = await (await taken).run('COMMIT')
    if (command === 'ROLLBACK') throw new Error(FAILED_WITHIN)
    return result
  } catch (error) {
    throw await transaction.failedBy(error)
  } finally {
    // Left open by a failure, it is rolled back when the session is given back.
    await (await taken)?.release()
  }
}

/**
 * PostgreSQL alone in a process has neither checkpointer nor autovacuum: without this its log
 * would grow until the next stop, and the queue's dead rows for ever.
 */
async function keepHouse(hold: Hold): Promise<void> {
  const { rows } = await hold.run<{ name: string }>(GROWING)
  await hold.run(`VACUUM (ANALYZE) ${rows.map(({ name }) => name).join(', ')}`)
  await hold.run('CHECKPOINT')
}

/**
 * Our tables and the queue's, and the one catalog that ANALYZE itself writes anew: the others
 * hardly change. None named is all, for when PostgreSQL wants to have its transactions' numbers back.
 */
const GROWING = `
  select oid::regclass::text as name from pg_class
  where relkind = 'r' and (relnamespace >= 16384 or relnamespace = 'public'::regnamespace
      or oid = 'pg_statistic'::regclass)
    and (select max(age(datfrozenxid)) from pg_database) < 150000000`

/** With all in its files, and nobody to write into them meanwhile. Disks that can share blocks do. */
async function copyCluster(hold: Hold, from: string, folder: string): Promise<void> {
  await hold.run('CHECKPOINT')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const mode = constants.COPYFILE_FICLONE
  await cp(join(from, 'cluster'), join(folder, 'cluster'), { recursive: true, mode })
}

/** Last in line: what was asked before is answered, what is asked later is told it is closed. */
async function closeAll(cluster: Cluster, session: Session, lock?: FolderLock): Promise<void> {
  const hold = await session.take(SCHEMA)
  try {
    await cluster.close()
  } finally {
    await hold.release()
    await lock?.release()
  }
}

import { createPostgresBackend, createRedisBackend, isPgPool, runMigrations } from 'bullmq'
import type { BackendFactory, ConnectionOptions, IQueueBackend, Queue } from 'bullmq'
import type { Connection } from '../sql/connection.ts'
import type { JobData } from './job-options.ts'
import { connectRedis } from './redis-connection.ts'

/** Where the queue is kept. */
export type BackendChoice =
  | { readonly kind: 'sql'; readonly connection: Connection }
  | { readonly kind: 'redis'; readonly url: string }

/** BullMQ's queue of our jobs, whichever backend it is on. */
export type JobQueue = Queue<JobData, unknown, string, JobData, unknown, string, IQueueBackend>

/** A backend as BullMQ's Queue and Worker take it. */
export interface OpenBackend {
  readonly connection: ConnectionOptions
  readonly factory: BackendFactory
  /** True where no other process can have jobs of this queue in hand. */
  readonly alone: boolean
  close(): Promise<void>
}

/** Connect, and bring BullMQ's own tables to its version. Throws when that is not possible. */
export async function openBackend(choice: BackendChoice): Promise<OpenBackend> {
  return choice.kind === 'redis' ? openOnRedis(choice.url) : openOnSql(choice.connection)
}

async function openOnRedis(url: string): Promise<OpenBackend> {
  const redis = await connectRedis(url)
  return {
    connection: redis,
    factory: createRedisBackend,
    alone: false,
    close: async () => redis.disconnect(),
  }
}

async function openOnSql({ pool, kind }: Connection): Promise<OpenBackend> {
  if (!isPgPool(pool)) throw new TypeError('the connection has no pool that BullMQ could use')
  const client = await pool.connect()
  try {
    await runMigrations(client)
  } finally {
    client.release()
  }
  return {
    connection: {},
    factory: (name, options, role) =>
      createPostgresBackend(name, { ...options, connection: pool }, role),
    alone: kind === 'embedded',
    close: async () => {},
  }
}

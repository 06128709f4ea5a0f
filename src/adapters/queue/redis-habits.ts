import { connectRedis } from './redis-connection.ts'

/** What a queue needs to know of its Redis. */
interface RedisHabits {
  /** The server's clock. */
  readonly clock: Date
  /** What it does when its memory is full: `noeviction` keeps every job. */
  readonly evicts: string
  /** Whether it writes what it holds to disk, in whatever way. */
  readonly keeps: boolean
}

/** Asks with commands that hosted servers allow too. Throws when it cannot be reached. */
export async function askRedis(url: string): Promise<RedisHabits> {
  const redis = await connectRedis(url)
  try {
    const [seconds, microseconds] = await redis.time()
    const info = `${await redis.info('memory')}\n${await redis.info('persistence')}`
    const said = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? ''
    const snapshots = await snapshotsOf(redis.config('GET', 'save'))
    return {
      clock: new Date(Number(seconds) * 1000 + Number(microseconds) / 1000),
      evicts: said('maxmemory_policy'),
      keeps: said('aof_enabled') === '1' || snapshots !== '',
    }
  } finally {
    redis.disconnect()
  }
}

/** The schedule of its snapshots; unknown, and taken to be kept, where CONFIG is not allowed. */
async function snapshotsOf(asked: Promise<unknown>): Promise<string> {
  const answer = await asked.catch(() => undefined)
  return Array.isArray(answer) ? String(answer[1]) : 'unknown'
}

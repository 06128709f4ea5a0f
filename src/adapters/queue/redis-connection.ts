import { Cluster, Redis, type RedisOptions } from 'ioredis'

/**
 * Connect to Redis at redis:// or rediss://. Throws, with the address but not the password, when
 * the first attempt fails; a connection lost later is made again for ever, as BullMQ's workers
 * need it. A server that is part of a cluster leads to the whole of it.
 */
export async function connectRedis(url: string): Promise<Redis | Cluster> {
  const address = parseUrl(url)
  const redis = new Redis(url, {
    ...CONNECTION,
    lazyConnect: true,
    retryStrategy: pauseBefore,
  })
  let trouble = 'no answer'
  const notice = (error: Error) => {
    trouble = error.message || String('code' in error ? error.code : error.name)
  }
  redis.on('error', notice)
  try {
    await redis.connect()
    if (!(await isInCluster(redis))) return redis
    redis.disconnect()
    return await connectCluster(redis.options)
  } catch (error) {
    redis.disconnect()
    throw new Error(
      `Redis at ${address.protocol}//${address.host}${address.pathname} cannot be used: ${trouble}; ` +
        'check REDIS_URL and that the server runs',
      { cause: error },
    )
  }
}

const CONNECTION = { maxRetriesPerRequest: null, connectionName: 'wirewatch' }

function pauseBefore(times: number): number {
  return Math.min(times * 200, 5000)
}

/** A user who may not ask is taken to be on a server of its own. */
async function isInCluster(redis: Redis): Promise<boolean> {
  const told = await redis.info('cluster').catch(() => '')
  return told.includes('cluster_enabled:1')
}

/** With the same user, password and encryption at every node. */
async function connectCluster(options: RedisOptions): Promise<Cluster> {
  const { host = '127.0.0.1', port = 6379, username, password, tls } = options
  const cluster = new Cluster([{ host, port }], {
    lazyConnect: true,
    clusterRetryStrategy: pauseBefore,
    redisOptions: {
      ...CONNECTION,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(tls && { tls }),
    },
  })
  cluster.on('error', () => {})
  await cluster.connect()
  return cluster
}

function parseUrl(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address?.protocol === 'redis:' || address?.protocol === 'rediss:') return address
  // What was given is not shown: a password may stand anywhere in an address that is not one.
  throw new Error(
    "Redis's address is not one: expected redis://user:password@host:6379/0 or rediss://",
  )
}

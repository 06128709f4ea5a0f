import { Redis } from 'ioredis'

/**
 * Connect to Redis at redis:// or rediss://. Throws, with the address but not the password, when
 * the first attempt fails; a connection lost later is made again for ever, as BullMQ's workers
 * need it.
 */
export async function connectRedis(url: string): Promise<Redis> {
  const address = parseUrl(url)
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectionName: 'wirewatch',
    retryStrategy: (times) => Math.min(times * 200, 5000),
  })
  let trouble = 'no answer'
  const notice = (error: Error) => {
    trouble = error.message || String('code' in error ? error.code : error.name)
  }
  redis.on('error', notice)
  try {
    await redis.connect()
    return redis
  } catch (error) {
    redis.disconnect()
    throw new Error(
      `Redis at ${address.protocol}//${address.host}${address.pathname} cannot be used: ${trouble}; ` +
        'check REDIS_URL and that the server runs',
      { cause: error },
    )
  }
}

function parseUrl(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address?.protocol === 'redis:' || address?.protocol === 'rediss:') return address
  // What was given is not shown: a password may stand anywhere in an address that is not one.
  throw new Error(
    "Redis's address is not one: expected redis://user:password@host:6379/0 or rediss://",
  )
}

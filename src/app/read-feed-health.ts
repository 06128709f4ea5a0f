import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { feedHealths, type FeedHealth } from '../core/feed/feed-health.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { Environment } from './environment.ts'
import { Refusal } from './refusal.ts'
import { openWorld } from './world.ts'

export interface HealthReading {
  readonly feeds: readonly FeedHealth[]
  /** Where it was read, in words. */
  readonly from: string
}

/** A service on this machine answers at once; one that hangs must not hold up the command. */
const PATIENCE_MS = 3000

/**
 * How every feed of the configuration is. An embedded store is open in one process only, so a
 * running service is asked at its web address first, and the store is opened when none answers.
 * Throws Refusal with what to do when another process holds the store and no page answers.
 */
export async function readFeedHealth(
  environment: Environment,
  configuration: Configuration,
): Promise<HealthReading> {
  if (environment.databaseUrl) return readFromStore(environment, configuration)
  const address = addressOfService(environment, configuration)
  const answered = address === undefined ? undefined : await askService(address)
  if (address !== undefined && answered) {
    const feeds = knownToService(answered, configuration)
    return { feeds, from: `the running service at ${address}` }
  }
  if (!(await exists(join(environment.dataFolder, 'store')))) {
    const from = `no store in ${environment.dataFolder} yet; wirewatch start makes it`
    return { feeds: feedHealths(configuration.feeds, [], new Date()), from }
  }
  return readFromStore(environment, configuration).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    const asked = address ?? 'its page (web.port is 0)'
    throw new Refusal(`${error.message}\n  it was asked at ${asked} and gave no list of feeds`)
  })
}

async function readFromStore(
  environment: Environment,
  configuration: Configuration,
): Promise<HealthReading> {
  const world = await openWorld({ environment, configuration })
  try {
    const memories = await world.store.feedMemories()
    return {
      feeds: feedHealths(configuration.feeds, memories, world.now()),
      from: world.parts.store,
    }
  } finally {
    await world.close()
  }
}

/** Undefined when the port is chosen anew at every start. */
function addressOfService(environment: Environment, { web }: Configuration): string | undefined {
  const host = environment.webHost ?? web.host
  const port = environment.webPort ?? web.port
  if (port === 0) return undefined
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }
  const named = everywhere[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${named}:${port}/`
}

const instant = z.iso.datetime().transform((written) => new Date(written))
const answerSchema = z.object({
  feeds: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      url: z.string(),
      health: z.enum(['well', 'quiet', 'failing', 'gone', 'not visited yet']),
      failuresInARow: z.number(),
      lastReadAt: instant.optional(),
      nextVisitAt: instant.optional(),
      goneSince: instant.optional(),
      quietSince: instant.optional(),
      usualGapMs: z.number().optional(),
      overflowedAt: instant.optional(),
      because: z.string(),
    }),
  ),
})

/** Whatever else may listen there gives no such answer and counts as none. */
async function askService(address: string): Promise<readonly FeedHealth[] | undefined> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const response = await fetch(new URL('api/feeds', address), { signal, redirect: 'error' })
    const answer = answerSchema.safeParse(await response.json())
    return answer.success ? answer.data.feeds.map(withoutUndefined) : undefined
  } catch {
    return undefined
  }
}

type Answered = z.infer<typeof answerSchema>['feeds'][number]

/** What is undefined in the answer is absent in the model; JSON knows no undefined. */
function withoutUndefined(answered: Answered): FeedHealth
function withoutUndefined(answered: object): object {
  return Object.fromEntries(Object.entries(answered).filter(([, value]) => value !== undefined))
}

/** The configuration may have changed since the service read it. */
function knownToService(
  answered: readonly FeedHealth[],
  { feeds }: Configuration,
): readonly FeedHealth[] {
  const known = new Map(answered.map((feed) => [`${feed.id} ${feed.url}`, feed]))
  const because = 'the running service does not know it yet'
  return feedHealths(feeds, [], new Date()).map(
    (feed) => known.get(`${feed.id} ${feed.url}`) ?? { ...feed, because },
  )
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

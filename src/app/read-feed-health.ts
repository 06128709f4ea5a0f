import * as z from 'zod'
import { feedHealths, type FeedHealth } from '../core/feed/feed-health.ts'
import type { Failure, FailureKind } from '../model.ts'
import { askService } from './ask-service.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { Environment } from './environment.ts'
import { serviceOrStore, withWorld } from './service-or-store.ts'

export interface HealthReading {
  readonly feeds: readonly FeedHealth[]
  /** Where it was read, in words. */
  readonly from: string
}

/** How every feed of the configuration is: see serviceOrStore. Without a store, none was visited. */
export function readFeedHealth(
  environment: Environment,
  configuration: Configuration,
): Promise<HealthReading> {
  return serviceOrStore(environment, configuration, {
    ask: async (address) => {
      const answered = await askService(address, 'api/feeds', answerSchema)
      return (
        answered && {
          feeds: knownToService(answered.feeds.map(withoutUndefined), configuration),
          from: `the running service at ${address.url}`,
        }
      )
    },
    open: () => readFromStore(environment, configuration),
    withoutStore: () => ({
      feeds: feedHealths(configuration.feeds, [], new Date()),
      from: `no store in ${environment.dataFolder} yet; wirewatch start makes it`,
    }),
    notGiven: 'no list of feeds',
  })
}

async function readFromStore(
  environment: Environment,
  configuration: Configuration,
): Promise<HealthReading> {
  return withWorld(environment, configuration, async (world) => {
    const memories = await world.store.feedMemories()
    return {
      feeds: feedHealths(configuration.feeds, memories, world.now()),
      from: world.parts.store,
    }
  })
}

const instant = z.iso.datetime().transform((written) => new Date(written))
const failureSchema = z.object({
  kind: z.custom<FailureKind>((kind) => typeof kind === 'string'),
  because: z.string(),
  status: z.number().exactOptional(),
}) satisfies z.ZodType<Failure>
const answerSchema = z.object({
  feeds: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      url: z.string(),
      madeBy: z.object({ search: z.string(), watch: z.string() }).optional(),
      health: z.enum(['well', 'quiet', 'failing', 'gone', 'not visited yet']),
      failuresInARow: z.number(),
      failure: failureSchema.optional(),
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

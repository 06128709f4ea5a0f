import type { Logger } from 'pino'
import { addressToVisit } from '../core/feed/moved.ts'
import { isVisitDue } from '../core/feed/next-visit.ts'
import type { Delivery, Digest, Feed, FeedMemory, PollReport, VerdictKind } from '../model.ts'
import { pollFeed, postDigests, sendDigest } from '../pipeline.ts'
import type { Job, JobName, Line, World } from '../ports.ts'
import { atBothHosts } from './at-host.ts'
import type { Configuration } from './configuration/configuration.ts'
import { hastenNotReached } from './feeds/hasten-feeds.ts'
import { keepSubscriptions } from './keep-subscriptions.ts'
import { letterheadOf } from './letterhead.ts'
import { lookAtArticles } from './look-at-articles.ts'
import { lookAtTiming } from './look-at-timing.ts'
import { lookBack } from './look-back.ts'
import { articlesDuring } from './read-articles.ts'
import { KEEP_ITEMS_DAYS } from './timetable.ts'

/** What came of a job: the one wide line in the log is made of it. */
export interface JobOutcome {
  readonly outcome: string
  readonly because?: string
  readonly [fact: string]: unknown
}

/**
 * What the jobs work with. `told` lets the demo and tests see what the log only counts;
 * `putBack` takes a job that found its host busy, or a digest to be tried again.
 */
export interface Duties {
  readonly world: Omit<World, 'articles'>
  readonly configuration: Configuration
  readonly log: Logger
  readonly putBack?: (job: Job, at: Date) => Promise<void>
  /** Where this process serves the page. */
  readonly pageUrl?: string | undefined
  readonly told?: { poll?(report: PollReport): void; digest?(digest: Digest): void }
}

const JOBS: Record<JobName, (duties: Duties, subject: string) => Promise<JobOutcome>> = {
  'poll-feed': pollOneFeed,
  'send-digest': sendOneDigest,
  'look-back': lookBackWithOneWatch,
  'look-at-articles': lookAtToldArticles,
  'keep-subscriptions': keepAllSubscriptions,
  'keep-house': keepHouse,
}

const LEVELS: Readonly<Record<string, 'debug' | 'warn'>> = {
  waiting: 'debug',
  'not posted': 'warn',
}

/** Do one job and write its one line. Throws what the job threw, so that the queue tries again. */
export async function doJob(duties: Duties, job: Job & { id: string; attempt: number }) {
  const { name, subject, id, attempt } = job
  const started = performance.now()
  const facts = () => ({
    job: name,
    subject,
    id,
    attempt,
    ms: Math.round(performance.now() - started),
  })
  try {
    const outcome = await JOBS[name](duties, subject)
    // A look every minute that finds nothing due is no news to anybody.
    const level = LEVELS[outcome.outcome] ?? 'info'
    duties.log[level]({ ...facts(), ...outcome }, `${name} ${subject}: ${outcome.outcome}`)
  } catch (error) {
    duties.log.error({ ...facts(), err: error, outcome: 'trouble' }, `${name} ${subject}: trouble`)
    throw error
  }
}

async function pollOneFeed(duties: Duties, feedId: string): Promise<JobOutcome> {
  const { world, configuration, told } = duties
  const feed = configuration.feeds.find(({ id }) => id === feedId)
  if (!feed) return { outcome: 'skipped', because: 'the feed is no longer in the configuration' }
  const look = await lookBeforeVisit(world, feed)
  if (look.early) return look.early
  const address = addressToVisit(feed, look.memory)
  const { url, answeredBy } = look.memory ?? {}
  const redirectedTo = url === feed.url ? answeredBy : undefined
  const { polling, watches } = configuration
  const visit = await atBothHosts(world, polling, {
    address,
    redirectedTo,
    feedId,
    async make({ holder, justLeft, answered, onward }) {
      // Another worker may have polled this very feed since the look.
      const { early, memory } = justLeft ? await lookBeforeVisit(world, feed) : look
      if (early) return { early }
      const line = {
        ...world,
        fetcher: {
          fetchFeed: (one, known, at) =>
            world.fetcher.fetchFeed(one, known, at, onward).finally(answered),
        },
        articles: articlesDuring(world, polling, { holder, addresses: [address, redirectedTo] }),
      } satisfies Line
      return { report: await pollFeed(line, feed, watches, memory) }
    },
  })
  if ('busy' in visit) {
    await duties.putBack?.({ name: 'poll-feed', subject: feedId }, visit.tryAgainAt)
    return { outcome: 'put back', because: `${visit.busy} is being visited, or was just now` }
  }
  const { early, report } = visit.done
  if (!report) return early
  told?.poll?.(report)
  const recovered = report.memory.failuresInARow === 0 && (look.memory?.failuresInARow ?? 0) > 0
  if (recovered) await hastenNotReached(world, configuration)
  return {
    outcome: report.outcome,
    because: report.because,
    items: report.itemCount,
    fresh: report.fresh.length,
    verdicts: countVerdicts(report),
    ...(report.problems.length > 0 && { problems: report.problems }),
    nextVisit: report.memory.nextVisitAt,
  }
}

/** What is remembered of the feed, and why no visit is due, if none is. */
async function lookBeforeVisit(
  world: Duties['world'],
  { id, url }: Feed,
): Promise<{ readonly memory?: FeedMemory; readonly early?: JobOutcome }> {
  const now = world.now()
  const { memory, waiting } = await world.store.beforeVisit(id, now)
  const due = isVisitDue(memory, now, waiting, url)
  return {
    ...(memory && { memory }),
    ...(!due.due && { early: { outcome: 'waiting', because: due.because } }),
  }
}

/** Digests on record that wait are posted whether or not another one is due. */
async function sendOneDigest(duties: Duties, subscriberId: string): Promise<JobOutcome> {
  const { world, configuration, told } = duties
  const subscriber = configuration.subscribers.find(({ id }) => id === subscriberId)
  if (!subscriber) {
    return { outcome: 'skipped', because: 'the subscriber is no longer in the configuration' }
  }
  const { watches } = configuration
  const timing = await lookAtTiming(world, subscriber, watches)
  const letterhead = await letterheadOf(world.store, configuration, duties.pageUrl)
  const { digests, deliveries } = timing.due
    ? await sendDigest(world, subscriber, watches, letterhead)
    : await postDigests(world, subscriber, letterhead)
  for (const digest of digests) told?.digest?.(digest)
  const retry = firstRetry(deliveries)
  if (retry) await duties.putBack?.({ name: 'send-digest', subject: subscriberId }, retry)
  if (deliveries.length === 0) {
    const outcome = timing.due ? 'nothing to tell' : 'waiting'
    return { outcome, because: timing.because }
  }
  const notPosted = deliveries.filter(({ outcome }) => outcome !== 'accepted')
  const trouble = notPosted.map(({ addressee, receipt }) => `${addressee}: ${receipt}`)
  return {
    ...(digests.length > 0
      ? { outcome: 'sent', because: timing.because }
      : { outcome: 'not posted', because: trouble.join(', ') }),
    digests: digests.map(({ id }) => id),
    stories: digests.reduce((sum, digest) => sum + digest.stories.length, 0),
    ...(notPosted.length > 0 && {
      trouble,
      ...(retry && { nextTry: retry }),
    }),
  }
}

function firstRetry(deliveries: readonly Delivery[]): Date | undefined {
  const retries = deliveries.flatMap(({ nextTryAt }) => nextTryAt ?? [])
  return retries.toSorted((a, b) => a.getTime() - b.getTime())[0]
}

async function lookBackWithOneWatch(duties: Duties, name: string): Promise<JobOutcome> {
  const { world, configuration } = duties
  const watch = configuration.watches.find((candidate) => candidate.name === name)
  if (!watch) return { outcome: 'skipped', because: 'the watch is no longer in the configuration' }
  return { outcome: 'done', ...(await lookBack(world, watch)) }
}

async function lookAtToldArticles({ world, configuration }: Duties): Promise<JobOutcome> {
  const { looked, vanished } = await lookAtArticles(world, configuration.polling)
  return { outcome: looked === 0 ? 'waiting' : 'done', looked, vanished }
}

async function keepAllSubscriptions({ world, configuration }: Duties): Promise<JobOutcome> {
  return { outcome: 'done', ...(await keepSubscriptions(world, configuration)) }
}

async function keepHouse({ world, configuration }: Duties): Promise<JobOutcome> {
  const before = new Date(world.now().getTime() - KEEP_ITEMS_DAYS * 86_400_000)
  const forgotten = await world.store.forgetItems(before)
  const { remember, mostDocuments } = configuration.corpus
  const fadeBefore = new Date(world.now().getTime() - remember)
  const kept = await world.store.retain({ fadeBefore, most: mostDocuments })
  const filed = await world.store.fileForSearch(world.now())
  return { outcome: 'done', forgotten, ...kept, filed }
}

function countVerdicts({ placements }: PollReport): Partial<Record<VerdictKind, number>> {
  const counts: Partial<Record<VerdictKind, number>> = {}
  for (const { verdict } of placements) counts[verdict.kind] = (counts[verdict.kind] ?? 0) + 1
  return counts
}

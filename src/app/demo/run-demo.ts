import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from 'pino'
import { nextDigestAt } from '../../core/digest/digest-due.ts'
import type { Digest, PollReport } from '../../model.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import type { Duties } from '../jobs.ts'
import { loadConfiguration } from '../load-configuration.ts'
import { loadSeeds } from '../load-seeds.ts'
import { listenAt } from '../web/access/listen-at.ts'
import { startWeb } from '../web/server.ts'
import { workOff } from '../work-off.ts'
import { Refusal } from '../refusal.ts'
import { openWorld, storeInUse, type QuietWorld, type QueueableWorld } from '../world.ts'
import { openDemoClock } from './demo-clock.ts'
import { serveRecordings } from './serve-recordings.ts'

/** The days on record: the first poll is the feeds' baseline, what follows is the news. */
const START = new Date('2025-07-08T06:00:00Z')
const END = new Date('2025-07-14T22:00:00Z')

/** How long another demo may take to come to its end. */
const PATIENCE_MS = 60_000

/** What the demo tells as it goes; the command prints it. */
export interface DemoNarrator {
  /** Another demo has the store: this one waits for it. */
  waiting(): void
  begun(facts: { resumedAt?: Date; seeds: number; configuration: Configuration }): void
  polled(report: PollReport): void
  sent(digest: Digest): void
  ended(world: QuietWorld): Promise<void>
  kept(pageUrl: string): void
}

export interface DemoOptions {
  readonly environment: Environment
  readonly recordings: string
  readonly log: Logger
  readonly narrator: DemoNarrator
  /** Keep the page up until this resolves. */
  readonly keepUntil?: Promise<unknown>
}

/**
 * The main job on recorded news: outlets served on loopback, polled by the service's jobs moment
 * by moment, digests into the outbox. Always on the embedded store and the outbox folder, whatever
 * the environment says: a demo must not write to anybody's database nor mail anybody.
 */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { dataFolder, seedsFolder } = options.environment
  const demoFolder = join(dataFolder, 'demo')
  await waitForStore(join(demoFolder, 'store'), options.narrator)
  const clock = openDemoClock(join(demoFolder, 'clock'), START, () =>
    rmSync(demoFolder, { recursive: true, force: true }),
  )
  const outlets = await serveRecordings(options.recordings, () => clock.now())
  const configuration = await demoConfiguration(options.recordings, outlets.url)
  const { databaseUrl: _, redisUrl: __, smtpUrl: ___, ...environment } = options.environment
  const world = await openWorld({
    environment,
    configuration,
    now: () => clock.now(),
    chance: () => 0.5,
    storeFolder: join('demo', 'store'),
  })
  const { narrator } = options
  const told = { poll: narrator.polled.bind(narrator), digest: narrator.sent.bind(narrator) }
  const duties = { world, configuration, log: options.log, told }
  try {
    const stories = await loadSeeds(seedsFolder)
    await world.store.keepSeeds(stories)
    narrator.begun({
      ...(clock.resumed && { resumedAt: clock.now() }),
      seeds: stories.reduce((sum, story) => sum + story.documents.length, 0),
      configuration,
    })
    for (let next: Date | undefined = clock.now(); next && next <= END;) {
      if (next > clock.now()) clock.leapTo(next)
      // First the polls, then the digests that tell of them.
      await workOff(duties, 'poll-feed')
      await workOff(duties, 'send-digest')
      next = await nextMoment(duties)
    }
    clock.finish()
    await narrator.ended(world)
    if (options.keepUntil) await keepPage(options, duties)
  } finally {
    await world.close()
    await outlets.close()
  }
}

/**
 * A demo whose npm was killed may still be at work behind it: it is let come to its end, and
 * nothing it holds is touched before. One that stays (`--keep`) is named after a minute.
 */
async function waitForStore(folder: string, narrator: DemoNarrator): Promise<void> {
  const patience = performance.now() + PATIENCE_MS
  for (let told = false; ; told = true) {
    const holder = await storeInUse(folder)
    if (holder === undefined) return
    if (performance.now() > patience) throw new Refusal(holder)
    if (!told) narrator.waiting()
    await setTimeout(500)
  }
}

/** The next visit or digest, whichever comes first. */
async function nextMoment({ world, configuration }: Duties): Promise<Date | undefined> {
  const visits = (await world.store.feedMemories()).map(({ nextVisitAt }) => nextVisitAt)
  const digests = configuration.subscribers.map((subscriber) =>
    nextDigestAt(subscriber, world.now()),
  )
  const moments = [...visits, ...digests].filter((at) => at !== undefined && at > world.now())
  return moments.toSorted((a, b) => a!.getTime() - b!.getTime())[0]
}

function demoConfiguration(recordings: string, url: string): Promise<Configuration> {
  const variables = { ...process.env, WIREWATCH_DEMO_URL: url }
  return loadConfiguration(join(recordings, 'wirewatch.yaml'), variables)
}

async function keepPage(options: DemoOptions, duties: Duties & { world: QueueableWorld }) {
  const { environment, narrator, keepUntil } = options
  const { configuration } = duties
  const world = await duties.world.withQueue()
  const web = await startWeb(
    { world, followed: { current: configuration, trouble: undefined, waiting: [] } },
    listenAt(environment, configuration),
  )
  narrator.kept(web.url)
  await keepUntil
  await web.close()
}

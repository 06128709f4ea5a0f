import type { Logger } from 'pino'
import type { Working } from '../ports.ts'
import { closeInTime, type Part } from './close-in-time.ts'
import type { Configuration } from './configuration/configuration.ts'
import type { Environment } from './environment.ts'
import { followConfiguration } from './follow-configuration.ts'
import { keepSeeds } from './keep-seeds.ts'
import { needDataFolder } from './make-folder.ts'
import { listenAt } from './web/access/listen-at.ts'
import { keepWatch } from './operation/watch-over.ts'
import { sayOnceAMinute } from './say-once.ts'
import { startWork, takeUp } from './worker.ts'
import { openWorld, type OpenWorld } from './world.ts'

/** How long jobs in hand may take after a SIGTERM; container hosts kill after 10 s by default. */
const DRAIN_LIMIT_MS = 9_000
/** How long closing everything may take after that. */
const CLOSE_LIMIT_MS = 4_000
const LAST_WORDS_MS = 100
/** From the signal to the end at the latest, also where the start was not over at the signal. */
const END_LIMIT_MS = 14_000

export interface ServiceParts {
  readonly work: boolean
  readonly web: boolean
}

/**
 * Run until told to stop. Resolves with the exit code: 0 after everything in hand was finished
 * and closed, 1 when a limit was over before that. A second signal ends the process at once, and so
 * does the end of the limit for everything.
 */
export async function runService(
  environment: Environment,
  configuration: Configuration,
  log: Logger,
  parts: ServiceParts,
): Promise<number> {
  const listening = parts.web ? listenAt(environment, configuration) : undefined
  if (parts.work) await needDataFolder(environment.dataFolder)
  const stopped = stopSignal(log)
  let inForce = () => configuration
  const quiet = await openWorld({
    environment,
    configuration: {
      get mail() {
        return inForce().mail
      },
      get polling() {
        return inForce().polling
      },
    },
    onTrouble: sayOnceAMinute(
      (event, detail) => log.warn(detail, event),
      () => performance.now(),
    ),
  })
  const world = await quiet.withQueue()
  const followed = followConfiguration({
    file: environment.configurationFile,
    variables: process.env,
    start: configuration,
    change: async (next) => {
      if (parts.work) await takeUp(duties, running.working)
      log.info(sizes(next), 'the configuration was changed and is in force')
      for (const warning of next.warnings) log.warn({ warning }, warning)
      const { waiting } = followed
      if (waiting.length > 0) log.warn({ waiting }, `from the next start on: ${waiting.join(', ')}`)
    },
    refuse: (trouble) => {
      log.error(
        { trouble },
        `what was in force before stays so where the file is wrong: ${trouble}`,
      )
    },
  })
  inForce = () => followed.current
  const running: {
    web?: { url: string; close(): Promise<void> }
    working?: Working
    watch?: { stop(): Promise<void> }
  } = {}
  const duties = {
    world,
    log,
    get configuration() {
      return followed.current
    },
    get pageUrl() {
      return running.web?.url
    },
  }
  const reload = () => void followed.reload()
  let drained = true
  let isClosed = true
  process.on('SIGHUP', reload)
  try {
    for (const { watch, described } of configuration.broken) {
      log.error({ watch, trouble: described }, `left out, everything else runs: ${described}`)
    }
    for (const warning of configuration.warnings) log.warn({ warning }, warning)
    await keepSeeds(world, environment, log)
    if (listening) {
      const files = {
        configuration: environment.configurationFile,
        seeds: environment.seedsFolder,
        data: environment.dataFolder,
        reload: () => followed.reload(),
      }
      // A worker has no use for a web server.
      const { startWeb } = await import('./web/server.ts')
      running.web = await startWeb({ world, followed, files }, listening)
    }
    if (parts.work) running.working = await startWork(duties)
    running.watch = keepWatch(() => ({
      world,
      log,
      configuration: followed.current,
      trouble: followed.trouble,
    }))
    log.info(
      { ...world.parts, ...(running.web && { page: running.web.url }), ...sizes(configuration) },
      describeStart(world, running.web?.url),
    )
    const signal = await stopped
    log.info({ signal, limitMs: DRAIN_LIMIT_MS }, 'stopping: finishing the jobs in hand')
    drained = (await running.working?.drain(DRAIN_LIMIT_MS)) ?? true
    log.info({ drained }, drained ? 'stopped' : 'stopped before every job was done; they run again')
  } finally {
    process.off('SIGHUP', reload)
    followed.close()
    isClosed = await closeAll(log, [
      { what: 'the look over the service', close: async () => running.watch?.stop() },
      { what: 'the page', close: async () => running.web?.close() },
      ...world.opened.toReversed(),
    ])
  }
  return drained && isClosed ? 0 : 1
}

/** What stays open would keep the process: it ends all the same, once its last words are said. */
async function closeAll(log: Logger, parts: readonly Part[]): Promise<boolean> {
  const left = await closeInTime(parts, CLOSE_LIMIT_MS)
  if (left.length === 0) return true
  const said = left.map(({ what, because }) => `${what} (${because})`).join(', ')
  log.error({ left }, `ending with some left open: ${said}`)
  setTimeout(() => process.exit(), LAST_WORDS_MS).unref()
  return false
}

function sizes({ watches, feeds, subscribers }: Configuration) {
  return { watches: watches.length, feeds: feeds.length, subscribers: subscribers.length }
}

function describeStart({ parts }: OpenWorld, page: string | undefined): string {
  const where = page ? `; the page is at ${page}` : ''
  return `wirewatch is up${where}; mail goes to ${parts.mail}`
}

/**
 * Resolves at the first SIGTERM or SIGINT; the second ends the process with 128 + its number, and
 * with 1 it ends when it is still there at the limit.
 */
function stopSignal(log: Logger): Promise<NodeJS.Signals> {
  const NUMBERS = { SIGINT: 2, SIGTERM: 15 } as const
  return new Promise((resolve) => {
    let first = true
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (!first) {
          log.warn({ signal }, 'second signal: ending at once')
          process.exit(128 + NUMBERS[signal])
        }
        first = false
        setTimeout(() => {
          log.error(
            { limitMs: END_LIMIT_MS },
            'ending unfinished: what was being started or closed never answers',
          )
          process.exit(1)
        }, END_LIMIT_MS).unref()
        resolve(signal)
      })
    }
  })
}

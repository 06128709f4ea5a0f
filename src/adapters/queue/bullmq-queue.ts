/**
 * The queue over BullMQ: on PostgreSQL, PGlite included, or on Redis.
 *
 * A job is done at least once. It is tried three times with growing pauses; one in the hands of
 * a process that dies is taken up again, at once where that can be known and when its lock
 * expires where it cannot. Two jobs with one name and subject never run at the same time in one
 * process; two processes may run them side by side, which the store's idempotence makes harmless.
 */
import { EventEmitter } from 'node:events'
import { Queue as BullQueue } from 'bullmq'
import type { Queue } from '../../ports.ts'
import { markOfThisProcess, writeMark } from '../sql/process-mark.ts'
import { attemptOptions, lineOptions } from './job-options.ts'
import { jobsOf, tryAgainIn } from './look-at-jobs.ts'
import { keepTimetable, mendTimetable } from './keep-timetable.ts'
import { openBackend } from './queue-backend.ts'
import type { BackendChoice, JobQueue, OpenBackend } from './queue-backend.ts'
import { returnOrphans } from './return-orphans.ts'
import { startWorking } from './start-working.ts'
import { waitUntilEmpty } from './wait-until-empty.ts'

export interface QueueOptions {
  readonly backend: BackendChoice
  /** Tells this queue from others on the same backend. */
  readonly name?: string
  /** Redis only: before every key, in braces, so that a cluster keeps them on one node. */
  readonly prefix?: string
  readonly now?: () => Date
  /** The first pause before a job is tried again; the next is twice as long. */
  readonly retryAfterMs?: number
  /** Told of trouble outside any job: a lost connection, a job taken over from a dead process. */
  readonly log?: (event: string, detail: object) => void
}

/** Events kept for BullMQ's listeners, of which we have none. */
const EVENTS_KEPT = 100
const RETRY_AFTER_MS = 10_000

/** Open the queue. Throws when its backend cannot be reached. The connection stays the caller's. */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const backend = await openBackend(options.backend)
  try {
    const name = options.name ?? defaultName(options.backend)
    const log = options.log ?? (() => {})
    const prefix = `{${options.prefix ?? 'wirewatch'}}`
    const bull: JobQueue = new BullQueue(
      name,
      { connection: backend.connection, prefix, streams: { events: { maxLen: EVENTS_KEPT } } },
      backend.factory,
    )
    bull.on('error', (error) => log('queue trouble', { because: error.message }))
    await bull.waitUntilReady()
    const returned = await returnOrphans(bull, backend.alone)
    if (returned > 0) log('jobs of a dead process put back in line', { jobs: returned })
    return queueOver(bull, backend, { ...options, name, prefix, log })
  } catch (error) {
    await backend.close()
    throw error
  }
}

type Settings = QueueOptions & Required<Pick<QueueOptions, 'name' | 'prefix' | 'log'>>

function queueOver(bull: JobQueue, backend: OpenBackend, settings: Settings): Queue {
  const { name, prefix, log, now = () => new Date() } = settings
  const attempts = attemptOptions(settings.retryAfterMs ?? RETRY_AFTER_MS)
  const changes = new EventEmitter().setMaxListeners(0)
  const workings: { abandon(): Promise<void> }[] = []

  async function counts() {
    const found = await bull.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed')
    const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = found
    return { waiting: waiting + prioritized, active, delayed, failed }
  }

  return {
    keepTimetable: (entries) => keepTimetable(bull, entries, now(), attempts),
    mendTimetable: (entries) => mendTimetable(bull, entries, now(), attempts),
    async add({ name: jobName, subject }, { at } = {}) {
      const job = { name: jobName, subject }
      const delay = at ? at.getTime() - now().getTime() : 0
      await bull.add(jobName, job, { ...attempts, ...lineOptions(job, delay) })
    },
    async work(handle, { concurrency }) {
      const workerName = writeMark(await markOfThisProcess())
      const onChange = () => changes.emit('change')
      const shared = { name, prefix, workerName, concurrency, log, onChange }
      const working = await startWorking(backend, handle, shared)
      workings.push(working)
      return working
    },
    untilEmpty: () =>
      waitUntilEmpty(changes, async () => {
        const { waiting, active } = await counts()
        return waiting + active === 0
      }),
    counts,
    jobs: jobsOf(bull),
    tryAgain: tryAgainIn(bull),
    async close() {
      await Promise.all(workings.map((working) => working.abandon()))
      await bull.close()
      await backend.close()
    },
  }
}

/** Two installations in two schemas of one database share BullMQ's tables, not their queues. */
function defaultName(backend: BackendChoice): string {
  const schema = backend.kind === 'sql' ? backend.connection.schema : 'public'
  return schema === 'public' ? 'wirewatch' : `wirewatch-${schema}`
}

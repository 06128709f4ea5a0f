import { Worker } from 'bullmq'
import type { IQueueBackend } from 'bullmq'
import type { Queue, Working } from '../../ports.ts'
import type { JobData } from './job-options.ts'
import { jobKey } from './job-options.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import type { OpenBackend } from './queue-backend.ts'

/**
 * A lock is renewed at half its time. Half a minute bears PGlite holding up the event loop for a
 * long statement; a job of a host that died is taken up by another after at most this and one
 * check more.
 */
const LOCK_MS = 30_000
const STALLED_CHECK_MS = 10_000
/** Deaths a job survives: dying is the process's fault more often than the job's. */
const DEATHS_ALLOWED = 20

type JobWorker = Worker<JobData, unknown, string, IQueueBackend>

type Handle = Parameters<Queue['work']>[0]

interface WorkOptions {
  readonly name: string
  readonly prefix: string
  readonly workerName: string
  readonly concurrency: number
  readonly log: (event: string, detail: object) => void
  /** Called whenever a job ended or none is left. */
  readonly onChange: () => void
}

/** Start a worker on an open backend; resolves when it listens. */
export async function startWorking(
  backend: OpenBackend,
  handle: Handle,
  { name, prefix, workerName, concurrency, log, onChange }: WorkOptions,
): Promise<Working & { abandon(): Promise<void> }> {
  const oneAtATime = createOneAtATime()
  const worker: JobWorker = new Worker(
    name,
    async (job) => {
      const { name: jobName, subject } = job.data
      const told = { name: jobName, subject, id: job.id ?? '', attempt: job.attemptsMade + 1 }
      await oneAtATime(jobKey(told), () => handle(told))
    },
    {
      connection: backend.connection,
      prefix,
      name: workerName,
      concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: DEATHS_ALLOWED,
    },
    backend.factory,
  )
  worker.on('error', (error) => log('queue trouble', { because: error.message }))
  worker.on('stalled', (id) => log('job taken over from a dead worker', { id }))
  for (const event of ['completed', 'failed', 'drained'] as const) worker.on(event, onChange)
  await worker.waitUntilReady()
  let gaveUp = false
  return {
    setConcurrency(most) {
      worker.concurrency = most
    },
    async drain(limitMs) {
      const done = await closeWithin(worker, limitMs)
      gaveUp = !done
      return done
    },
    // A close that waits for jobs cannot be turned into one that does not: cut its lines instead.
    abandon: () => (gaveUp ? worker.disconnect() : worker.close(true)),
  }
}

async function closeWithin(worker: JobWorker, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs)
  })
  try {
    return await Promise.race([worker.close().then(() => true), limit])
  } finally {
    clearTimeout(timer)
  }
}

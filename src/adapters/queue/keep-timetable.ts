import { createHash } from 'node:crypto'
import type { JobSchedulerJson, JobSchedulerTemplateOptions } from 'bullmq'
import type { Job, TimetableEntry } from '../../ports.ts'
import { jobKey } from './job-options.ts'
import type { JobData } from './job-options.ts'
import type { JobQueue } from './queue-backend.ts'

/** One job scheduler: an entry has one for its interval, or one for each of its cron patterns. */
interface Wanted {
  readonly key: string
  readonly job: Job
  readonly when: { readonly everyMs: number } | { readonly cron: string; readonly zone: string }
}

/**
 * Make the queue's job schedulers exactly these. One that is as wanted is left alone, with its
 * phase and the job it has in line; a new one at an interval begins at a moment of its own
 * within the first interval, so that a start does not set every feed off at once.
 */
export async function keepTimetable(
  queue: JobQueue,
  entries: readonly TimetableEntry[],
  now: Date,
  options: JobSchedulerTemplateOptions,
): Promise<void> {
  const wanted = wantedBy(entries)
  const unwanted: string[] = []
  for await (const standing of allSchedulers(queue)) {
    const one = wanted.get(standing.key)
    if (!one) unwanted.push(standing.key)
    else if (await stands(queue, standing, one, now)) wanted.delete(standing.key)
  }
  for (const key of unwanted) await queue.removeJobScheduler(key)
  const mayStand = (await queue.getJobSchedulersCount()) > 0
  for (const one of wanted.values()) {
    // One that struck while they were gone through was perhaps not met.
    const standing = mayStand ? await queue.getJobScheduler(one.key) : undefined
    if (standing && (await stands(queue, standing, one, now))) continue
    await schedule(queue, one, now, options)
  }
}

const PAGE = 500

/**
 * A page at a time, or ten thousand of them would stand in memory at once, as JSON and as objects.
 * One that strikes meanwhile moves behind the others: they are gone through from the last to the
 * first, so that it moves past none that was not seen. It may itself be met twice, or not at all.
 */
async function* allSchedulers(queue: JobQueue): AsyncGenerator<JobSchedulerJson<JobData>> {
  for (let from = 0; ; from += PAGE) {
    const page = await queue.getJobSchedulers(from, from + PAGE - 1, false)
    yield* page
    if (page.length < PAGE) return
  }
}

/** A stroke late by this much was missed, or waits in a long line. */
const LATE_MS = 60_000

/**
 * Put back the job schedulers that are gone or stand still, and answer how many. Two questions
 * tell that all is well: how many there are, and whether the next one to strike is late.
 */
export async function mendTimetable(
  queue: JobQueue,
  entries: readonly TimetableEntry[],
  now: Date,
  options: JobSchedulerTemplateOptions,
): Promise<number> {
  const wanted = wantedBy(entries)
  const [first] = await queue.getJobSchedulers(0, 0, true)
  const isLate = (first?.next ?? 0) < now.getTime() - LATE_MS
  if (!isLate && (await queue.getJobSchedulersCount()) >= wanted.size) return 0
  for await (const standing of allSchedulers(queue)) {
    if (await hasJobInLine(queue, standing, now)) wanted.delete(standing.key)
  }
  let mended = 0
  for (const one of wanted.values()) {
    const standing = await queue.getJobScheduler(one.key)
    if (standing && (await hasJobInLine(queue, standing, now))) continue
    await schedule(queue, one, now, options)
    mended += 1
  }
  return mended
}

function wantedBy(entries: readonly TimetableEntry[]): Map<string, Wanted> {
  return new Map(entries.flatMap(schedulersOf).map((one) => [one.key, one]))
}

function schedulersOf({ job, when }: TimetableEntry): Wanted[] {
  const key = jobKey(job)
  if ('everyMs' in when) return [{ key, job, when }]
  return when.crons.map((cron, index) => ({
    key: index === 0 ? key : `${key}:${index + 1}`,
    job,
    when: { cron, zone: when.zone },
  }))
}

async function schedule(
  queue: JobQueue,
  { key, job, when }: Wanted,
  now: Date,
  opts: JobSchedulerTemplateOptions,
): Promise<void> {
  const repeat =
    'cron' in when
      ? { pattern: when.cron, tz: when.zone }
      : { every: when.everyMs, startDate: now.getTime() + ownPhase(key, when.everyMs) }
  await queue.upsertJobScheduler(key, repeat, { name: job.name, data: { ...job }, opts })
}

/** The same share of the interval on every start and machine. */
function ownPhase(key: string, everyMs: number): number {
  const share = createHash('sha256').update(key).digest().readUInt32BE(0) / 2 ** 32
  return Math.floor(share * everyMs)
}

async function stands(
  queue: JobQueue,
  standing: JobSchedulerJson<JobData>,
  wanted: Wanted,
  now: Date,
): Promise<boolean> {
  return isAsWanted(standing, wanted) && (await hasJobInLine(queue, standing, now))
}

function isAsWanted(standing: JobSchedulerJson<JobData>, { job, when }: Wanted): boolean {
  const { subject } = standing.template?.data ?? {}
  if (standing.name !== job.name || subject !== job.subject) return false
  if ('cron' in when) return standing.pattern === when.cron && standing.tz === when.zone
  return standing.every === when.everyMs
}

/** An overdue scheduler whose job is gone would stand still for ever. */
async function hasJobInLine(
  queue: JobQueue,
  { key, next }: JobSchedulerJson<JobData>,
  now: Date,
): Promise<boolean> {
  if (next === undefined) return false
  if (next > now.getTime()) return true
  return (await queue.getJob(`repeat:${key}:${next}`)) !== undefined
}

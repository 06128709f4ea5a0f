import { setTimeout as sleep } from 'node:timers/promises'
import type { Job, JobName } from '../ports.ts'
import { hostToSpace } from './at-host.ts'
import type { Configuration } from './configuration/configuration.ts'
import { DUE } from './jobs-due.ts'
import { doJob, type Duties } from './jobs.ts'

/** What a watch finds in the past comes before its news, and digests when all of that is known. */
const ROUND: readonly JobName[] = [
  'look-back',
  'poll-feed',
  'look-at-articles',
  'send-digest',
  'keep-house',
]

/**
 * All that a service does, once; the house is kept in the first round of an hour. Answers how many
 * jobs were left undone. Without a page there is nothing for hubs to call.
 */
export async function workRound(duties: Duties): Promise<number> {
  const isFirst = await isFirstOfItsHour(duties.world)
  const { checkTold } = duties.configuration.polling
  let left = 0
  for (const name of ROUND) {
    if (name === 'keep-house' && !isFirst) continue
    if (name === 'look-at-articles' && !checkTold) continue
    left += await workOff(duties, name)
  }
  return left
}

/** By the visits: a round before in this hour made some, or had none to make. */
async function isFirstOfItsHour({ store, now }: Duties['world']): Promise<boolean> {
  const visits = (await store.feedMemories()).flatMap(
    ({ lastVisitAt }) => lastVisitAt?.getTime() ?? [],
  )
  const latest = visits.reduce((a, b) => Math.max(a, b), 0)
  return Math.floor(latest / ONE_HOUR) < Math.floor(now().getTime() / ONE_HOUR)
}

const ONE_HOUR = 3_600_000

/**
 * Do the jobs of one name that are due, without a queue: for programs that end when it is done.
 * Nobody is left to take up a job for later, so a visit that finds its host busy is waited for
 * here; what failed or could not be posted is due again at the next run. Answers how many did.
 */
export async function workOff(duties: Duties, name: JobName): Promise<number> {
  const due = (await DUE[name]?.(duties)) ?? [{ name, subject: '' }]
  const inTurn = createSlots(duties.configuration.polling.concurrency)
  const lines = linesOf(due, duties.configuration)
  const left = await Promise.all(lines.map((line) => workLine(duties, line, inTurn)))
  return left.reduce((sum, one) => sum + one, 0)
}

/** Visits to one host side by side would only find it busy: they make one line. */
function linesOf(jobs: readonly Job[], { feeds, polling }: Configuration): readonly Job[][] {
  const hosts = new Map(feeds.map(({ id, url }) => [id, hostToSpace(url, polling.allowHosts)]))
  const lines = new Map<string | Job, Job[]>()
  for (const job of jobs) {
    const key = (job.name === 'poll-feed' ? hosts.get(job.subject) : undefined) ?? job
    const line = lines.get(key)
    if (line) line.push(job)
    else lines.set(key, [job])
  }
  return [...lines.values()]
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>

async function workLine(duties: Duties, line: readonly Job[], inTurn: InTurn): Promise<number> {
  let left = 0
  for (const job of line) {
    let outcome = await inTurn(() => tryJob(duties, job))
    while (outcome instanceof Date) {
      await sleep(Math.max(0, outcome.getTime() - duties.world.now().getTime()))
      outcome = await inTurn(() => tryJob(duties, job))
    }
    if (outcome === 'left') left += 1
  }
  return left
}

/** When to try again is answered of a visit alone. */
async function tryJob(duties: Duties, job: Job): Promise<'done' | 'left' | Date> {
  let again: Date | undefined
  const putBack = async (_: Job, at: Date) => void (again = at)
  try {
    await doJob({ ...duties, putBack }, { ...job, id: job.subject, attempt: 1 })
  } catch {
    // It is in the log already, and the others are no worse for it.
    return 'left'
  }
  if (!again) return 'done'
  return job.name === 'poll-feed' ? again : 'left'
}

/** Lets so many pieces of work run at once, the others in the order they came. */
function createSlots(free: number): InTurn {
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((go) => void waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}

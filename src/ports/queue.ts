/** Jobs in line, their timetable, and who works them. */

export type JobName =
  | 'poll-feed'
  | 'send-digest'
  | 'look-back'
  | 'look-at-articles'
  | 'keep-subscriptions'
  | 'keep-house'

export interface Job {
  readonly name: JobName
  /** The feed's or subscriber's id, the watch's name; empty for what concerns all. */
  readonly subject: string
}

export interface TimetableEntry {
  readonly job: Job
  readonly when:
    { readonly everyMs: number } | { readonly crons: readonly string[]; readonly zone: string }
}

export interface Queue {
  /** Make the timetable exactly this: entries added, changed, removed. One scheduler per entry. */
  keepTimetable(entries: readonly TimetableEntry[]): Promise<void>
  /**
   * Put entries back that are gone or stand still, as after a Redis that came back empty; answers
   * how many. Entries it does not name stay: another worker may have a newer configuration.
   */
  mendTimetable(entries: readonly TimetableEntry[]): Promise<number>
  /** Put a job in line, now or at an instant. While one with this name and subject waits, it is not doubled. */
  add(job: Job, options?: { at?: Date }): Promise<void>
  /**
   * Start working. A handler that throws has its job tried again with backoff. The Working's
   * `drain` takes no further jobs and resolves when those in hand are done or the limit is over
   * (false).
   */
  work(
    handle: (job: Job & { id: string; attempt: number }) => Promise<void>,
    options: { concurrency: number },
  ): Promise<Working>
  /** Resolves when nothing waits and nothing runs; delayed jobs do not count. */
  untilEmpty(): Promise<void>
  counts(): Promise<{ waiting: number; active: number; delayed: number; failed: number }>
  /** Jobs in hand, failed, in line and for later, at most so many of each. */
  jobs(mostOfEach: number): Promise<readonly JobOnRecord[]>
  /** Put a job that failed for good back in line; false when there is no such job any more. */
  tryAgain(id: string): Promise<boolean>
  close(): Promise<void>
}

export interface JobOnRecord extends Job {
  readonly id: string
  readonly state: 'active' | 'failed' | 'waiting' | 'delayed'
  /** Since when it is in hand, failed or in line; for later: when it is due. */
  readonly at: Date
  /** Tries so far. */
  readonly attempts: number
  /** What the last try that failed threw. */
  readonly because?: string
}

export interface Working {
  /** How many jobs are worked at once from now on; those in hand are finished. */
  setConcurrency(concurrency: number): void
  drain(limitMs: number): Promise<boolean>
}

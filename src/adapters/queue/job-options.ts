import type { JobSchedulerTemplateOptions, JobsOptions } from 'bullmq'
import type { Job } from '../../ports.ts'

/** What a job carries in the queue's own store. */
export type JobData = Job

/** How often a job is tried, and what is kept of it afterwards. */
export function attemptOptions(retryAfterMs: number): JobSchedulerTemplateOptions {
  return {
    attempts: 3,
    backoff: { type: 'exponential', delay: retryAfterMs },
    removeOnComplete: { count: 50 },
    removeOnFail: { count: 200 },
  }
}

/**
 * What makes two jobs the same job. BullMQ takes no colon in ids of our making beyond the ones
 * between its parts, so whatever a subject holds is encoded.
 */
export function jobKey({ name, subject }: Job): string {
  return subject === '' ? name : `${name}:${encodeURIComponent(subject)}`
}

/**
 * A job in line keeps a second one out; while it runs, one may wait behind it. A job for later
 * has a line of its own, in which the instant given last stands: it must not keep out a job for
 * now.
 */
export function lineOptions(job: Job, delay: number): JobsOptions {
  const key = jobKey(job)
  if (delay <= 0) return { deduplication: { id: key, keepLastIfActive: true } }
  return {
    delay,
    deduplication: { id: `later:${key}`, replace: true, keepLastIfActive: true },
  }
}

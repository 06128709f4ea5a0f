import type { Job as BullJob } from 'bullmq'
import type { JobOnRecord, Queue } from '../../ports.ts'
import type { JobData } from './job-options.ts'
import type { JobQueue } from './queue-backend.ts'

const STATES = ['active', 'failed', 'waiting', 'delayed'] as const

export const jobsOf =
  (bull: JobQueue): Queue['jobs'] =>
  async (mostOfEach) => {
    const found = await Promise.all(
      STATES.map(async (state) => {
        const jobs = await bull.getJobs([state], 0, mostOfEach - 1, state === 'delayed')
        // One that ends between the list and the look at it is nowhere any more.
        return jobs.flatMap((job) => (job?.id === undefined ? [] : [onRecord(job, state)]))
      }),
    )
    return found.flat()
  }

export const tryAgainIn =
  (bull: JobQueue): Queue['tryAgain'] =>
  async (id) => {
    const job = await bull.getJob(id)
    if (!job || !(await job.isFailed())) return false
    await job.retry('failed')
    return true
  }

function onRecord(job: BullJob<JobData>, state: JobOnRecord['state']): JobOnRecord {
  const times = {
    active: job.processedOn,
    failed: job.finishedOn,
    waiting: job.timestamp,
    delayed: job.timestamp + job.delay,
  }
  return {
    id: job.id ?? '',
    name: job.data.name,
    subject: job.data.subject,
    state,
    at: new Date(times[state] ?? job.timestamp),
    attempts: job.attemptsMade,
    ...(job.failedReason && { because: job.failedReason }),
  }
}

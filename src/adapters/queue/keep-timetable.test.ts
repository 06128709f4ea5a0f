import { expect, test } from 'vitest'
import { jobKey } from './job-options.ts'
import { keepTimetable } from './keep-timetable.ts'
import type { JobQueue } from './queue-backend.ts'

const NOW = new Date('2025-07-11T12:00:00Z')
const job = { name: 'poll-feed', subject: 'bbc' } as const
const wanted = { job, when: { everyMs: 60_000 } }
const standing = {
  key: jobKey(job),
  name: job.name,
  every: 60_000,
  next: NOW.getTime() + 30_000,
  template: { data: job },
}

/** A queue whose scheduler strikes while all are gone through, so that it is in none of the pages. */
function queueThatStrikes(every: number) {
  const set: string[] = []
  const queue = {
    getJobSchedulers: async () => [],
    getJobSchedulersCount: async () => 1,
    getJobScheduler: async (key: string) =>
      key === standing.key ? { ...standing, every } : undefined,
    upsertJobScheduler: async (key: string) => void set.push(key),
  }
  return { queue: queue as unknown as JobQueue, set }
}

test('an entry that strikes just now is not set anew, which would lose its phase', async () => {
  const { queue, set } = queueThatStrikes(60_000)
  const other = { ...wanted, job: { ...job, subject: 'other' } }
  await keepTimetable(queue, [wanted, other], NOW, {})
  expect(set).toEqual([jobKey(other.job)])
})

test('an entry that strikes just now and is wanted otherwise is set anew', async () => {
  const { queue, set } = queueThatStrikes(30_000)
  await keepTimetable(queue, [wanted], NOW, {})
  expect(set).toEqual([standing.key])
})

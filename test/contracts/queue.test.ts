/**
 * What the queue promises on every backend: a job put in line is done, once unless it fails, not
 * doubled while it waits, and taken up again when its worker dies.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openQueue } from '../../src/adapters/queue/bullmq-queue.ts'
import type { BackendChoice } from '../../src/adapters/queue/queue-backend.ts'
import type { Job, Queue, Working } from '../../src/ports.ts'
import { connectPostgres } from '../../src/adapters/sql/connect-postgres.ts'
import {
  connections,
  dropConnections,
  dropKeys,
  ownDatabase,
  ownName,
  postgresUrl,
  redisUrl,
} from '../support/backends.ts'

interface Place {
  readonly backend: BackendChoice
  readonly prefix: string
  leave(): Promise<void>
}

const places: { name: string; open: () => Promise<Place> }[] = (await connections()).map(
  (backend) => ({
    name: backend.name,
    async open() {
      const connection = await backend.open()
      return {
        backend: { kind: 'sql', connection },
        prefix: 'wirewatch',
        leave: () => connection.close(),
      }
    },
  }),
)
const server = await postgresUrl()
const redis = await redisUrl()
if (redis) places.push({ name: 'redis', open: () => openOnRedis(redis) })

const poll = (subject: string): Job => ({ name: 'poll-feed', subject })

describe.each(places)('the queue on $name', (place) => {
  let at: Place
  let name: string
  let queue: Queue
  const started: Working[] = []

  beforeAll(async () => {
    at = await place.open()
  })
  afterAll(() => at.leave())
  beforeEach(async () => {
    name = ownName()
    queue = await open()
  })
  afterEach(async () => {
    await Promise.all(started.splice(0).map((working) => working.drain(10_000)))
    await queue.close()
  })

  function open(now?: () => Date): Promise<Queue> {
    const { backend, prefix } = at
    return openQueue({ backend, prefix, name, retryAfterMs: 5, ...(now && { now }) })
  }

  async function work(handle: Parameters<Queue['work']>[0], concurrency = 4): Promise<Working> {
    const working = await queue.work(handle, { concurrency })
    started.push(working)
    return working
  }

  test('a job put in line is done, with its name and subject', async () => {
    const done: unknown[] = []
    await work(async ({ name: job, subject, attempt }) => {
      done.push({ job, subject, attempt })
    })
    await queue.add(poll('bbc-world'))
    await queue.add({ name: 'keep-house', subject: '' })
    await queue.untilEmpty()
    expect(done).toHaveLength(2)
    expect(done).toContainEqual({ job: 'poll-feed', subject: 'bbc-world', attempt: 1 })
    expect(done).toContainEqual({ job: 'keep-house', subject: '', attempt: 1 })
    expect(await queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
  })

  test('a subject may hold any character', async () => {
    const done: string[] = []
    const subjects = ['a:b:c:d:e:60000', 'ü ж {x}', '*?[', '0', '12', '%3A']
    await work(async ({ subject }) => {
      done.push(subject)
    })
    for (const subject of subjects) await queue.add(poll(subject))
    await queue.keepTimetable(
      subjects.map((subject) => ({ job: poll(subject), when: { everyMs: 3_600_000 } })),
    )
    await queue.untilEmpty()
    expect(done.toSorted()).toEqual(subjects.toSorted())
    expect(await queue.counts()).toMatchObject({ delayed: subjects.length })
  })

  test('while a job waits it is not doubled', async () => {
    await queue.add(poll('bbc-world'))
    await queue.add(poll('bbc-world'))
    await queue.add(poll('tass'))
    expect(await queue.counts()).toMatchObject({ waiting: 2 })
    const done: string[] = []
    await work(async ({ subject }) => {
      done.push(subject)
    })
    await queue.untilEmpty()
    expect(done.toSorted()).toEqual(['bbc-world', 'tass'])
  })

  test('a job that is done may be put in line again', async () => {
    let done = 0
    await work(async () => {
      done += 1
    })
    for (const round of [1, 2, 3]) {
      await queue.add(poll('bbc-world'))
      await queue.untilEmpty()
      expect(done).toBe(round)
    }
  })

  test('a job asked for while it runs is done once more afterwards, never at the same time', async () => {
    const running = signal()
    const mayEnd = signal()
    let atOnce = 0
    let most = 0
    let done = 0
    await work(async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      running.give()
      await mayEnd.given
      atOnce -= 1
      done += 1
    })
    await queue.add(poll('bbc-world'))
    await running.given
    await queue.add(poll('bbc-world'))
    await queue.add(poll('bbc-world'))
    mayEnd.give()
    await queue.untilEmpty()
    expect({ done, most }).toEqual({ done: 2, most: 1 })
  })

  test('the same job put in line twice, by hand and for an instant, never runs beside itself', async () => {
    let atOnce = 0
    let most = 0
    let done = 0
    const second = signal()
    await work(async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      // Long enough in hand for the other to be taken: two free places wait for it.
      await queue.counts()
      await queue.counts()
      atOnce -= 1
      done += 1
      if (done === 2) second.give()
    })
    await queue.add(poll('bbc-world'), { at: new Date(Date.now() + 15) })
    await new Promise((resolve) => setTimeout(resolve, 15))
    await queue.add(poll('bbc-world'))
    await second.given
    expect(most).toBe(1)
  })

  test('a job for a later instant waits for it, and the instant given last stands', async () => {
    const noon = new Date('2025-07-12T12:00:00Z')
    await queue.close()
    queue = await open(() => noon)
    await queue.add(poll('bbc-world'), { at: new Date('2025-07-12T13:00:00Z') })
    await queue.add(poll('bbc-world'), { at: new Date('2025-07-12T14:00:00Z') })
    expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 1 })
    await queue.add(poll('bbc-world'))
    expect(await queue.counts()).toMatchObject({ waiting: 1, delayed: 1 })
    await queue.add(poll('tass'), { at: new Date('2025-07-12T11:59:59Z') })
    expect(await queue.counts()).toMatchObject({ waiting: 2, delayed: 1 })
  })

  test('a job that throws is tried again, and its attempts are counted', async () => {
    const attempts: number[] = []
    const over = signal()
    await work(async ({ attempt }) => {
      attempts.push(attempt)
      if (attempt === 3) over.give()
      if (attempt < 3) throw new Error('the store is down')
    })
    await queue.add(poll('bbc-world'))
    await over.given
    await queue.untilEmpty()
    expect(attempts).toEqual([1, 2, 3])
    expect(await queue.counts()).toMatchObject({ failed: 0, delayed: 0 })
  })

  test('jobs are told by state, and one that was given up is tried again when asked for', async () => {
    const before = new Date()
    await queue.add(poll('later'), { at: new Date(before.getTime() + 3_600_000) })
    await queue.add(poll('bbc-world'))
    expect(await queue.jobs(10)).toMatchObject([
      { name: 'poll-feed', subject: 'bbc-world', state: 'waiting', attempts: 0 },
      { subject: 'later', state: 'delayed' },
    ])
    const [, later] = await queue.jobs(10)
    expect((later?.at.getTime() ?? 0) - before.getTime()).toBeGreaterThan(3_500_000)
    let fails = true
    const [third, again] = [signal(), signal()]
    await work(async ({ attempt }) => {
      if (attempt === 3) third.give()
      if (fails) throw new Error('the store is down')
      again.give()
    })
    await third.given
    await queue.untilEmpty()
    const [failed, ...others] = await queue.jobs(10)
    expect(failed).toMatchObject({
      subject: 'bbc-world',
      state: 'failed',
      attempts: 3,
      because: 'the store is down',
    })
    expect(others).toMatchObject([{ subject: 'later' }])
    expect(await queue.jobs(1)).toHaveLength(2)
    fails = false
    expect(await queue.tryAgain(failed?.id ?? '')).toBe(true)
    await again.given
    await queue.untilEmpty()
    expect(await queue.tryAgain(failed?.id ?? '')).toBe(false)
    expect(await queue.tryAgain('nobody')).toBe(false)
    expect(await queue.counts()).toMatchObject({ failed: 0, delayed: 1 })
  })

  test('a job that throws three times is given up, kept as failed, and may be put in line again', async () => {
    const attempts: number[] = []
    const third = signal()
    const fourth = signal()
    await work(async ({ attempt }) => {
      attempts.push(attempt)
      if (attempts.length === 3) third.give()
      if (attempts.length === 4) fourth.give()
      if (attempts.length < 4) throw new Error('the store is down')
    })
    await queue.add(poll('bbc-world'))
    await third.given
    await queue.untilEmpty()
    expect(await queue.counts()).toMatchObject({ failed: 1, delayed: 0 })
    await queue.add(poll('bbc-world'))
    await fourth.given
    await queue.untilEmpty()
    expect(attempts).toEqual([1, 2, 3, 1])
  })

  test('no more jobs run at a time than allowed', async () => {
    let atOnce = 0
    let most = 0
    await work(async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await new Promise((resolve) => setImmediate(resolve))
      atOnce -= 1
    }, 2)
    for (let n = 0; n < 12; n += 1) await queue.add(poll(`feed-${n}`))
    await queue.untilEmpty()
    expect(most).toBeLessThanOrEqual(2)
  })

  test('draining takes no further job and waits for those in hand', async () => {
    const running = signal()
    const mayEnd = signal()
    const done: string[] = []
    const working = await work(async ({ subject }) => {
      running.give()
      await mayEnd.given
      done.push(subject)
    }, 1)
    await queue.add(poll('in-hand'))
    await running.given
    await queue.add(poll('in-line'))
    const draining = working.drain(10_000)
    mayEnd.give()
    expect(await draining).toBe(true)
    expect(done).toEqual(['in-hand'])
    expect(await queue.counts()).toMatchObject({ waiting: 1, active: 0 })
  })

  test('a worker told to do more at once does, from the next job on', async () => {
    const mayEnd = signal()
    const both = signal()
    const running: string[] = []
    const working = await work(async ({ subject }) => {
      running.push(subject)
      if (subject === 'first') return
      if (running.length === 3) both.give()
      await mayEnd.given
    }, 1)
    working.setConcurrency(2)
    for (const subject of ['first', 'second', 'third']) await queue.add(poll(subject))
    await both.given
    mayEnd.give()
    expect(running).toEqual(['first', 'second', 'third'])
  })

  test('draining gives up at its limit and says so', async () => {
    const running = signal()
    const mayEnd = signal()
    const working = await work(async () => {
      running.give()
      await mayEnd.given
    })
    await queue.add(poll('slow'))
    await running.given
    expect(await working.drain(5)).toBe(false)
    await queue.close()
    mayEnd.give()
    started.length = 0
    queue = await open()
  })

  test('an empty queue is empty at once', async () => {
    await queue.untilEmpty()
    await queue.add(poll('later'), { at: new Date(Date.now() + 3_600_000) })
    await queue.untilEmpty()
    expect(await queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 1, failed: 0 })
  })

  describe('with a timetable', () => {
    const hour = 3_600_000
    const feeds = ['bbc-world', 'tass', 'yonhap', 'nhk', 'guardian', 'kcna-watch', 'aljazeera']
    const hourly = feeds.map((subject) => ({ job: poll(subject), when: { everyMs: hour } }))
    const daily = {
      job: { name: 'send-digest', subject: 'desk' } as const,
      when: { crons: ['30 7 * * 1-5', '0 9 * * 6'], zone: 'Asia/Seoul' },
    }

    test('setting it runs nothing at once: every entry has its job ahead', async () => {
      await queue.keepTimetable([...hourly, daily])
      expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: feeds.length + 2 })
    })

    test('setting the same again changes nothing, setting another removes what is gone', async () => {
      await queue.keepTimetable([...hourly, daily])
      await queue.keepTimetable([...hourly, daily])
      expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: feeds.length + 2 })
      await queue.keepTimetable(hourly.slice(1))
      expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: feeds.length - 1 })
      await queue.keepTimetable([])
      expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: 0 })
    })

    test('a changed interval takes the place of the old one', async () => {
      await queue.keepTimetable(hourly)
      await queue.keepTimetable(hourly.map(({ job }) => ({ job, when: { everyMs: 2 * hour } })))
      expect(await queue.counts()).toMatchObject({ waiting: 0, delayed: feeds.length })
    })

    test('gaps are filled again, and what others added stays', async () => {
      await queue.keepTimetable([...hourly.slice(3), daily])
      expect(await queue.mendTimetable(hourly)).toBe(3)
      expect(await queue.counts()).toMatchObject({ delayed: feeds.length + 2 })
      expect(await queue.mendTimetable(hourly)).toBe(0)
      expect(await queue.mendTimetable(hourly.slice(1))).toBe(0)
      expect(await queue.counts()).toMatchObject({ delayed: feeds.length + 2 })
    })

    test('an entry comes round again and again', async () => {
      let rounds = 0
      const third = signal()
      await work(async () => {
        rounds += 1
        if (rounds === 3) third.give()
      })
      await queue.keepTimetable([{ job: poll('bbc-world'), when: { everyMs: 40 } }])
      await third.given
      await queue.keepTimetable([])
      expect(rounds).toBeGreaterThanOrEqual(3)
    })

    test('a failing entry still comes round', async () => {
      let firstAttempts = 0
      const third = signal()
      await work(async ({ attempt }) => {
        if (attempt === 1) firstAttempts += 1
        if (firstAttempts === 3) third.give()
        throw new Error('no luck')
      })
      await queue.keepTimetable([{ job: poll('bbc-world'), when: { everyMs: 40 } }])
      await third.given
      await queue.keepTimetable([])
      expect(firstAttempts).toBeGreaterThanOrEqual(3)
    })
  })
})

test.runIf(server)(
  'a PostgreSQL server that drops every connection gets its worker back',
  async () => {
    const { url, drop } = await ownDatabase(server ?? '')
    const connection = await connectPostgres(url)
    const queue = await openQueue({ backend: { kind: 'sql', connection }, retryAfterMs: 5 })
    const done: string[] = []
    const second = signal()
    const working = await queue.work(
      async ({ subject }) => {
        done.push(subject)
        if (subject === 'second') second.give()
      },
      { concurrency: 2 },
    )
    await queue.add(poll('first'))
    await queue.untilEmpty()
    await dropConnections(url)
    await expect
      .poll(() =>
        queue.add(poll('second')).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await second.given
    expect(done).toEqual(['first', 'second'])
    await working.drain(10_000)
    await queue.close()
    await connection.close()
    await drop()
  },
)

test('a Redis that does not answer is refused with the reason and without the password', async () => {
  const backend = { kind: 'redis', url: 'redis://press:s3cret@127.0.0.1:1/2' } as const
  const refusal = await openQueue({ backend }).then(
    () => 'connected',
    (error: Error) => error.message,
  )
  expect(refusal).toMatch(/redis:\/\/127\.0\.0\.1:1\/2 cannot be used: .*ECONNREFUSED.*REDIS_URL/)
  expect(refusal).not.toContain('s3cret')
})

async function openOnRedis(url: string): Promise<Place> {
  const prefix = ownName()
  return {
    backend: { kind: 'redis', url },
    prefix,
    leave: () => dropKeys(url, `{${prefix}}`),
  }
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}

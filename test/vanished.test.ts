/** An article that was told and is gone from its address, through the job and into the digest. */
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Configuration } from '../src/app/configuration/configuration.ts'
import { doJob } from '../src/app/jobs.ts'
import { lookAtTiming } from '../src/app/look-at-timing.ts'
import { timetable } from '../src/app/timetable.ts'
import { NOTHING_NAMED } from '../src/core/watch/vocabulary.ts'
import type { Fetched, Subscriber } from '../src/model.ts'
import { pollFeed, sendDigest } from '../src/pipeline.ts'
import { desk, Death, lavrov, openTestWorld, testFeed, type TestWorld } from './support/world.ts'

const wire = testFeed('wire')
const letterhead = { from: 'w@example.org' }
const configuration: Configuration = {
  watches: [lavrov],
  subscribers: [desk],
  feeds: [wire],
  polling: { concurrency: 4, hostSpacing: 1000, allowHosts: [], checkTold: true },
  mail: { from: 'w@example.org' },
  web: { host: '', port: 0 },
  warnings: [],
  hints: [],
  broken: [],
  vocabulary: NOTHING_NAMED,
  corpus: { remember: 86_400_000, mostDocuments: 1_000 },
}

let world: TestWorld
let answer: { status: number; headers?: Record<string, string> } | undefined
let asked: string[]

beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  ;[answer, asked] = [{ status: 200 }, []]
  await pollFeed(world, wire, [lavrov])
})
afterEach(() => world.close())

async function news(hour: string, ...titles: readonly string[]) {
  world.setClock(`2025-07-11T${hour}:00:00Z`)
  const published = `2025-07-11T${hour}:00:00Z`
  const entries = titles.map((title) => ({
    id: title.replaceAll(' ', '-'),
    title,
    text: title,
    published,
  }))
  world.outlets.serve('wire', entries)
  await pollFeed(world, wire, [lavrov])
}

const send = async (to: Subscriber = desk) =>
  (await sendDigest(world, to, [lavrov], letterhead)).digests

/** One round at this time; the article's address answers as set. */
async function look(at: string, fail = false) {
  world.setClock(at)
  const fetchPage = async (url: string): Promise<Fetched> => {
    asked.push(url)
    if (fail) throw new Death('while looking')
    if (!answer) return { kind: 'failed', url, because: 'no answer' }
    const { status, headers = {} } = answer
    return status === 200
      ? { kind: 'body', url, status, headers, bytes: new Uint8Array() }
      : { kind: 'failed', url, status, headers, because: `answered ${status}` }
  }
  const looking = { ...world, fetcher: { ...world.outlets, fetchPage } }
  const duties = { world: looking, configuration, log: pino({ enabled: false }) }
  await doJob(duties, { name: 'look-at-articles', subject: '', id: '1', attempt: 1 })
}

async function vanish() {
  await news('10', 'Lavrov lands in Wonsan')
  await send()
  await look('2025-07-11T10:10:00Z')
  answer = { status: 410 }
  await look('2025-07-11T17:00:00Z')
  await look('2025-07-12T17:00:00Z')
}

test('it is told once, to those who got it, and leads nowhere', async () => {
  await vanish()
  const [digest] = await send()
  expect(digest).toMatchObject({ stories: [], corrections: [{ vanished: true }] })
  const mail = world.posted.at(-1)
  expect(mail?.subject).toBe('Gone: Lavrov lands in Wonsan')
  expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(
    'WIRE no longer shows “Lavrov lands in Wonsan”; told Fri 11 Jul, 10:00 (its address answers 410 (gone))',
  )
  expect(mail?.html).not.toContain('href="https://wire.example/feed/Lavrov')
  world.setClock('2025-07-12T18:00:00Z')
  expect(await send()).toEqual([])
  expect(await send({ ...desk, id: 'other', name: 'Other', watches: ['Kim'] })).toEqual([])
})

test('a death between recording and posting tells it once, under one Message-ID', async () => {
  await vanish()
  world.dieAt('record delivery', 'before')
  await expect(send()).rejects.toThrow(Death)
  world.setClock('2025-07-12T17:10:00Z')
  await send()
  const mails = world.posted.filter(({ subject }) => subject.startsWith('Gone'))
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1)
})

test('it is asked for a few times and then no more, and what was not told never', async () => {
  await news('10', 'Lavrov lands in Wonsan')
  await look('2025-07-11T10:05:00Z')
  expect(asked).toEqual([])
  await send()
  for (let hour = 0; hour < 24 * 12; hour += 1) {
    await look(new Date(Date.parse('2025-07-11T10:10:00Z') + hour * 3_600_000).toISOString())
  }
  expect(asked).toHaveLength(4)
})

test('a host is asked for one article in a round, and for none after Retry-After', async () => {
  await news('10', 'Lavrov lands in Wonsan', 'Lavrov sells the Moscow opera to a circus troupe')
  await send()
  await look('2025-07-11T10:10:00Z')
  expect(asked).toHaveLength(1)
  answer = { status: 429, headers: { 'retry-after': '7200' } }
  await look('2025-07-11T16:11:00Z')
  const before = asked.length
  await look('2025-07-11T17:00:00Z')
  expect(asked).toHaveLength(before)
})

test('a host that is being visited is left alone', async () => {
  await news('10', 'Lavrov lands in Wonsan')
  await send()
  const at = new Date('2025-07-11T10:10:00Z')
  const until = new Date(at.getTime() + 30_000)
  await world.store.takeHost({
    host: 'wire.example',
    holder: 'a poll',
    at,
    until,
    nextStartAt: until,
  })
  await look(at.toISOString())
  expect(asked).toEqual([])
  await look('2025-07-11T10:20:00Z')
  expect(asked).toHaveLength(1)
})

test('a death while looking forgets nothing that was known', async () => {
  await news('10', 'Lavrov lands in Wonsan')
  await send()
  await look('2025-07-11T10:10:00Z')
  answer = { status: 404 }
  await look('2025-07-11T17:00:00Z')
  await expect(look('2025-07-12T17:00:00Z', true)).rejects.toThrow(Death)
  await look('2025-07-12T17:10:00Z')
  const [digest] = await send()
  expect(digest?.corrections).toMatchObject([{ because: 'its address answers 404 (not found)' }])
})

test('who is told at once waits for no other news: what changed gathers like news', async () => {
  await vanish()
  const schedule = { crons: [], written: 'immediate', gatherMs: 300_000 }
  const timing = () => lookAtTiming(world, { ...desk, schedule }, [lavrov])
  expect(await timing()).toMatchObject({ due: false, because: 'news is gathering' })
  world.setClock('2025-07-12T17:05:01Z')
  expect(await timing()).toMatchObject({ due: true, because: 'news has gathered' })
})

test('nobody looks where that is turned off', () => {
  const off = { ...configuration, polling: { ...configuration.polling, checkTold: false } }
  const names = (settings: Configuration) => timetable(settings).map(({ job }) => job.name)
  expect(names(configuration)).toContain('look-at-articles')
  expect(names(off)).not.toContain('look-at-articles')
})

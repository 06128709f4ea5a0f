/** What the workers look for once a minute, so that nothing left undone stays so. */
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Configuration } from '../src/app/configuration/configuration.ts'
import { lookRound } from '../src/app/look-round.ts'
import type { OpenWorld } from '../src/app/world.ts'
import { NOTHING_NAMED } from '../src/core/watch/vocabulary.ts'
import { pollFeed } from '../src/pipeline.ts'
import type { Job, TimetableEntry } from '../src/ports.ts'
import { desk, lavrov, openTestWorld, testFeed, type TestWorld } from './support/world.ts'

const feeds = [testFeed('north'), testFeed('south')]
const configuration: Configuration = {
  watches: [lavrov],
  subscribers: [desk],
  feeds,
  polling: { concurrency: 4, hostSpacing: 1000, allowHosts: [], checkTold: true },
  mail: { from: '' },
  web: { host: '', port: 0 },
  warnings: [],
  hints: [],
  broken: [],
  vocabulary: NOTHING_NAMED,
  corpus: { remember: 86_400_000, mostDocuments: 1_000 },
}

let world: TestWorld
let waiting = 0
let inLine: Job[] = []
let mended: (readonly TimetableEntry[])[] = []

beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:30Z')
  ;[waiting, inLine, mended] = [0, [], []]
  for (const feed of feeds) await pollFeed(world, feed, [lavrov])
  await world.store.recordLook('desk', world.now())
  await world.store.recordLookBack(lavrov.name, 'any', world.now())
})
afterEach(() => world.close())

function look() {
  const open: OpenWorld = {
    ...world,
    parts: { store: '', queue: '', mail: '' },
    queue: {
      keepTimetable: async () => {},
      mendTimetable: async (entries) => mended.push(entries) - mended.length,
      add: async (job) => void inLine.push(job),
      work: async () => ({ drain: async () => true, setConcurrency() {} }),
      untilEmpty: async () => {},
      counts: async () => ({ waiting, active: 0, delayed: 0, failed: 0 }),
      jobs: async () => [],
      tryAgain: async () => false,
      close: async () => {},
    },
  }
  return lookRound({ world: open, configuration, log: pino({ enabled: false }) })
}

const subjects = () => inLine.map(({ name, subject }) => `${name} ${subject}`).toSorted()
const missed = ['poll-feed north', 'poll-feed south', 'send-digest desk']

test('visits and digests that were left undone are put in line', async () => {
  world.setClock('2025-07-11T07:08:00Z')
  await look()
  expect(subjects()).toEqual(expect.arrayContaining(missed))
})

test('what came due a moment ago is left to its own stroke', async () => {
  world.setClock('2025-07-11T07:00:30Z')
  await look()
  expect(subjects()).toEqual(expect.not.arrayContaining(missed.slice(0, 1)))
  expect(subjects()).toEqual(expect.not.arrayContaining(missed.slice(2)))
})

test('nothing is added to a line that still waits', async () => {
  world.setClock('2025-07-11T07:08:00Z')
  waiting = 1
  await look()
  expect(inLine).toEqual([])
})

test('one look a minute is enough, whoever takes it', async () => {
  await look()
  await look()
  expect(mended).toHaveLength(1)
  world.setClock('2025-07-11T06:01:30Z')
  await look()
  expect(mended).toHaveLength(2)
})

/** One round of everything, for who runs it from cron and never starts a service. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Configuration } from '../src/app/configuration/configuration.ts'
import { readConfiguration } from '../src/app/configuration/read-configuration.ts'
import { readEnvironment } from '../src/app/environment.ts'
import { openLog } from '../src/app/open-log.ts'
import { workRound } from '../src/app/work-off.ts'
import { openTestWorld, type TestWorld } from './support/world.ts'

const TROOPS = {
  id: 'troops',
  title: 'Troops parade in Pyongyang',
  text: 'Thousands of troops marched on Saturday, watched by guests from abroad.',
  published: '2025-07-11T05:00:00Z',
}

function configured(watches: string): Configuration {
  const reading = readConfiguration(
    `watches: [${watches}]
feeds: [{ id: north, name: North, url: 'https://north.example/feed' }]
subscribers: [{ name: Desk, to: desk@example.org, schedule: { every: 1h } }]
`,
    'wirewatch.yaml',
    {},
  )
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.configuration
}

const log = openLog(readEnvironment({ LOG_LEVEL: 'silent' }))
const before = configured('{ name: Lavrov, keywords: [Lavrov] }')
const after = configured(
  '{ name: Lavrov, keywords: [Lavrov] }, { name: Troops, keywords: [troops] }',
)

let world: TestWorld
let housesKept: number
beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  housesKept = 0
})
afterEach(() => world.close())

function round(instant: string, configuration: Configuration): Promise<number> {
  world.setClock(instant)
  const store = {
    ...world.store,
    retain: (...bounds: Parameters<typeof world.store.retain>) => {
      housesKept += 1
      return world.store.retain(...bounds)
    },
  }
  return workRound({ world: { ...world, store }, configuration, log })
}

test('a watch written later finds its past, and nobody is mailed it as news', async () => {
  await round('2025-07-11T06:00:00Z', before)
  world.outlets.serve('north', [TROOPS])
  expect(await round('2025-07-11T07:00:00Z', before)).toBe(0)
  expect(await world.store.placementsAfter(0)).toEqual([])
  expect(await round('2025-07-11T08:00:00Z', after)).toBe(0)
  expect(await world.store.placementsAfter(0)).toMatchObject([
    { item: { title: TROOPS.title }, heldBack: expect.stringContaining('“Troops” asked') },
  ])
  expect(world.posted.filter(({ text }) => text.includes(`NEW: ${TROOPS.title}`))).toEqual([])
})

test('the first round of an hour keeps house: items kept long enough are forgotten', async () => {
  await round('2025-07-11T06:00:00Z', before)
  world.outlets.serve('north', [TROOPS])
  await round('2025-07-11T07:00:00Z', before)
  await round('2025-07-11T07:20:00Z', before)
  await round('2025-07-11T07:59:00Z', before)
  expect(housesKept).toBe(2)
  expect((await world.store.counts()).items).toBe(1)
  await round('2026-02-01T07:00:00Z', before)
  expect(housesKept).toBe(3)
  expect((await world.store.counts()).items).toBe(0)
})

test('after an outage of our own network all feeds are visited as soon as one answers', async () => {
  const feeds = ['north', 'south', 'east'].map((id) => ({
    ...before.feeds[0]!,
    id,
    name: id,
    url: `https://${id}.example/feed`,
  }))
  const three = { ...before, feeds }
  const down = { failed: 'DNS gave no answer for north.example', failure: 'not reached' } as const
  for (const { id } of feeds) world.outlets.serve(id, down)
  world.outlets.serve('east', { failed: 'answered 500 (Internal Server Error)' })
  for (const at of ['06:00', '06:20', '07:00', '08:05']) await round(`2025-07-11T${at}:00Z`, three)
  const visited = world.outlets.visits.length
  for (const { id } of feeds) world.outlets.serve(id, [])
  await world.store.hastenVisit('north', new Date('2025-07-11T08:30:00Z'), 'asked for')
  const asked = async (at: string) => {
    await round(`2025-07-11T${at}:00Z`, three)
    return world.outlets.visits.slice(visited).map(({ feedId }) => feedId)
  }
  expect(await asked('08:30')).toEqual(['north'])
  expect(await asked('08:31')).toEqual(['north', 'south'])
})

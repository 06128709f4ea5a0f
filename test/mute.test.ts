/** What comes while a watch is muted is followed, and never told later. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replayHistory } from '../src/app/backtest/replay-history.ts'
import type { Digest, Watch } from '../src/model.ts'
import { pollFeed, sendDigest } from '../src/pipeline.ts'
import { desk, lavrov, openTestWorld, testFeed, type TestWorld } from './support/world.ts'

const wire = testFeed('wire')
const untilSunday: Watch = { ...lavrov, muted: { until: new Date('2025-07-13T00:00:00Z') } }
const arrival = {
  id: 'arrival',
  title: 'Lavrov lands in Wonsan for talks',
  text: 'Sergei Lavrov landed in the coastal city of Wonsan on Friday, his ministry said.',
  published: '2025-07-11T12:00:00Z',
}
const minsk = {
  id: 'minsk',
  title: 'Lavrov receives 4 envoys in Minsk',
  text: 'Lavrov received 4 envoys of the Red Cross at the airport of Minsk.',
  published: '2025-07-13T08:00:00Z',
}

let world: TestWorld
beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  await pollFeed(world, wire, [lavrov])
})
afterEach(() => world.close())

async function poll(at: string, watch: Watch, ...entries: (typeof arrival)[]) {
  world.setClock(at)
  world.outlets.serve('wire', entries)
  await pollFeed(world, wire, [watch])
}

async function send(at: string, watch: Watch): Promise<readonly Digest[]> {
  world.setClock(at)
  return (await sendDigest(world, desk, [watch], { from: 'w@example.org' })).digests
}

const headlines = (digests: readonly Digest[]) =>
  digests.flatMap(({ stories }) => stories.map(({ headline }) => headline))

test.each([
  ['until it is unmuted', { ...lavrov, muted: {} }, lavrov],
  ['until a day', untilSunday, untilSunday],
])('muted %s, whether or not a digest was looked into meanwhile', async (_, muted, after) => {
  await poll('2025-07-11T12:10:00Z', muted, arrival)
  expect(await send('2025-07-11T13:00:00Z', muted)).toEqual([])
  expect(await send('2025-07-13T06:00:00Z', after)).toEqual([])
  await poll('2025-07-13T06:30:00Z', after, arrival, { ...arrival, id: 'copied' })
  expect(await send('2025-07-13T07:00:00Z', after)).toEqual([])
  await poll('2025-07-13T08:10:00Z', after, arrival, minsk)
  expect(headlines(await send('2025-07-13T09:00:00Z', after))).toEqual([minsk.title])
  const days = await world.store.coverage(new Date(0), 'UTC')
  expect(days.map(({ news, rest }) => news + rest)).toEqual([1, 2])
})

test('a backtest of a watch muted until a day leaves out what came before that day', async () => {
  await poll('2025-07-11T12:10:00Z', lavrov, arrival)
  await poll('2025-07-13T08:10:00Z', lavrov, arrival, minsk)
  const plan = (watch: Watch) => ({ watches: [watch], subscribers: [desk], feeds: [wire] })
  const result = await replayHistory({
    history: world.store,
    plans: [plan(lavrov), plan(untilSunday), plan({ ...lavrov, muted: {} })],
    seeds: [],
    since: new Date(0),
    to: new Date('2025-07-13T12:00:00Z'),
  })
  if (!result.ok) throw new Error(result.problem)
  expect(result.outcomes.map(({ digests }) => headlines(digests))).toEqual([
    [arrival.title, minsk.title],
    [minsk.title],
    [],
  ])
})

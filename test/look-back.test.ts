/** A watch written after the news was read. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetGoneWatches, lookBack, watchesWithoutPast } from '../src/app/look-back.ts'
import { keywordsQuery } from '../src/core/watch/parse-query.ts'
import type { Watch } from '../src/model.ts'
import { pollFeed, sendDigest } from '../src/pipeline.ts'
import { desk, lavrov, openTestWorld, testFeed, type TestWorld } from './support/world.ts'

const wire = testFeed('wire')
const pyongyang: Watch = {
  name: 'Pyongyang',
  query: keywordsQuery(['Pyongyang']),
  written: 'Pyongyang',
}
const envoy = {
  id: 'envoy',
  title: 'An envoy is expected in Pyongyang',
  text: 'An envoy of the Red Cross is expected in Pyongyang on Friday, its office in Geneva said.',
  published: '2025-07-11T09:00:00Z',
}
const visit = {
  id: 'visit',
  title: 'Lavrov leaves for Pyongyang',
  text: 'Sergei Lavrov left Moscow for Pyongyang on Thursday, his ministry said.',
  published: '2025-07-11T09:30:00Z',
}

let world: TestWorld
beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  await pollFeed(world, wire, [lavrov])
  world.setClock('2025-07-11T10:00:00Z')
  world.outlets.serve('wire', [envoy, visit])
  await pollFeed(world, wire, [lavrov])
  await sendDigest(world, desk, [lavrov], { from: 'w@example.org' })
})
afterEach(() => world.close())

const both = [lavrov, pyongyang]

test('finds what was read before, as history that no digest tells', async () => {
  world.setClock('2025-07-12T06:00:00Z')
  expect(await lookBack(world, pyongyang)).toEqual({ read: 2, placed: 1 })
  const placed = await world.store.placementsAfter(0)
  expect(placed.map(({ item, heldBack }) => [item.title, heldBack])).toEqual([
    [visit.title, undefined],
    [envoy.title, 'it was read before the watch “Pyongyang” asked for it'],
  ])
  expect(placed[1]?.placedAt).toEqual(new Date('2025-07-11T10:00:00Z'))
  await sendDigest(world, desk, both, { from: 'w@example.org' })
  expect(world.posted).toHaveLength(1)
})

test('gives stories their beginning: a retelling that comes later is none of the news', async () => {
  await lookBack(world, pyongyang)
  world.setClock('2025-07-11T12:00:00Z')
  const retold = {
    ...envoy,
    id: 'retold',
    title: 'Pyongyang expects an envoy',
    published: '2025-07-11T11:00:00Z',
  }
  world.outlets.serve('wire', [retold, envoy, visit])
  const report = await pollFeed(world, wire, both)
  expect(report.placements.map(({ verdict }) => verdict.kind)).toEqual(['copy'])
})

test('is taken once for each wording, and again for a watch that was gone', async () => {
  const names = async (watches: readonly Watch[]) =>
    (await watchesWithoutPast(world.store, watches)).map(({ name }) => name)
  expect(await names(both)).toEqual(['Lavrov', 'Pyongyang'])
  for (const watch of both) await lookBack(world, watch)
  expect(await names(both)).toEqual([])
  expect(await names([lavrov, { ...pyongyang, query: keywordsQuery(['평양']) }])).toEqual([
    'Pyongyang',
  ])
  expect(await lookBack(world, pyongyang)).toEqual({ read: 2, placed: 0 })
  await forgetGoneWatches(world.store, [pyongyang])
  expect(await names(both)).toEqual(['Lavrov'])
})

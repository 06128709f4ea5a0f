/** What is asked of the store by the person who looks after the feeds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/adapters/sql/connection.ts'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import type { Store } from '../../src/ports.ts'
import { connections } from '../support/backends.ts'
import {
  aFeed,
  aMemory,
  anItem,
  aReport,
  daysAfter,
  minutesAfter,
  NOON,
} from '../support/builders.ts'
import { recordPolls } from '../support/record-polls.ts'

describe.each(await connections())('care of feeds on $name', (backend) => {
  let connection: Connection
  let store: Store
  beforeAll(async () => {
    connection = await backend.open()
    store = await openStore(connection)
  })
  afterAll(() => store.close())

  it('tells by day what a feed brought and how often it failed, of a first reading nothing', async () => {
    const feed = aFeed({ id: 'days' })
    const fresh = (...keys: string[]) => keys.map((key) => anItem({ key, feedId: 'days' }))
    await recordPolls(store, [aReport({ feed, at: NOON, fresh: fresh('a', 'b'), baseline: true })])
    await recordPolls(store, [aReport({ feed, at: minutesAfter(NOON, 5), fresh: fresh('c') })])
    await recordPolls(store, [aReport({ feed, at: minutesAfter(NOON, 9), fresh: fresh('d', 'e') })])
    await recordPolls(store, [aReport({ feed, at: daysAfter(NOON, 1), outcome: 'failed' })])
    const ours = (await store.feedDays(NOON)).filter(({ feedId }) => feedId === 'days')
    const day = (at: Date) => at.toISOString().slice(0, 10)
    expect(ours).toEqual([
      { feedId: 'days', day: day(NOON), fresh: 3, failed: 0 },
      { feedId: 'days', day: day(daysAfter(NOON, 1)), fresh: 0, failed: 1 },
    ])
    const later = await store.feedDays(minutesAfter(NOON, 6))
    expect(later.find(({ feedId }) => feedId === 'days')).toMatchObject({ fresh: 2 })
  })

  it('puts a visit forward, with all else that is remembered left as it was', async () => {
    const feed = aFeed({ id: 'soon' })
    const memory = aMemory({
      feedId: 'soon',
      url: feed.url,
      etag: '"x"',
      nextVisitAt: daysAfter(NOON, 7),
      lastVisitAt: NOON,
    })
    await recordPolls(store, [aReport({ feed, memory })])
    const before = await store.feedMemory('soon')
    await store.hastenVisit('soon', minutesAfter(NOON, 3), 'asked for on the page')
    expect(await store.feedMemory('soon')).toEqual({
      ...before,
      nextVisitAt: minutesAfter(NOON, 3),
      because: 'asked for on the page',
    })
    await store.hastenVisit('never-visited', NOON, 'asked for')
    expect(await store.feedMemory('never-visited')).toBeUndefined()
  })
})

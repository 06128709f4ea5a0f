import { describe, expect, it } from 'vitest'
import type { FeedRecord } from '../../model.ts'
import { outlineFeeds } from './outline-feeds.ts'

const now = new Date('2025-07-12T12:00:00Z')
const sound: FeedRecord = {
  feedId: 'wire',
  name: 'Wire',
  polls: 4,
  failedPolls: 0,
  freshItems: 3,
  lastSuccessAt: now,
}
const ill: FeedRecord = {
  ...sound,
  polls: 0,
  freshItems: 0,
  lastSuccessAt: new Date('2025-06-25T10:00:00Z'),
  trouble: 'answered 404 (Not Found)',
}
const lines = (...feeds: FeedRecord[]) =>
  outlineFeeds(feeds, 'UTC', now).map(({ state, words }) => `${state}: ${words}`)

describe('the proof of silence', () => {
  it('says that a feed is gone, why, and since when it is hardly looked for', () => {
    expect(lines({ ...ill, goneSince: new Date('2025-07-09T10:00:00Z') })).toEqual([
      'gone: Gone: answered 404 (Not Found); looked for once a week since Wed 9 Jul, 10:00, ' +
        'remove it or correct its address (last read Wed 25 Jun, 10:00).',
    ])
  })

  it('says that a feed is still not read though nobody looked in this time', () => {
    expect(lines(ill)).toEqual([
      'failed: Still not read, visited less often now: answered 404 (Not Found) (last read Wed 25 Jun, 10:00).',
    ])
  })

  it('says which feed ran over and when', () => {
    expect(lines({ ...sound, overflowedAt: new Date('2025-07-12T10:15:00Z') })).toEqual([
      'overflowed: 3 new items in 4 visits; every item was new at the visit of Sat 12 Jul, 10:15: some may have been missed.',
    ])
  })

  it('says which feed is quiet against its own rhythm', () => {
    const quiet = { latestItemAt: new Date('2025-07-09T10:00:00Z'), usualGapMs: 5_400_000 }
    expect(lines({ ...sound, freshItems: 0, ...quiet })).toEqual([
      'quiet: 0 new items in 4 visits; quiet since Wed 9 Jul, 10:00, where an item in 1 h 30 min is usual.',
    ])
  })

  it('puts what is wrong before what is well', () => {
    const gone = { ...ill, name: 'Gone Gazette', goneSince: now }
    expect(outlineFeeds([sound, gone, ill], 'UTC', now).map(({ state }) => state)).toEqual([
      'failed',
      'gone',
      'read',
    ])
  })
})

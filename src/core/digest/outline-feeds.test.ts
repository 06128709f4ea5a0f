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

  it('puts what is wrong before what is well', () => {
    const gone = { ...ill, name: 'Gone Gazette', goneSince: now }
    expect(outlineFeeds([sound, gone, ill], 'UTC', now).map(({ state }) => state)).toEqual([
      'failed',
      'gone',
      'read',
    ])
  })
})

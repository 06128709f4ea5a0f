import { expect, test } from 'vitest'
import { lookAtServers } from './look-at-servers.ts'

const now = new Date('2026-11-25T12:00:00Z')
const later = new Date('2026-11-25T12:00:03Z')
const redis = { clock: now, evicts: 'noeviction', keeps: true }

test.each([
  ['no server', {}, []],
  ['servers in order', { database: now, redis }, ['clock well', 'clock well', 'Redis well']],
  ['a database whose clock runs ahead', { database: later }, ['clock ill']],
  [
    'a Redis that evicts',
    { redis: { ...redis, evicts: 'allkeys-lru' } },
    ['clock well', 'Redis ill'],
  ],
  [
    'a Redis without a disk',
    { redis: { ...redis, keeps: false } },
    ['clock well', 'Redis doubtful'],
  ],
  [
    'one that tells nothing of its memory',
    { redis: { ...redis, evicts: '' } },
    ['clock well', 'Redis well'],
  ],
])('the doctor on %s', (_, facts, found) => {
  expect(lookAtServers(facts, now).map(({ about, state }) => `${about} ${state}`)).toEqual(found)
})

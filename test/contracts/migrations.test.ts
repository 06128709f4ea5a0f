import { expect, it } from 'vitest'
import { first } from '../../src/adapters/store/migrations/0001-first.ts'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import { connections } from '../support/backends.ts'
import { daysAfter, minutesAfter, NOON } from '../support/builders.ts'

const RELEASED = [
  ...first,
  'create table migration (version integer primary key, applied_at timestamptz not null default now())',
  'insert into migration (version) values (1)',
  `insert into feed_memory (feed_id, url, etag, validators_since, body_hash, baseline_at,
    last_visit_at, last_success_at, failures_in_a_row, next_visit_at, usual_gap_ms, keyed_by,
    last_ids, asked_to_wait_until, wishes, because)
  values ('herald', 'https://herald.example/rss', 'W/"1"', '2025-07-09T12:00:00Z', 'f00d',
    '2025-07-08T12:00:00Z', '2025-07-11T12:00:00Z', '2025-07-10T12:00:00Z', 2,
    '2025-07-11T12:15:00Z', 1234567.5, 'address', '{"a":"b"}', '2025-07-11T12:10:00Z',
    '{"ttlMinutes":5}', 'the outlet''s wish'),
    ('wire', 'https://wire.example/rss', null, null, null, null, null, null, 0, null, null, null,
    null, null, null, 'first visit')`,
  `insert into poll values ('herald', '2025-07-11T12:00:00Z', 'The Herald', 'failed', 'no answer',
    '[]', 0, 0, 0, false, false)`,
]

it.each(await connections())(
  'what the first release remembered of its feeds is remembered by this one on $name',
  async (backend) => {
    const connection = await backend.open()
    for (const statement of RELEASED) await connection.query(statement)
    const store = await openStore(connection)
    try {
      expect(await store.feedMemory('herald')).toEqual({
        feedId: 'herald',
        url: 'https://herald.example/rss',
        etag: 'W/"1"',
        validatorsSince: daysAfter(NOON, -2),
        bodyHash: 'f00d',
        baselineAt: daysAfter(NOON, -3),
        lastVisitAt: NOON,
        lastSuccessAt: daysAfter(NOON, -1),
        failuresInARow: 2,
        nextVisitAt: minutesAfter(NOON, 15),
        usualGapMs: 1_234_567.5,
        keyedBy: 'address',
        lastIds: { a: 'b' },
        askedToWaitUntil: minutesAfter(NOON, 10),
        wishes: { ttlMinutes: 5 },
        because: "the outlet's wish",
      })
      expect(await store.feedMemory('wire')).toEqual({
        feedId: 'wire',
        url: 'https://wire.example/rss',
        failuresInARow: 0,
        because: 'first visit',
      })
      const { waiting } = await store.beforeVisit('wire', NOON)
      expect(waiting).toHaveLength(1)
      const [record] = await store.feedRecords(daysAfter(NOON, -1), NOON)
      expect(record).toMatchObject({
        feedId: 'herald',
        lastSuccessAt: daysAfter(NOON, -1),
        usualGapMs: 1_234_567.5,
      })
    } finally {
      await store.close()
    }
  },
)

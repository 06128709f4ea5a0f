import { expect, test } from 'vitest'
import type { FeedHealth } from '../../core/feed/feed-health.ts'
import { judgeOperation } from './judge-operation.ts'
import type { Operation, SubscriberState } from './read-operation.ts'

const at = new Date('2026-11-25T12:00:00Z')
const before = (minutes: number) => new Date(at.getTime() - minutes * 60_000)

const feed: FeedHealth = {
  id: 'a',
  name: 'A',
  url: 'https://a.example/rss',
  health: 'well',
  failuresInARow: 0,
  nextVisitAt: before(-10),
  because: 'every 15 min',
}
const desk: SubscriberState = {
  id: 'desk',
  name: 'Desk',
  schedule: 'every 1h',
  lookedAt: before(20),
  nextAt: before(-40),
  waiting: 0,
  deliveries: [],
}
const well: Operation = {
  at,
  zone: 'UTC',
  feeds: [feed],
  lastVisitAt: before(5),
  subscribers: [desk],
  stored: { items: 1, documents: 1, stories: 1, digests: 1 },
}
const delivery = {
  digestId: 'd',
  addressee: 'mail:desk@example.org',
  at: before(10),
  attempts: 1,
  receipt: '550 no such user',
}

test.each<[string, Operation, readonly (readonly [string, string])[]]>([
  ['all is well', well, []],
  [
    'no feed was visited for an hour, though one is due',
    { ...well, lastVisitAt: before(61), feeds: [{ ...feed, nextVisitAt: before(46) }] },
    [['visits', 'ill']],
  ],
  [
    'a feed is due for long, and others are visited',
    { ...well, feeds: [{ ...feed, nextVisitAt: before(46) }] },
    [],
  ],
  [
    'nobody is due at night',
    { ...well, lastVisitAt: before(300), feeds: [{ ...feed, nextVisitAt: before(-10) }] },
    [],
  ],
  ['the queue does not answer', { ...well, queueTrouble: 'no answer in 5 s' }, [['queue', 'ill']]],
  ['the disk has little room', { ...well, freeBytes: 1e9 }, [['data folder', 'doubtful']]],
  ['the disk is as good as full', { ...well, freeBytes: 2e8 }, [['data folder', 'ill']]],
  ['the disk has room', { ...well, freeBytes: 2e9 }, []],
  [
    'every feed fails',
    { ...well, feeds: [{ ...feed, health: 'failing', failuresInARow: 2 }] },
    [['feeds', 'ill']],
  ],
  [
    'a digest is late',
    { ...well, subscribers: [{ ...desk, nextAt: before(31) }] },
    [['digests for Desk', 'ill']],
  ],
  [
    'a digest is late in quiet hours',
    { ...well, subscribers: [{ ...desk, nextAt: before(31), quietUntil: before(-60) }] },
    [],
  ],
  [
    'the first digest was never looked into',
    { ...well, subscribers: [{ ...desk, lookedAt: undefined as never, nextAt: before(31) }] },
    [],
  ],
  [
    'mail is refused',
    { ...well, subscribers: [{ ...desk, deliveries: [{ ...delivery, outcome: 'refused' }] }] },
    [['mail to mail:desk@example.org', 'ill']],
  ],
  [
    'mail waits for a moment',
    {
      ...well,
      subscribers: [
        {
          ...desk,
          waiting: 1,
          waitingSince: before(10),
          deliveries: [{ ...delivery, outcome: 'trouble' }],
        },
      ],
    },
    [['delivery to Desk', 'doubtful']],
  ],
  [
    'mail waits for two hours',
    { ...well, subscribers: [{ ...desk, waiting: 1, waitingSince: before(120) }] },
    [['delivery to Desk', 'ill']],
  ],
  ['the file is wrong', { ...well, configurationTrouble: 'line 3' }, [['configuration', 'ill']]],
  ['nobody is told', { ...well, subscribers: [] }, [['subscribers', 'doubtful']]],
])('%s', (_, operation, expected) => {
  const findings = judgeOperation(operation)
  expect(findings.map(({ about, state }) => [about, state])).toEqual(expected)
  for (const { next } of findings) expect(next).toBeTruthy()
})

test('what was refused and waits to be tried again is named, though later mail was taken', () => {
  const refused = { ...delivery, outcome: 'refused', receipt: '554 not today' } as const
  const waiting = { ...desk, waiting: 1, waitingSince: before(120), refused: [refused] }
  const [finding] = judgeOperation({ ...well, subscribers: [waiting] })
  expect(finding?.found).toContain('mail:desk@example.org: 554 not today')
})

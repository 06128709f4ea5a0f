/** The past sent through the line again. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compareOutcomes, type Telling } from '../src/app/backtest/compare-outcomes.ts'
import { lookAtTiming } from '../src/app/look-at-timing.ts'
import { asSent } from '../src/app/backtest/open-past.ts'
import { replayHistory, type Plan } from '../src/app/backtest/replay-history.ts'
import { keywordsQuery } from '../src/core/watch/parse-query.ts'
import type { Digest, Subscriber, Watch } from '../src/model.ts'
import { pollFeed, sendDigest } from '../src/pipeline.ts'
import type { CannedEntry } from './support/canned-outlets.ts'
import { desk, lavrov, openTestWorld, testFeed, type TestWorld } from './support/world.ts'

const [north, south] = [testFeed('north'), testFeed('south')]
const inForce: Plan = { watches: [lavrov], subscribers: [desk], feeds: [north, south] }

const entry = (id: string, title: string, text: string, published: string): CannedEntry => ({
  id,
  title,
  text,
  published: `2025-07-${published}:00Z`,
})
const old = entry('old', 'Lavrov in Kuala Lumpur', 'Lavrov spoke in Kuala Lumpur.', '10T09:00')
const arrival = entry(
  'z-arrival',
  'Lavrov lands in Wonsan for talks',
  'Sergei Lavrov landed in the coastal city of Wonsan on Friday and will stay until Sunday, his ministry said. He came from a regional meeting in Kuala Lumpur.',
  '11T12:00',
)
const copied = { ...arrival, id: 'a-copy' }
const retold = entry(
  'retold',
  'Russian minister Lavrov in Wonsan for talks',
  'Sergei Lavrov is in Wonsan until Sunday, having landed on Friday from Kuala Lumpur.',
  '11T13:00',
)
const meeting = entry(
  'meeting',
  'Lavrov meets Kim in Wonsan',
  'Lavrov met Kim Jong Un aboard a yacht off Wonsan on Saturday. He handed over a letter and 3 proposals.',
  '12T09:00',
)
const live = entry('live', 'Friday live', 'All the news of the day, minute by minute.', '11T12:30')
const cricket = entry(
  'cricket',
  'Rain stops play',
  'No play after 14 overs at Headingley.',
  '11T12:30',
)

let world: TestWorld
let sent: Digest[]
beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  sent = []
})
afterEach(() => world.close())

async function poll(at: string, feed: typeof north, ...entries: CannedEntry[]) {
  world.setClock(`2025-07-${at}:00Z`)
  world.outlets.serve(feed.id, entries)
  await pollFeed(world, feed, inForce.watches)
}

async function send(at: string) {
  world.setClock(`2025-07-${at}:00Z`)
  const { digests } = await sendDigest(world, desk, inForce.watches, { from: 'w@example.org' })
  sent.push(...digests)
}

/** Two days: a baseline, an event in two feeds, a headline that changes, a feed away for days. */
async function live2days() {
  await poll('11T06:10', north, old)
  await poll('11T06:10', south)
  await send('11T07:00')
  await poll('11T12:10', south, cricket, live)
  await poll('11T12:10', north, arrival, copied, old)
  await send('11T13:00')
  await poll('11T13:40', south, retold, live, cricket)
  await send('11T14:00')
  await poll('11T14:40', south, { ...live, title: 'Live: Lavrov at sea', text: 'A yacht left.' })
  await send('11T15:00')
  await poll('12T10:00', north, meeting, arrival)
  await send('12T10:00')
  await poll(
    '21T10:20',
    south,
    entry('late', 'Lavrov was in Minsk', 'He met 4 envoys.', '12T08:00'),
  )
  await send('21T11:00')
}

async function backtest(...plans: readonly Plan[]) {
  const replay = { seeds: [], since: new Date(0), to: new Date('2025-07-21T12:00:00Z') }
  const result = await replayHistory({ ...replay, history: world.store, plans })
  if (!result.ok) throw new Error(result.problem)
  return result.outcomes
}

/** The proof of silence is read from the record when a mail is written. */
const withoutFeeds = (digests: readonly Digest[] = []) =>
  digests.map((digest) => ({ ...digest, feeds: [] }))

test('an unchanged configuration gives exactly the digests that were sent', async () => {
  await live2days()
  const [again] = await backtest(inForce)
  expect(sent.length).toBeGreaterThan(3)
  expect(withoutFeeds(again?.digests)).toEqual(withoutFeeds(sent))
})

describe('what goes out by more than the slots of a schedule', () => {
  const hourly = { crons: ['0 * * * *'], written: 'hourly' }
  const asleep: Subscriber = { ...desk, schedule: hourly, quiet: [{ from: '20:00', to: '08:00' }] }
  const atOnce: Subscriber = {
    ...desk,
    id: 'at-once',
    schedule: { crons: [], written: 'at once', gatherMs: 300_000 },
    paceAlarm: true,
  }
  const kim: Watch = { name: 'Kim', query: keywordsQuery(['Kim']), written: 'Kim', urgent: true }
  const wave = ['east', 'west', 'centre', 'coast', 'hills', 'plains'].map(testFeed)
  const feeds = [north, south, ...wave]
  const plan: Plan = { feeds, watches: [lavrov, kim], subscribers: [asleep, atOnce] }

  /** As the job does, which looks every minute; here in those in which something may go out. */
  async function look(...times: readonly string[]) {
    for (const at of times) {
      world.setClock(`2025-07-${at}:00Z`)
      for (const subscriber of plan.subscribers) {
        const { due } = await lookAtTiming(world, subscriber, plan.watches)
        if (due) {
          const { digests } = await sendDigest(world, subscriber, plan.watches, {
            from: 'w@example.org',
          })
          sent.push(...digests)
        }
      }
    }
  }
  async function pollAt(at: string, feed: typeof north, ...entries: CannedEntry[]) {
    world.setClock(`2025-07-${at}:00Z`)
    world.outlets.serve(feed.id, entries)
    await pollFeed(world, feed, plan.watches)
  }

  async function liveByNight() {
    await pollAt('11T06:10', north, old)
    await pollAt('11T06:10', south)
    for (const feed of wave) await pollAt('11T06:10', feed, cricket)
    await look('11T06:10', '11T12:00')
    await pollAt('11T12:10', north, arrival, old)
    await look('11T12:10', '11T12:15', '11T13:00', '11T20:00')
    await pollAt('11T20:20', south, {
      ...retold,
      published: '2025-07-11T20:10:00Z',
      text: `${retold.text} He brought 40 officers and 12 engineers.`,
    })
    await look('11T20:20', '11T20:25', '11T21:00', '12T08:00', '12T09:00')
    await pollAt(
      '12T22:10',
      north,
      { ...meeting, published: '2025-07-12T22:00:00Z' },
      { ...arrival, title: 'Lavrov did not land in Wonsan for talks' },
    )
    await look('12T22:10', '12T22:15', '12T23:00')
    for (const feed of wave) {
      await pollAt('12T23:10', feed, { ...meeting, published: '2025-07-12T23:00:00Z' })
    }
    await look('12T23:10', '12T23:15', '13T08:00', '13T09:00')
  }

  test('goes out in the past as it did: quiet hours, urgent news, gathering, waves, corrections, what was told before', async () => {
    await liveByNight()
    const [again] = await backtest(plan)
    const order = (digests: readonly Digest[]) => digests.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(withoutFeeds(order(again?.digests ?? []))).toEqual(withoutFeeds(order(sent)))
    const told = (id: string) =>
      sent.flatMap((digest) =>
        digest.subscriberId === id ? [digest.composedAt.toISOString().slice(8, 16)] : [],
      )
    expect(told(asleep.id)).toEqual(['11T13:00', '12T08:00', '12T22:10'])
    expect(told(atOnce.id)).toEqual(['11T12:15', '11T20:25', '12T22:10', '12T23:10'])
    expect(sent.some(({ stories }) => stories.some(({ earlier }) => earlier))).toBe(true)
    expect(sent.some(({ corrections }) => corrections)).toBe(true)
    expect(sent.flatMap(({ rising = [] }) => rising)).toMatchObject([{ outlets: 7 }])
  })
})

test('a replayed digest counts as the one sent only where it says the same', async () => {
  await live2days()
  const [digest] = sent
  const [story] = digest!.stories
  const changed = (part: object) => asSent({ ...digest!, stories: [{ ...story!, ...part }] }).told
  expect(changed({})).toEqual(asSent(digest!).told)
  expect(changed({ copies: 7 })).toEqual(changed({}))
  for (const part of [{ watch: 'Kim' }, { headline: 'No' }, { sentences: [] }, { urgent: true }]) {
    expect(changed(part)).not.toEqual(changed({}))
  }
  expect(asSent({ ...digest!, rising: [{ title: 'R' } as never] }).told).toContain('rising R')
})

describe('a changed configuration', () => {
  const talks: Watch = {
    name: 'Lavrov',
    query: keywordsQuery(['Lavrov', 'overs']),
    written: 'Lavrov | overs',
  }
  const yachts: Watch = {
    name: 'Lavrov',
    query: keywordsQuery(['Kim Jong Un', 'Minsk']),
    written: 'Kim Jong Un | Minsk',
  }

  async function compare(changed: Plan) {
    await live2days()
    const [before, after] = await backtest(inForce, changed)
    const facts = { from: new Date('2025-07-11T06:10:00Z'), to: new Date('2025-07-25T06:10:00Z') }
    const [difference] = compareOutcomes(before!, after!, facts)
    return difference!
  }
  const headlines = (tellings: readonly Telling[]) => tellings.map(({ story }) => story.headline)

  test('that asks for more gains the stories it would have told, and says why they were not', async () => {
    const difference = await compare({ ...inForce, watches: [talks] })
    expect(headlines(difference.gained)).toEqual(['Rain stops play'])
    expect(difference.gained[0]?.because).toContain(
      'Lavrov does not ask for it (Lavrov: it is not there',
    )
    expect(difference.lost).toEqual([])
    expect(difference.after.mailsPerWeek).toBeGreaterThanOrEqual(difference.before.mailsPerWeek)
    expect(difference.after.stories).toBe(difference.before.stories + 1)
  })

  test('that asks for less loses them, each with the clause that failed', async () => {
    const { lost, gained, after } = await compare({ ...inForce, watches: [yachts] })
    expect(gained).toEqual([])
    expect(headlines(lost)).toContain('Lavrov lands in Wonsan for talks')
    expect(lost[0]?.because).toContain('Kim Jong Un')
    expect(after.stories).toBe(2)
  })

  test('that mutes a watch, drops a feed or a subscriber says so', async () => {
    const muted = await compare({ ...inForce, watches: [{ ...lavrov, muted: {} }] })
    expect(muted.after.mails).toBe(0)
    expect(new Set(muted.lost.map(({ because }) => because))).toEqual(new Set(['Lavrov is muted']))
  })

  test('that mails less often tells the same in fewer mails', async () => {
    const daily = { ...desk, schedule: { crons: ['0 8 * * *'], written: 'daily at 08:00' } }
    const { before, after, lost, otherwise } = await compare({ ...inForce, subscribers: [daily] })
    expect(lost).toEqual([])
    expect(after.mails).toBeLessThan(before.mails)
    expect(otherwise.length).toBeGreaterThan(0)
  })
})

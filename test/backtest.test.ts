/** The past sent through the line again. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compareOutcomes, type Telling } from '../src/app/backtest/compare-outcomes.ts'
import { replayHistory, type Plan } from '../src/app/backtest/replay-history.ts'
import { keywordsQuery } from '../src/core/watch/parse-query.ts'
import type { Digest, Watch } from '../src/model.ts'
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

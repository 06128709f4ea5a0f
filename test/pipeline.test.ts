import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keywordsQuery } from '../src/core/watch/parse-query.ts'
import { pollFeed, sendDigest } from '../src/pipeline.ts'
import type { CannedEntry } from './support/canned-outlets.ts'
import {
  Death,
  desk,
  lavrov,
  openTestWorld,
  testFeed,
  type Step,
  type TestWorld,
} from './support/world.ts'

const north = testFeed('north')
const south = testFeed('south')

const arrival: CannedEntry = {
  id: 'arrival',
  title: 'Lavrov lands in Wonsan for talks',
  text: 'Sergei Lavrov landed in the coastal city of Wonsan on Friday and will stay until Sunday, his ministry said. He came from a regional meeting in Kuala Lumpur.',
  published: '2025-07-11T12:00:00Z',
}
const arrivalRetold: CannedEntry = {
  id: 'arrival-retold',
  title: 'Russian minister Lavrov in Wonsan for talks',
  text: 'Sergei Lavrov is in Wonsan until Sunday, having landed on Friday from Kuala Lumpur.',
  published: '2025-07-11T13:00:00Z',
}
const meeting: CannedEntry = {
  id: 'meeting',
  title: 'Lavrov meets Kim in Wonsan',
  text: 'Lavrov met Kim Jong Un aboard a yacht off Wonsan on Saturday. He handed over a letter and 3 proposals.',
  published: '2025-07-12T09:00:00Z',
}
const cricket: CannedEntry = {
  id: 'cricket',
  title: 'Rain stops play at Headingley',
  text: 'The third day was washed out after 14 overs.',
  published: '2025-07-11T12:30:00Z',
}

let world: TestWorld
beforeEach(async () => {
  world = await openTestWorld('2025-07-11T06:00:00Z')
  for (const feed of [north, south]) await pollFeed(world, feed, [lavrov])
})
afterEach(() => world.close())

const poll = (feed = north) => pollFeed(world, feed, [lavrov])
const send = async () =>
  (await sendDigest(world, desk, [lavrov], { from: 'Wirewatch <w@example.org>' })).digests
const told = () => world.posted.map(({ subject }) => subject)

function later(instant: string, ...entries: CannedEntry[]): void {
  world.setClock(instant)
  world.outlets.serve('north', entries)
}

describe('news on its way into a digest', () => {
  test('a story nobody told before is mailed once', async () => {
    later('2025-07-11T14:00:00Z', arrival, cricket)
    const report = await poll()
    expect(report.outcome).toBe('news')
    expect(report.placements.map(({ verdict }) => verdict.kind)).toEqual(['new'])
    await send()
    expect(told()).toHaveLength(1)
    expect(told()[0]).toContain('Lavrov lands in Wonsan')

    world.setClock('2025-07-11T15:00:00Z')
    expect((await poll()).fresh).toEqual([])
    await send()
    expect(told()).toHaveLength(1)
  })

  test('what stood in a feed when it was first read is not news', async () => {
    const east = testFeed('east')
    world.outlets.serve('east', [arrival])
    world.setClock('2025-07-11T14:00:00Z')
    const report = await pollFeed(world, east, [lavrov])
    expect(report.baseline).toBe(true)
    await send()
    expect(told()).toEqual([])
  })

  test('a first digest goes back a week, and no look, however late, loses what came after the one before', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    later('2025-07-19T14:00:00Z', { ...meeting, published: '2025-07-19T13:00:00Z' }, arrival)
    await poll()
    const newcomer = { ...desk, id: 'newcomer' }
    const sendFirst = async () =>
      (await sendDigest(world, newcomer, [lavrov], { from: 'Wirewatch <w@example.org>' })).digests
    await world.store.recordLook('newcomer', new Date('2025-07-19T13:59:00Z'))
    world.setClock('2025-08-19T14:00:00Z')
    const [digest] = await sendFirst()
    expect(digest?.stories.map(({ headline }) => headline)).toEqual([meeting.title])
    expect(digest?.covers.after).toBe(0)
    world.setClock('2025-08-19T15:00:00Z')
    expect(await sendFirst()).toEqual([])
  })

  test('who was told that nothing is new is not told all of the past next time', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    world.setClock('2025-07-19T14:00:00Z')
    const always = { ...desk, evenWhenNothingIsNew: true }
    for (const hour of [14, 15]) {
      world.setClock(`2025-07-19T${hour}:00:00Z`)
      const { digests } = await sendDigest(world, always, [lavrov], { from: 'W <w@example.org>' })
      expect(digests.map(({ stories }) => stories)).toEqual([[]])
    }
  })

  test('two feeds with one event make one story', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    world.outlets.serve('south', [arrivalRetold])
    const [first, second] = [await poll(north), await poll(south)]
    expect(second.placements[0]?.verdict.storyId).toBe(first.placements[0]?.verdict.storyId)
    expect(second.placements[0]?.verdict.kind).toBe('retelling')
    const [digest] = await send()
    expect(digest?.stories).toHaveLength(1)
    expect(digest?.stories[0]?.alsoIn).toEqual(['SOUTH'])
  })

  test('a development is told with its new sentences and not with the old ones', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    await send()
    later('2025-07-12T10:00:00Z', { ...meeting, text: `${meeting.text} ${arrival.text}` }, arrival)
    await poll()
    const [digest] = await send()
    const sentences = digest?.stories[0]?.sentences.map(({ text }) => text).join(' ') ?? ''
    expect(sentences).toContain('aboard a yacht')
    expect(sentences).not.toContain('Kuala Lumpur')
  })

  test('what was told as an update of a story it was taken out of is told so, with what follows', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    const [opening] = (await poll()).placements
    await send()
    later('2025-07-12T10:00:00Z', meeting, arrival)
    const [update] = (await poll()).placements
    expect(update?.verdict).toMatchObject({ kind: 'update', storyId: opening?.verdict.storyId })
    await send()

    const { storyId: from } = opening!.verdict
    const { id, title } = update!.document
    const move = { from, to: `s${id}`, title, documents: [id], because: 'another event' }
    await world.store.recordMoves([move], 'Ann', world.now())
    const more = 'Kim gave Lavrov a boat called Chollima. Lavrov met Kim aboard a yacht off Wonsan.'
    const gift = { ...meeting, id: 'gift', title: 'Kim gives Lavrov a boat on yacht off Wonsan' }
    later('2025-07-12T20:00:00Z', { ...gift, text: more, published: '2025-07-12T19:00:00Z' })
    expect((await poll()).placements[0]?.verdict.storyId).toBe(`s${id}`)
    const [digest] = await send()
    expect(digest?.stories[0]?.earlier).toMatchObject([
      { headline: meeting.title, under: arrival.title },
    ])
    expect(world.posted.at(-1)?.text).toMatch(/Lavrov meets Kim in Wonsan\s+\(then under 'Lavrov/)
  })

  test('a feed that fails is put on record and tried later', async () => {
    world.setClock('2025-07-11T14:00:00Z')
    world.outlets.serve('north', { failed: 'the connection was refused' })
    const report = await poll()
    expect(report).toMatchObject({ outcome: 'failed', memory: { failuresInARow: 1 } })
    expect(report.because).toContain('refused')
    expect(report.memory.nextVisitAt?.getTime()).toBeGreaterThan(report.at.getTime())
  })

  test('the digest says which feed could not be read', async () => {
    world.outlets.serve('south', { failed: 'the connection was refused' })
    later('2025-07-11T14:00:00Z', arrival)
    await poll(south)
    await poll(north)
    await send()
    expect(world.posted[0]?.text).toContain('refused')
  })
})

describe('an item whose headline changes', () => {
  const live: CannedEntry = { ...cricket, id: 'live', title: 'Friday live', text: 'What happened.' }

  test('is asked about anew, and told once', async () => {
    later('2025-07-11T13:00:00Z', live)
    await poll()
    later('2025-07-11T14:00:00Z', { ...live, title: 'Live: Lavrov lands in Wonsan' })
    const report = await poll()
    expect(report).toMatchObject({ outcome: 'news', fresh: [], revised: [{ placed: false }] })
    await send()
    later('2025-07-11T15:00:00Z', { ...live, title: 'Live: Lavrov in Wonsan, what we know' })
    expect(await poll()).toMatchObject({
      outcome: 'nothing new',
      because: 'no watch asks for any of 1 item worded anew',
      revised: [{ placed: true }],
    })
    await send()
    expect(told()).toEqual([expect.stringContaining('Live: Lavrov lands in Wonsan')])
  })
})

describe('a feed whose guids cannot be trusted', () => {
  const standing = ['sappers', 'harvest', 'envoy'].map((id): CannedEntry => ({
    id,
    title: `Lavrov and the ${id}`,
    text: `Lavrov said on Thursday what he thinks of the ${id}.`,
    published: '2025-07-11T11:00:00Z',
  }))
  /** What was fresh at each of these polls, an hour apart. */
  async function replay(...polls: readonly (readonly CannedEntry[])[]): Promise<string[][]> {
    const fresh: string[][] = []
    for (const [hour, entries] of polls.entries()) {
      later(`2025-07-11T${13 + hour}:00:00Z`, ...entries)
      fresh.push((await poll()).fresh.map(({ url }) => url.replace(/.*\//, '')))
    }
    return fresh
  }
  const stamped = (stamp: string, entries = standing) =>
    entries.map((entry) => ({ ...entry, guid: `${entry.id}?${stamp}` }))

  test('because they change at every poll: no item is new twice, and news still is', async () => {
    const names = standing.map(({ id }) => id)
    const fresh = await replay(
      stamped('1'),
      stamped('2'),
      stamped('3', [arrival, ...standing]),
      stamped('4', [arrival, ...standing]),
      stamped('4', [meeting, arrival]),
      stamped('5', [meeting, ...standing]),
    )
    expect(fresh).toEqual([names, [], ['arrival'], [], ['meeting'], []])
    await send()
    await send()
    expect(world.posted).toHaveLength(1)
  })

  test('because one stands for several items: they stay seen when one of them remains', async () => {
    const [first, second, third] = standing
    const shared = { ...second!, guid: 'same' }
    const fresh = await replay(
      [first!, third!],
      [{ ...arrival, guid: 'same' }, shared, first!, third!],
      [shared, first!, third!],
      [{ ...meeting, guid: 'same' }, first!],
    )
    expect(fresh).toEqual([['sappers', 'envoy'], ['arrival', 'harvest'], [], ['meeting']])
  })

  test('is told by every guid: one entry published anew is left to its guid', async () => {
    const [first, ...others] = standing
    const fresh = await replay(standing, [{ ...first!, guid: 'sappers-again' }, ...others])
    expect(fresh[1]).toEqual(['sappers'])
  })
})

describe('each addressee alone', () => {
  const ops = { kind: 'slack', id: 'ops', url: 'https://hooks.example/x' } as const
  const both = { ...desk, channels: [ops] }
  const sendBoth = () => sendDigest(world, both, [lavrov], { from: 'w@example.org' })

  test('a channel in trouble holds up no mail, is tried again when its time comes, and keeps order', async () => {
    world.answerNotices({ outcome: 'trouble', receipt: '503 down' })
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    const { deliveries } = await sendBoth()
    expect(deliveries.map(({ addressee, outcome }) => [addressee, outcome])).toEqual([
      ['mail:desk@example.org', 'accepted'],
      ['slack:ops', 'trouble'],
    ])
    later('2025-07-11T14:00:30Z', { ...meeting, published: '2025-07-11T14:00:00Z' }, arrival)
    await poll()
    await sendBoth()
    expect(world.posted).toHaveLength(2)
    expect(world.noticed).toHaveLength(1)
    world.answerNotices({ outcome: 'accepted', receipt: '200 ok' })
    world.setClock('2025-07-11T14:01:00Z')
    await sendBoth()
    expect(world.posted).toHaveLength(2)
    const notices = world.noticed.map(({ body }) => /"text":"([^"]*)"/.exec(body)?.[1])
    expect(notices).toEqual([
      expect.stringContaining('lands'),
      expect.stringContaining('lands'),
      expect.stringContaining('meets Kim'),
    ])
    expect(await world.store.undelivered('desk')).toEqual([])
  })

  test('what a mail server refused for good, the next mail that arrives names once', async () => {
    world.answerMail({ outcome: 'refused', receipt: '552 mailbox full' })
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    await send()
    world.answerMail({ outcome: 'accepted', receipt: '250 OK' })
    later('2025-07-11T14:50:00Z', { ...meeting, published: '2025-07-11T14:45:00Z' }, arrival)
    await poll()
    await send()
    const { text = '', html = '' } = world.posted[1] ?? {}
    for (const part of [text, html]) {
      expect(part).toContain('Digests that did not reach you')
      expect(part).toContain('552 mailbox full')
      expect(part).toContain(arrival.title)
    }
    const letter = { id: 'letter', title: 'Kim hands Lavrov a letter for Putin', text: '' }
    later('2025-07-12T15:10:00Z', { ...letter, published: '2025-07-12T15:00:00Z' })
    await poll()
    await send()
    expect(world.posted[3]?.text).toContain(letter.title)
    expect(world.posted[3]?.text).not.toContain('did not reach you')
  })

  test('what one server refused once comes whole an hour later, and nothing waited for it', async () => {
    world.answerMail({ outcome: 'refused', receipt: '554 not today' })
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    await send()
    world.answerMail({ outcome: 'accepted', receipt: '250 OK' })
    later('2025-07-11T14:30:00Z', { ...meeting, published: '2025-07-11T14:20:00Z' }, arrival)
    await poll()
    await send()
    expect(world.posted).toHaveLength(2)
    expect(world.posted[1]?.text).toContain(meeting.title)
    world.setClock('2025-07-11T15:00:00Z')
    await send()
    expect(world.posted).toHaveLength(3)
    expect(world.posted[2]?.messageId).toBe(world.posted[0]?.messageId)
    expect(world.posted[2]?.text).toContain(arrival.title)
    expect(world.posted[2]?.text).not.toContain('did not reach you')
    expect(await world.store.undelivered('desk')).toEqual([])
  })

  test('an update answers the mail that told the story, and says how it was told', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    await send()
    later('2025-07-12T10:00:00Z', { ...meeting, text: `${meeting.text} ${arrival.text}` }, arrival)
    await poll()
    await send()
    const [first, second] = world.posted
    expect(second?.headers['In-Reply-To']).toBe(first?.messageId)
    expect(second?.text).toContain(`So far:\n  - Fri 11 Jul, 14:00: ${arrival.title}`)
  })

  test('an older copy of the store tells nothing twice, because the ledger knows', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    const [digest] = await send()
    const older = await openTestWorld('2025-07-11T06:00:00Z')
    try {
      await pollFeed(older, north, [lavrov])
      older.setClock('2025-07-11T16:00:00Z')
      older.outlets.serve('north', [arrival])
      await pollFeed(older, north, [lavrov])
      const restored = { ...older, ledger: world.ledger }
      const always = { ...desk, evenWhenNothingIsNew: true }
      const again = await sendDigest(restored, always, [lavrov], { from: 'w@example.org' })
      expect(again.digests[0]?.stories).toEqual([])
      expect(again.digests[0]?.heldBack).toMatchObject([
        { because: `told already, in digest ${digest?.id}` },
      ])
    } finally {
      await older.close()
    }
  })

  test('a headline that takes back what was told is told once more', async () => {
    const losses = { ...arrival, id: 'losses', title: 'Lavrov: 12 soldiers killed in Kursk' }
    later('2025-07-11T14:00:00Z', losses)
    await poll()
    await send()
    later('2025-07-11T15:00:00Z', { ...losses, title: 'Lavrov: 21 soldiers killed in Kursk' })
    await poll()
    await send()
    expect(told()[1]).toBe('Corrected: Lavrov: 21 soldiers killed in Kursk')
    world.setClock('2025-07-11T16:00:00Z')
    await send()
    expect(world.posted).toHaveLength(2)
  })

  describe('whose text says otherwise', () => {
    const blast: CannedEntry = {
      id: 'blast',
      title: 'Lavrov speaks on the blast in Kursk',
      text: 'A blast in Kursk killed 12 soldiers on Friday, Lavrov said. He spoke to reporters.',
      published: '2025-07-11T12:00:00Z',
    }
    const saying = (from: string, to: string) => ({ ...blast, text: blast.text.replace(from, to) })

    async function news(hour: number, entry: CannedEntry) {
      later(`2025-07-11T${hour}:00:00Z`, entry)
      await poll()
      return send()
    }

    test('is corrected once, with the sentence as it was and as it is', async () => {
      await news(13, blast)
      const [digest] = await news(14, saying('12 soldiers', '21 soldiers'))
      expect(digest).toMatchObject({ stories: [], corrections: [{ headline: blast.title }] })
      const { subject, text } = world.posted[1]!
      expect(subject).toBe(`Corrected: ${blast.title}`)
      const words = text.replaceAll(/\s+/g, ' ')
      expect(words).toContain('now “A blast in Kursk killed 21 soldiers on Friday, Lavrov said.”')
      expect(words).toContain(
        'before “A blast in Kursk killed 12 soldiers on Friday, Lavrov said.”',
      )
      expect(await news(15, saying('12 soldiers', '21 soldiers'))).toEqual([])
      expect(await news(16, saying('12 soldiers', 'at least 21 soldiers'))).toEqual([])
      const [third] = await news(17, saying('12 soldiers', '30 soldiers'))
      expect(third?.corrections).toMatchObject([{ because: expect.stringContaining('“21') }])
    })

    test('says nothing where it is only reworded, or was not told yet', async () => {
      later('2025-07-11T13:00:00Z', blast)
      await poll()
      const other = { ...desk, id: 'other', watches: ['Kim'] }
      await sendDigest(world, other, [lavrov], { from: 'w@example.org' })
      await news(14, blast)
      const reworded = saying('He spoke to reporters.', 'Rescuers are at work, he added.')
      expect(await news(15, reworded)).toEqual([])
      later('2025-07-11T16:00:00Z', saying('12', '21'))
      await poll()
      const { digests } = await sendDigest(world, other, [lavrov], { from: 'w@example.org' })
      expect(digests).toEqual([])
    })

    test('is not told twice by a store put back to an older copy', async () => {
      await news(13, blast)
      later('2025-07-11T14:00:00Z', saying('12 soldiers', '21 soldiers'))
      await poll()
      const past = await world.store.digestPast(desk.id, [], world.now())
      expect(past.rewordings).toHaveLength(1)
      await send()
      expect(world.posted).toHaveLength(2)
      world.setClock('2025-07-11T15:00:00Z')
      const store = { ...world.store, digestPast: async () => past }
      await sendDigest({ ...world, store }, desk, [lavrov], { from: 'w@example.org' })
      expect(world.posted).toHaveLength(2)
    })
  })
})

describe('polls that come at the same time', () => {
  const others = ['east', 'west', 'centre'].map((id) => testFeed(id))
  const pollAll = () =>
    Promise.allSettled([north, ...others].map((feed) => pollFeed(world, feed, [lavrov])))
  const verdicts = async () => {
    const polls = await pollAll()
    return polls.map((one) =>
      one.status === 'fulfilled'
        ? one.value.placements.map(({ match, verdict }) => [match.item.feedId, verdict.kind])
        : [],
    )
  }
  beforeEach(async () => {
    for (const feed of others) await pollFeed(world, feed, [lavrov])
    world.setClock('2025-07-12T14:00:00Z')
  })

  test('are given their own, and the oldest telling among them is the news', async () => {
    const earlier = { ...arrival, published: '2025-07-11T11:00:00Z' }
    world.outlets.serve('north', [arrival])
    world.outlets.serve('east', [meeting, cricket])
    world.outlets.serve('west', [earlier])
    expect(await verdicts()).toEqual([
      [['north', 'copy']],
      [['east', 'update']],
      [['west', 'new']],
      [],
    ])
    const counts = await world.store.counts()
    expect(counts).toMatchObject({ items: 4, documents: 3, stories: 1 })
  })

  test('stand for themselves: one that dies on its way to the store takes no other along', async () => {
    for (const { id } of [north, ...others]) world.outlets.serve(id, [arrival])
    world.dieAt('record poll', 'after')
    const polls = await verdicts()
    expect(polls.map(([one]) => one?.[1])).toEqual(['new', 'copy', 'copy', 'copy'])
  })
})

describe('death at each step loses nothing and repeats nothing unrecognised', () => {
  const beforeCommit: [Step, 'before' | 'after'][] = [
    ['fetch', 'before'],
    ['fetch', 'after'],
    ['record poll', 'before'],
    ['record poll', 'after'],
    ['commit', 'before'],
  ]

  test.each(beforeCommit)('dies before the poll is on record: %s, %s', async (step, when) => {
    later('2025-07-11T14:00:00Z', arrival)
    world.dieAt(step, when)
    await expect(poll()).rejects.toThrow(Death)
    const visitsBefore = world.outlets.visits.length
    await poll()
    const { memory } = world.outlets.visits[visitsBefore] ?? {}
    expect(memory?.lastVisitAt).toEqual(new Date('2025-07-11T06:00:00Z'))
    await send()
    expect(told()).toHaveLength(1)
  })

  test('dies after the poll is on record: the repeat finds nothing unseen', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    world.dieAt('commit', 'after')
    await expect(poll()).rejects.toThrow(Death)
    expect((await poll()).fresh).toEqual([])
    await send()
    expect(told()).toHaveLength(1)
  })

  test('dies before the digest is on record: it is composed again', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    world.dieAt('record digest', 'before')
    await expect(send()).rejects.toThrow(Death)
    expect(told()).toEqual([])
    await send()
    expect(told()).toHaveLength(1)
  })

  test('dies before posting: the digest on record is posted, also when newer news is there', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    world.dieAt('post', 'before')
    await expect(send()).rejects.toThrow(Death)
    later('2025-07-12T10:00:00Z', meeting, arrival)
    await poll()
    await send()
    expect(told()).toHaveLength(2)
    expect(told()[0]).toContain('lands in Wonsan')
    expect(told()[1]).toContain('meets Kim')
  })

  test('dies after posting: the repeat has the same Message-ID', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    world.dieAt('post', 'after')
    await expect(send()).rejects.toThrow(Death)
    world.setClock('2025-07-11T15:00:00Z')
    await send()
    const [first, second] = world.posted
    expect(world.posted).toHaveLength(2)
    expect(second).toEqual(first)
  })

  test('dies before the delivery is on record: the ledger knows, and nothing is posted again', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    world.dieAt('record delivery', 'before')
    await expect(send()).rejects.toThrow(Death)
    await send()
    expect(told()).toHaveLength(1)
    expect(await world.store.undelivered('desk')).toEqual([])
  })

  test('dies after the delivery is on record: nothing is posted again', async () => {
    later('2025-07-11T14:00:00Z', arrival)
    await poll()
    world.dieAt('record delivery', 'after')
    await expect(send()).rejects.toThrow(Death)
    await send()
    expect(told()).toHaveLength(1)
  })
})

describe('a feed of teasers', () => {
  const wire = { ...testFeed('wire'), fullText: true as const }
  const teaser: CannedEntry = {
    id: 'visit',
    title: 'Foreign minister lands in Wonsan',
    text: 'Read more on our site.',
    published: '2025-07-11T12:00:00Z',
  }
  const page = 'https://wire.example/feed/visit'
  const article = 'Sergei Lavrov landed in Wonsan on Friday. He will stay until Sunday.'
  const read = () => pollFeed(world, wire, [lavrov])

  beforeEach(async () => {
    await read()
    world.setClock('2025-07-11T14:00:00Z')
    world.outlets.serve('wire', [teaser])
  })

  test('answers a watch by words that stand only in the article', async () => {
    world.outlets.serveArticle(page, { text: article })
    expect((await read()).placements[0]?.match.item).toMatchObject({
      summary: teaser.text,
      text: article,
      fullText: { read: true, because: 'the article was read' },
    })
    await send()
    expect(world.posted[0]?.text).toContain('He will stay until Sunday')
  })

  test('keeps the item when its page cannot be read, and says why', async () => {
    const watches = [{ ...lavrov, query: keywordsQuery(['Wonsan']) }]
    const report = await pollFeed(world, wire, watches)
    const because = '1 of 1 articles not read: answered 404 (Not Found)'
    expect(report.placements[0]?.match.item.text).toBe(teaser.text)
    expect(report.problems).toEqual([because])
    expect(report.memory.because).toContain(because)
    const [placed] = await world.store.placementsAfter(0)
    expect(placed?.item.fullText).toEqual({ read: false, because: 'answered 404 (Not Found)' })
  })

  test('has each page visited once, and keeps its text when the headline changes', async () => {
    world.outlets.serveArticle(page, { text: 'Nobody asked for this text, which is long.' })
    await read()
    world.outlets.serveArticle(page, { failed: 'asked for twice' })
    world.outlets.serve('wire', [{ ...teaser, title: 'Minister in Wonsan' }])
    expect(await read()).toMatchObject({ revised: [{ item: {} }], problems: [] })
    const [past] = await world.store.history({ to: world.now(), limit: 9 })
    expect(past?.item).toMatchObject({ title: 'Minister in Wonsan', fullText: { read: true } })
    expect(past?.item.text).toBe('Nobody asked for this text, which is long.')
  })

  test('has no page visited at its first reading, which is no news', async () => {
    const first = { ...wire, id: 'first' }
    world.outlets.serve('first', [teaser])
    const report = await pollFeed(world, first, [lavrov])
    expect(report.fresh.map(({ fullText }) => fullText)).toEqual([undefined])
  })
})

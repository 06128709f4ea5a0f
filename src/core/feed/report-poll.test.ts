import { describe, expect, it } from 'vitest'
import type { Feed, FeedMemory, Item, Outline, Placement, VerdictKind } from '../../model.ts'
import { reportPoll } from './report-poll.ts'
import type { PollFacts } from './report-poll.ts'

const at = new Date('2025-07-09T10:00:00Z')
const yesterday = new Date('2025-07-08T10:00:00Z')
const feed: Feed = { id: 'wire', name: 'Wire', url: 'https://wire.example/rss', every: 900_000 }
const visited: FeedMemory = {
  feedId: 'wire',
  url: feed.url,
  baselineAt: yesterday,
  lastSuccessAt: yesterday,
  failuresInARow: 0,
  because: 'every 15 min',
}
const body = {
  kind: 'body',
  url: feed.url,
  status: 200,
  headers: {},
  bytes: new Uint8Array(),
} as const

function holding(entryCount: number): Outline {
  return { format: 'rss', feed: {}, entryCount, problems: [] }
}

function item(id: string, published?: Date): Item {
  return {
    id,
    feedId: 'wire',
    key: id,
    title: `Headline ${id}`,
    url: `https://wire.example/${id}`,
    outlet: 'Wire',
    authors: [],
    summary: '',
    text: '',
    categories: [],
    ...(published && { published }),
  }
}

function placement(of: Item, kind: VerdictKind = 'new'): Placement {
  const telling = { recipe: 1, shingles: [], probes: [], terms: {}, facts: [] }
  const { id, title, url, outlet } = of
  return {
    match: { item: of, answers: [{ watch: 'Lavrov', spans: [] }] },
    verdict: { kind, storyId: id, storyTitle: title, similarity: 0, newSentences: [], because: '' },
    document: { id, storyId: id, origin: 'item', title, outlet, url, telling },
  }
}

/** A poll of items of which all are fresh and some are placed. */
function poll(placements: readonly Placement[], changes: Partial<PollFacts> = {}) {
  const fresh = placements.map(({ match }) => match.item)
  return reportPoll({
    feed,
    at,
    memory: visited,
    fetched: body,
    parsed: holding(fresh.length + 1),
    fresh,
    revised: [],
    placements,
    ...changes,
  })
}

it('says of how many items a regular expression did not see the end', () => {
  const [one, two] = [item('1'), item('2')]
  const { problems } = poll([placement(one)], { givenUp: [one, two] })
  expect(problems).toContainEqual(expect.stringContaining('2 items are too long for a regular'))
  expect(poll([placement(one)], { givenUp: [] }).problems).toEqual([])
})

describe('what came of a poll', () => {
  it('is news when something may be told', () => {
    const report = poll([placement(item('a', yesterday)), placement(item('b', yesterday), 'copy')])
    expect(report).toMatchObject({
      outcome: 'news',
      because: '1 of 2 fresh items to be told',
      itemCount: 3,
      baseline: false,
      problems: [],
    })
    expect(report.placements.map(({ heldBack }) => heldBack)).toEqual([undefined, undefined])
    expect(report.memory.nextVisitAt).toEqual(new Date('2025-07-09T10:15:00Z'))
  })

  it('is nothing new when no watch asks, when all was seen, and when the feed is empty', () => {
    expect(poll([], { fresh: [item('a')] })).toMatchObject({
      outcome: 'nothing new',
      because: 'no watch asks for any of 1 fresh item',
    })
    expect(poll([])).toMatchObject({ outcome: 'nothing new', because: '1 item, all seen before' })
    const empty = poll([], { parsed: holding(0) })
    expect(empty).toMatchObject({ outcome: 'nothing new', because: 'the feed is empty' })
  })

  it.each<VerdictKind>(['known', 'copy', 'retelling'])('is nothing new when all is %s', (kind) => {
    const report = poll([placement(item('a', new Date('2023-10-17T00:00:00Z')), kind)])
    expect(report.outcome).toBe('nothing new')
    expect(report.because).toBe(`1 of 1 fresh item asked for, none news: ${kind}`)
    expect(report.placements[0]).not.toHaveProperty('heldBack')
  })

  it('is unchanged or failed in the words of the visit', () => {
    const none: Outline = { feed: {}, entryCount: 0, problems: [] }
    const quiet = {
      ...body,
      kind: 'unchanged',
      status: 304,
      because: 'the outlet answered 304',
    } as const
    const refused = { kind: 'failed', url: feed.url, because: 'refused the connection' } as const
    const rest = { parsed: none }
    expect(poll([], { fetched: quiet, ...rest })).toMatchObject({
      outcome: 'unchanged',
      because: 'the outlet answered 304',
      memory: { failuresInARow: 0 },
    })
    expect(poll([], { fetched: refused, ...rest, memory: undefined })).toMatchObject({
      outcome: 'failed',
      because: 'refused the connection',
      baseline: false,
      memory: { failuresInARow: 1 },
    })
  })

  it('is unreadable when a body came and no entry could be found in it', () => {
    const page: Outline = {
      feed: {},
      entryCount: 0,
      problems: ['it is a web page', 'no feed named'],
    }
    expect(poll([], { parsed: page })).toMatchObject({
      outcome: 'unreadable',
      because: 'it is a web page',
      memory: { failuresInARow: 1 },
    })
    const torn: Outline = { ...holding(1), problems: ['cut off after 3 entries'] }
    expect(poll([], { parsed: torn }).outcome).toBe('nothing new')
  })
})

describe('what may not be told', () => {
  it('at the first reading is all that stood there, dated before or not at all', () => {
    const soon = new Date(at.getTime() + 60_000)
    const report = poll(
      [
        placement(item('old', yesterday)),
        placement(item('undated')),
        placement(item('a moment before', new Date(at.getTime() - 1)), 'update'),
        placement(item('now', at)),
        placement(item('soon', soon)),
      ],
      { memory: undefined },
    )
    const why = 'it stood in the feed when Wirewatch first read it'
    expect(report.baseline).toBe(true)
    expect(report.placements.map(({ heldBack }) => heldBack)).toEqual([
      why,
      why,
      why,
      undefined,
      undefined,
    ])
    expect(report.outcome).toBe('news')
    expect(report.memory.baselineAt).toEqual(at)
  })

  it('holds back copies too, which would count as outlets that take the story up now', () => {
    const kinds = ['copy', 'retelling', 'known'] as const
    const placements = kinds.map((kind) => placement(item(kind, yesterday), kind))
    const report = poll(placements, { memory: undefined })
    expect(report.placements.map(({ heldBack }) => heldBack !== undefined)).toEqual([
      true,
      true,
      false,
    ])
    expect(poll(placements).placements.every(({ heldBack }) => heldBack === undefined)).toBe(true)
  })

  it('at the first reading leaves no news', () => {
    expect(poll([placement(item('a', yesterday))], { memory: undefined })).toMatchObject({
      outcome: 'nothing new',
      because: 'first reading: 2 items to start from',
    })
  })

  it('is the first reading too, when visits before it brought nothing', () => {
    const { baselineAt: _, ...never } = visited
    expect(poll([placement(item('a', yesterday))], { memory: never }).baseline).toBe(true)
  })

  it.each([
    ['2023-10-17T12:00:00Z', 'published 2023-10-17, long before it came: old news'],
    ['2025-07-02T09:59:59.999Z', 'published 2025-07-02, long before it came: old news'],
    ['2025-07-02T10:00:00Z', undefined],
    ['2025-07-10T10:00:00Z', undefined],
  ])('later is what was published on %s: %s', (published, why) => {
    const report = poll([placement(item('a', new Date(published)))])
    expect(report.placements[0]?.heldBack).toBe(why)
    expect(report.outcome).toBe(why ? 'nothing new' : 'news')
  })

  it('later is not what nobody could read earlier: the service was down', () => {
    const memory = { ...visited, lastSuccessAt: new Date('2025-06-20T10:00:00Z') }
    const told = (day: string) => poll([placement(item('a', new Date(day)))], { memory }).outcome
    expect(told('2025-06-21T10:00:00Z')).toBe('news')
    expect(told('2025-06-19T10:00:00Z')).toBe('nothing new')
  })

  it('later is never what has no date', () => {
    expect(poll([placement(item('a'))]).outcome).toBe('news')
  })

  it('stays held back for a reason given before', () => {
    const held = { ...placement(item('a', yesterday)), heldBack: 'the story is muted' }
    expect(poll([held]).placements[0]?.heldBack).toBe('the story is muted')
  })
})

describe('a feed of which nothing was there at the last visit', () => {
  const items = [item('a'), item('b')]
  const parsed = holding(2)
  it('is said to have run over, and is visited sooner', () => {
    const report = poll([], { parsed, fresh: items, feed: { ...feed, every: 3_600_000 } })
    expect(report.problems).toEqual([
      'all 2 items are new since the last visit 24 h ago: some may have been missed',
    ])
    expect(report.overflowed).toBe(true)
    expect(report.memory.nextVisitAt).toEqual(new Date('2025-07-09T10:30:00Z'))
    expect(poll([]).overflowed).toBe(false)
  })

  it('has not run over at its first reading, nor when it only ever holds one item', () => {
    expect(poll([], { parsed, fresh: items, memory: undefined }).problems).toEqual([])
    expect(poll([], { parsed: holding(1), fresh: [item('a')] }).problems).toEqual([])
  })
})

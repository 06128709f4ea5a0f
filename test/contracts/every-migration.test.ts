/**
 * From every version ever released to this one, with what each version had written. A store grows
 * up as a real one did: rows of each version are put in while it is at that version.
 */
import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { base64, packTelling } from '../../src/adapters/store/pack-telling.ts'
import { migrateTo, readVersion } from '../../src/adapters/store/migrate.ts'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import type { Connection, Sql } from '../../src/adapters/sql/connection.ts'
import { connections } from '../support/backends.ts'
import { aTelling, anItem, aPlacement, aReport, minutesAfter, NOON } from '../support/builders.ts'
import { recordPolls } from '../support/record-polls.ts'

vi.setConfig({ testTimeout: 60_000 })

const VERSIONS = readdirSync('src/adapters/store/migrations').map((name) =>
  Number(name.slice(0, 4)),
)

const { recipe: _, facts, ...telling } = aTelling('Lavrov landed in Wonsan on Friday for talks')
const packed = packTelling(aTelling('Hail breaks glasshouses across the southern valleys'))

const item = (id: string, title: string) =>
  `insert into item (id, feed_id, key, title, url, outlet, published, authors, summary, categories,
    first_read_at)
  values ('${id}', 'herald', '${id}', '${title}', 'https://herald.example/${id}', 'The Herald',
    '2025-07-11T11:00:00Z', '["A. Writer"]', 'A summary.', '[]', '2025-07-11T12:00:00Z')`

const placed = (id: string) =>
  `insert into placement (item_id, story_id, document_id, placed_at, answers, verdict)
  values ('${id}', 'visit', '${id}', '2025-07-11T12:00:00Z', '[{"watch":"Lavrov","spans":[]}]',
    '{"kind":"new","storyId":"visit","storyTitle":"The visit","similarity":0,"newSentences":[],
    "because":"nothing like it"}')`

const digest = (id: string, from: number) =>
  `insert into digest (id, subscriber_id, after_sequence, up_to_sequence, composed_at, digest)
  values ('${id}', 'desk', ${from}, ${from + 1}, '2025-07-11T13:0${from}:00Z', '${JSON.stringify({
    id,
    messageId: `<${id}@wirewatch.local>`,
    subscriberId: 'desk',
    composedAt: NOON,
    covers: { after: from, upTo: from + 1, from: NOON, to: NOON },
    stories: [
      {
        storyId: 'visit',
        kind: 'new',
        watch: 'Lavrov',
        headline: 'Lavrov lands',
        lead: { outlet: 'The Herald', url: '', title: 'Lavrov lands', itemId: 'first' },
      },
    ],
    heldBack: [],
    feeds: [],
    watches: [],
  })}')`

/** What each version put on record that the ones before could not. */
const WRITTEN: Readonly<Record<number, readonly string[]>> = {
  1: [
    `insert into feed_memory (feed_id, url, etag, last_visit_at, last_success_at,
      failures_in_a_row, because)
    values ('herald', 'https://herald.example/rss', '"1"', '2025-07-11T12:00:00Z',
      '2025-07-11T12:00:00Z', 0, 'every 15 min')`,
    `insert into poll values ('herald', '2025-07-11T12:00:00Z', 'The Herald', 'news', '1 of 1',
      '[]', 1, 1, 1, false, false)`,
    `insert into seen values ('herald', 'first', '2025-07-11T12:00:00Z'),
      ('herald', 'address:https://herald.example/first', '2025-07-11T12:00:00Z')`,
    item('first', 'Lavrov lands'),
    `insert into story (id, title, first_at, last_at)
    values ('visit', 'The visit', '2025-07-11T11:00:00Z', '2025-07-11T12:00:00Z')`,
    `insert into document (id, story, origin, title, outlet, url, told_at, recipe, telling, facts)
    values ('first', 1, 'item', 'Lavrov lands', 'The Herald', '', '2025-07-11T11:00:00Z', 1,
      '${JSON.stringify(telling)}', '${JSON.stringify(facts)}')`,
    'update corpus_size set documents = documents + 1',
    placed('first'),
    digest('desk-1', 0),
    `insert into delivery values ('desk-1', '2025-07-11T13:00:00Z', 'accepted', '250 OK')`,
    `insert into look values ('desk', '2025-07-11T13:00:00Z')`,
  ],
  2: [
    `insert into item_version values ('first', '2025-07-11T12:00:00Z', 'Lavrov lands'),
      ('first', '2025-07-11T12:30:00Z', 'Lavrov has landed')`,
  ],
  3: [`insert into look_back values ('Lavrov', 'hash', '2025-07-11T12:00:00Z')`],
  4: [`update item set full_text = '{"read":true,"because":"the article was read"}'`],
  5: [
    `insert into document (id, story, origin, title, outlet, url, told_at, recipe, shingles, terms,
      facts)
    values ('packed', 1, 'item', 'Hail', 'The Herald', '', '2025-07-11T11:30:00Z', 1,
      decode('${base64(packed.shingles)}', 'base64'), decode('${base64(packed.terms)}', 'base64'),
      decode('${base64(packed.facts)}', 'base64'))`,
    'update corpus_size set documents = documents + 1',
  ],
  6: [
    `insert into subscription values ('herald', 'https://hub.example', 'https://herald.example/rss',
      'path', 'secret', 'verified', '2025-07-11T12:00:00Z', 1, '2025-07-12T12:00:00Z',
      '2025-07-12T06:00:00Z', null, 'taken up')`,
  ],
  7: [
    item('second', 'Lavrov meets Choe'),
    placed('second'),
    `insert into item_version values
      ('second', '2025-07-11T12:40:00Z', 'Lavrov met Choe', 'Another summary.', null)`,
  ],
  8: [
    digest('desk-2', 1),
    `insert into delivery (digest_id, addressee, at, outcome, receipt, attempts)
    values ('desk-2', 'mail:desk@example.org', '2025-07-11T13:01:00Z', 'trouble', '451', 2)`,
    `insert into subscriber_action (subscriber_id, at, kind, subject, detail)
    values ('desk', '2025-07-11T13:05:00Z', 'mute', 'visit', '{"words":"The visit"}')`,
    `insert into secret values ('link key', 'kept')`,
  ],
  9: [`update corpus_size set forgotten_before = '2024-01-01T00:00:00Z'`],
  10: [
    `insert into story_move (at, made_by, from_story, to_story, documents, because)
    values ('2025-07-11T14:00:00Z', 'Ann', 'other', 'visit', '["first"]', 'one visit')`,
  ],
  11: [
    `insert into feed_memory (feed_id, last_visit_at, failures_in_a_row, memory)
    values ('wire', '2025-07-11T12:00:00Z', 1, '{"feedId":"wire","url":"https://wire.example/rss",
      "failuresInARow":1,"because":"it answered 500"}')`,
  ],
  13: [`insert into story_pin values ('first', 'visit')`],
  15: [`insert into article_look (item_id, looks) values ('first', 1)`],
  16: [`insert into alarm values ('feeds', 'all fail', '2025-07-11T12:00:00Z', null)`],
  17: [`update told set summary = 'A summary.' where item_id is not null`],
}

async function growUpTo(sql: Sql, version: number): Promise<void> {
  for (let at = 1; at <= version; at += 1) {
    await migrateTo(sql, at)
    for (const statement of WRITTEN[at] ?? []) await sql.query(statement)
  }
}

describe.each(await connections())('a store on $name', (backend) => {
  let connection: Connection
  afterEach(() => connection.close())

  it.each(VERSIONS)('of version %i is taken along whole', async (version) => {
    connection = await backend.open()
    await connection.transaction((sql) => growUpTo(sql, version))
    const store = await openStore(connection)
    expect(await connection.transaction(readVersion)).toBe(VERSIONS.length)
    const since = (from: number, things: readonly string[]) => (version >= from ? things : [])

    const story = await store.story('visit')
    const documents = ['first', ...since(5, ['packed'])]
    expect(story?.documents.map(({ id }) => id).toSorted()).toEqual(documents)
    const [first] = story?.documents.filter(({ id }) => id === 'first') ?? []
    expect(first?.telling.shingles).toEqual(telling.shingles)
    expect(first?.telling.terms).toEqual(telling.terms)
    expect(first?.pinned).toBe(version >= 13 ? true : undefined)

    const items = await store.placementsAfter(0)
    expect(items.map((one) => one.item.id)).toEqual(['first', ...since(7, ['second'])])
    expect(items[0]?.headlines).toEqual(
      version >= 2 ? ['Lavrov lands', 'Lavrov has landed'] : undefined,
    )
    expect(items[0]?.item.fullText?.read).toBe(version >= 4 ? true : undefined)
    const past = await store.history({ to: minutesAfter(NOON, 600), limit: 10 })
    expect(past.map((one) => one.item.id)).toEqual(['first', ...since(7, ['second'])])

    const digests = await store.digests(10)
    expect(digests.map((one) => one.digest.id)).toEqual([...since(8, ['desk-2']), 'desk-1'])
    const undelivered = await store.undelivered('desk')
    expect(undelivered.map((one) => one.digest.id)).toEqual(since(8, ['desk-2']))
    expect((await store.digestsOfStory('visit')).at(0)?.digest.id).toBe('desk-1')
    expect(await store.lookedAt('desk')).toEqual(new Date('2025-07-11T13:00:00Z'))
    expect(await store.actions('desk')).toHaveLength(version >= 8 ? 1 : 0)
    expect((await store.linkKey()) === 'kept').toBe(version >= 8)
    expect(await store.movesOf('visit')).toHaveLength(version >= 10 ? 1 : 0)
    expect(await store.subscriptions()).toHaveLength(version >= 6 ? 1 : 0)
    expect(await store.lookedBack()).toEqual(version >= 3 ? { Lavrov: 'hash' } : {})

    const memories = await store.feedMemories()
    expect(memories.map(({ feedId }) => feedId)).toEqual(['herald', ...since(11, ['wire'])])
    expect(memories[0]).toMatchObject({ etag: '"1"', lastSuccessAt: NOON })
    expect(await store.unseen('herald', [anItem({ key: 'first' })])).toEqual([])

    const next = anItem({ key: 'next' })
    await recordPolls(store, [aReport({ placements: [aPlacement(next)] })], minutesAfter(NOON, 60))
    expect((await store.placementsAfter(items.length)).map((one) => one.item.id)).toEqual([next.id])
    await store.fileForSearch(minutesAfter(NOON, 61))
    expect((await store.counts()).documents).toBe(documents.length + 1)
  })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/adapters/sql/connection.ts'
import { migrate } from '../../src/adapters/store/migrate.ts'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import { probesOf } from '../../src/core/story/shingles.ts'
import type {
  Delivery,
  Digest,
  FeedMemory,
  Item,
  Neighbourhood,
  SubscriberAction,
  ToldStory,
  PollReport,
} from '../../src/model.ts'
import type { PollStore, Store } from '../../src/ports.ts'
import { connections } from '../support/backends.ts'
import {
  aDigest,
  aFeed,
  aMemory,
  anItem,
  aPlacement,
  aReport,
  aSeedStory,
  aTelling,
  daysAfter,
  minutesAfter,
  NOON,
} from '../support/builders.ts'
import { recordPolls } from '../support/record-polls.ts'

const ARRIVAL = 'Russian foreign minister Sergei Lavrov arrived in Wonsan on Friday for talks'
const ARRIVAL_TRIMMED = 'foreign minister Sergei Lavrov arrived in Wonsan on Friday'
const TALKS = 'Lavrov and Choe Son Hui opened negotiations at a Wonsan resort hotel'
const WEATHER = 'Heavy rain flooded cellars across the southern valleys overnight'

describe.each(await connections())('the store on $name', (backend) => {
  let connection: Connection
  let store: Store

  beforeAll(async () => {
    connection = await backend.open()
    store = await openStore(connection)
  })

  beforeEach(async () => {
    const tables = await connection.query<{ name: string }>(
      `select tablename as name from pg_tables
      where schemaname = current_schema and tablename not in ('migration', 'corpus_size')`,
    )
    const names = tables.map(({ name }) => name).join(', ')
    await connection.exec(
      `truncate ${names} restart identity; update corpus_size set documents = 0`,
    )
  })

  afterAll(() => store.close())

  describe('migrations', () => {
    it('leave a database of this version as it is', async () => {
      await recordPolls(store, [aReport({ fresh: [anItem()] })])
      await Promise.all([migrate(connection), migrate(connection)])
      expect(await store.counts()).toMatchObject({ items: 1 })
    })

    it('refuse a database a newer program has made, in words that say what to do', async () => {
      await connection.query('insert into migration (version) values (9999)')
      await expect(openStore(connection)).rejects.toThrow(
        /version 9999.*newer wirewatch.*Start the newer program/s,
      )
      await connection.query('delete from migration where version = 9999')
    })
  })

  describe('a poll on record', () => {
    it('gives back the feed memory as it was remembered', async () => {
      const memory = aMemory({
        etag: 'W/"a\u00e9\\"',
        lastModified: 'Fri, 11 Jul 2025 11:00:00 GMT',
        validatorsSince: daysAfter(NOON, -2),
        bodyHash: 'f00d',
        baselineAt: daysAfter(NOON, -3),
        lastVisitAt: NOON,
        lastSuccessAt: NOON,
        failuresInARow: 2,
        nextVisitAt: minutesAfter(NOON, 15),
        answeredBy: 'https://herald.example/news.xml',
        movedTo: 'https://herald.example/news.xml',
        movedSince: daysAfter(NOON, -2),
        movedVisits: 3,
        movedAt: daysAfter(NOON, -1),
        missingSince: daysAfter(NOON, -15),
        goneSaidAt: daysAfter(NOON, -2),
        goneSince: daysAfter(NOON, -1),
        usualGapMs: 1_234_567,
        latestItemAt: daysAfter(NOON, -16),
        overflowedAt: daysAfter(NOON, -4),
        keyedBy: 'address',
        lastIds: { f00d: 'beef' },
      })
      await recordPolls(store, [aReport({ memory })])
      expect(await store.feedMemory('herald')).toEqual(memory)
      expect(await store.feedMemory('another')).toBeUndefined()
    })

    it('forgets what the next poll no longer remembers', async () => {
      await recordPolls(store, [aReport({ memory: aMemory({ etag: '"1"', failuresInARow: 3 }) })])
      await recordPolls(store, [aReport({ at: minutesAfter(NOON, 15), memory: aMemory() })])
      expect(await store.feedMemory('herald')).toEqual(aMemory())
      expect(await store.feedMemories()).toEqual([aMemory()])
    })

    it('tells of every feed what is remembered, but for what stood in it', async () => {
      const memory = aMemory({ shown: 'f00dbeef', lastIds: { f00d: 'beef' } })
      await recordPolls(store, [aReport({ memory })])
      expect(await store.feedMemory('herald')).toEqual(memory)
      expect(await store.feedMemories()).toEqual([aMemory()])
      expect(await store.beforeVisit('herald', NOON)).toEqual({ memory: aMemory(), waiting: [] })
    })

    it('keeps what stood in a feed over visits that brought no body', async () => {
      const stood = { shown: 'f00dbeef', lastIds: { f00d: 'beef' } }
      await recordPolls(store, [aReport({ memory: aMemory(stood) })])
      await recordPolls(store, [aReport({ at: minutesAfter(NOON, 15), memory: aMemory() })])
      expect(await store.lastStood('herald')).toEqual(stood)
      expect(await store.lastStood('another')).toEqual({})
      expect(await store.feedMemory('herald')).toEqual(aMemory(stood))
    })

    it('tells before a visit what is remembered, and of others only who was asked to wait', async () => {
      const holding = aMemory({ askedToWaitUntil: minutesAfter(NOON, 10) })
      await recordPolls(store, [aReport({ memory: holding })])
      const before = (minutes: number) => store.beforeVisit('another', minutesAfter(NOON, minutes))
      expect(await before(9)).toEqual({ waiting: [holding] })
      expect(await before(10)).toEqual({ waiting: [] })
      const own = await store.beforeVisit('herald', minutesAfter(NOON, 10))
      expect(own).toEqual({ memory: holding, waiting: [] })
    })

    it('gives back an item whole, and one with nothing optional too', async () => {
      const full = anItem({
        key: 'full',
        published: minutesAfter(NOON, -30),
        updated: minutesAfter(NOON, -10),
        authors: ['Kim, Min-ji', 'O\'Neil "Pat"'],
        categories: ['Politics', '정치'],
        language: 'en-GB',
        image: 'https://herald.example/full.jpg',
      })
      const bare = anItem({ key: 'bare', url: '', summary: 'The same.', text: 'The same.' })
      await recordPolls(store, [aReport({ placements: [aPlacement(full), aPlacement(bare)] })])
      expect((await store.placementsAfter(0)).map(({ item }) => item)).toEqual([full, bare])
    })

    it('gives back placements with their verdicts, in the order placed', async () => {
      const first = aPlacement(anItem({ key: '1' }))
      const second = aPlacement(anItem({ key: '2' }), { heldBack: 'starting point of the feed' })
      await recordPolls(store, [aReport({ placements: [first, second] })])
      const [one, two, ...more] = await store.placementsAfter(0)
      expect(more).toEqual([])
      expect(one).toEqual({
        sequence: expect.any(Number),
        placedAt: NOON,
        item: first.match.item,
        answers: first.match.answers,
        verdict: first.verdict,
      })
      expect(two).toMatchObject({ verdict: second.verdict, heldBack: second.heldBack })
      expect(await store.placementsAfter(one!.sequence)).toEqual([two])
      expect(await store.placementsAfter(two!.sequence)).toEqual([])
      expect(await store.placementsOf(second.document.storyId)).toEqual([two])
    })

    it('gives back the placements since a time, that moment included', async () => {
      const times = [0, 1, 2].map((minutes) => minutesAfter(NOON, minutes))
      for (const at of times) {
        const item = anItem({ key: at.toISOString() })
        await recordPolls(store, [aReport({ at, placements: [aPlacement(item)] })])
      }
      const [, ...later] = await store.placementsAfter(0)
      expect(later).toHaveLength(2)
      expect(await store.placementsSince(times[1]!)).toEqual(later)
      expect(await store.placementsSince(minutesAfter(NOON, 3))).toEqual([])
    })

    it('changes nothing when it is recorded again', async () => {
      const report = aReport({ placements: [aPlacement(anItem())] })
      await recordPolls(store, [report])
      const before = [await store.placementsAfter(0), await store.counts(), await store.stories(9)]
      await recordPolls(store, [report])
      const after = [await store.placementsAfter(0), await store.counts(), await store.stories(9)]
      expect(after).toEqual(before)
      expect((await store.near([asked(anItem().text)])).documentFrequency['wonsan']).toBe(1)
    })

    it('leaves an item already there as it is and records the rest', async () => {
      await recordPolls(store, [aReport({ placements: [aPlacement(anItem({ key: '1' }))] })])
      const changed = anItem({ key: '1', title: 'Changed since' })
      await recordPolls(store, [
        aReport({
          at: minutesAfter(NOON, 15),
          placements: [aPlacement(changed), aPlacement(anItem({ key: '2' }))],
        }),
      ])
      const titles = (await store.placementsAfter(0)).map(({ item }) => item.title)
      expect(titles).toEqual(['Lavrov arrives in Wonsan for talks', anItem().title])
      expect(await store.counts()).toMatchObject({ items: 2, documents: 2 })
    })

    describe('worded anew', () => {
      const later = (minutes: number, item: Item, placed = false) =>
        recordPolls(store, [
          aReport({ at: minutesAfter(NOON, minutes), revised: [{ item, placed }] }),
        ])
      const headlines = () =>
        connection.query<{ title: string }>('select title from item_version order by read_at')

      it.each([
        ['the same words', {}, []],
        ['another headline', { title: 'Another' }, ['placed', 'unplaced']],
        ['another summary', { summary: 'Another.' }, ['placed', 'unplaced']],
        ['another text alone', { text: 'Another.' }, []],
      ])('is told by its headline and by its summary: %s', async (_, change, found) => {
        const [placed, unplaced] = [anItem({ key: 'placed' }), anItem({ key: 'unplaced' })]
        await recordPolls(store, [
          aReport({ fresh: [placed, unplaced], placements: [aPlacement(placed)] }),
        ])
        const now = [placed, unplaced, anItem({ key: 'never seen' })].map((item) => ({
          ...item,
          ...change,
        }))
        const revised = await store.revised(now)
        expect(revised.map(({ item }) => item.key).toSorted()).toEqual(found)
        for (const { item, placed: isPlaced } of revised) {
          expect(now).toContain(item)
          expect(isPlaced).toBe(item.key === 'placed')
        }
      })

      it('keeps every headline of one item, and asks about each once', async () => {
        const item = anItem()
        const [second, third] = ['Second', 'Third'].map((title) => ({ ...item, title }))
        await recordPolls(store, [aReport({ placements: [aPlacement(item)] })])
        await later(10, second!, true)
        await later(10, second!, true)
        expect(await store.revised([second!])).toEqual([])
        await later(20, third!, true)
        await later(30, second!, true)
        expect((await headlines()).map(({ title }) => title)).toEqual([
          item.title,
          'Second',
          'Third',
          'Second',
        ])
        expect((await store.placementsAfter(0))[0]?.item).toEqual(item)
        expect(await store.counts()).toMatchObject({ items: 1 })
      })

      it('stays as it was placed, and is asked about once in each summary', async () => {
        const item = anItem()
        const [second, third] = ['Second.', 'Third.'].map((summary) => ({ ...item, summary }))
        await recordPolls(store, [aReport({ placements: [aPlacement(item)] })])
        await later(10, second!, true)
        expect(await store.revised([second!])).toEqual([])
        expect(await store.revised([item])).toHaveLength(1)
        await later(20, { ...second!, title: 'Another' }, true)
        expect(await store.revised([{ ...second!, title: 'Another' }])).toEqual([])
        await later(30, third!, true)
        const [placed] = await store.placementsAfter(0)
        expect(placed?.item).toEqual(item)
        expect(await store.revised([third!])).toEqual([])
        await later(40, item, true)
        expect(await store.revised([item])).toEqual([])
        const [past] = await store.history({ from: NOON, to: daysAfter(NOON, 1), limit: 9 })
        expect(past?.wordings?.map(({ summary = item.summary }) => summary)).toEqual([
          item.summary,
          'Second.',
          'Second.',
          'Third.',
          item.summary,
        ])
      })

      it('is placed in its new wording, and a text found elsewhere stays', async () => {
        const item = anItem()
        await recordPolls(store, [aReport({ fresh: [item] })])
        const teaser = { ...item, title: 'Second', summary: 'Short.', text: 'Short.' }
        await recordPolls(store, [
          aReport({
            at: minutesAfter(NOON, 10),
            fresh: [],
            revised: [{ item: teaser, placed: false }],
            placements: [aPlacement(teaser)],
          }),
        ])
        const [placed] = await store.placementsAfter(0)
        expect(placed?.item).toEqual({ ...teaser, text: item.text })
        expect(placed?.headlines).toEqual([item.title, 'Second'])
        expect(await store.revised([teaser])).toEqual([])
      })

      it('keeps the latest twenty headlines and goes when its item is forgotten', async () => {
        await recordPolls(store, [aReport({ fresh: [anItem()] })])
        for (let minute = 1; minute <= 25; minute += 1) {
          await later(minute, anItem({ title: `${minute} minutes ago` }))
        }
        const kept = await headlines()
        expect(kept).toHaveLength(20)
        expect(kept[19]).toEqual({ title: '25 minutes ago' })
        await store.forgetItems(daysAfter(NOON, 1))
        expect(await headlines()).toEqual([])
      })
    })

    it('keeps no more of a text than its bound', async () => {
      const item = anItem({ text: 'word '.repeat(100_000) })
      await recordPolls(store, [
        aReport({ placements: [aPlacement(item, { telling: aTelling('w') })] }),
      ])
      const [placed] = await store.placementsAfter(0)
      expect(placed?.item.text).toHaveLength(20_000)
    })

    it('leaves nothing behind when we die before the commit', async () => {
      const report = aReport({ placements: [aPlacement(anItem())] })
      const dying = store.transaction(async (poll) => {
        await poll.unseen('herald', report.fresh)
        await poll.near([asked(ARRIVAL)])
        await recordPolls(poll, [report])
        throw new Error('killed')
      })
      await expect(dying).rejects.toThrow('killed')
      expect(await store.unseen('herald', report.fresh)).toEqual(report.fresh)
      expect(await store.feedMemory('herald')).toBeUndefined()
      expect(await store.placementsAfter(0)).toEqual([])
      expect(await store.feedRecords(new Date(0), daysAfter(NOON, 1))).toEqual([])
      expect(await store.counts()).toEqual({ items: 0, documents: 0, stories: 0, digests: 0 })
      expect(await nearTo(ARRIVAL)).toMatchObject({ stories: [], documentCount: 0 })
    })
  })

  describe('polls that brought nothing', () => {
    const visit = (feedId: string, minutes: number) => {
      const at = minutesAfter(NOON, minutes)
      return aReport({
        feed: aFeed({ id: feedId }),
        at,
        memory: aMemory({ feedId, lastVisitAt: at }),
      })
    }
    const quietly = (report: PollReport) =>
      store.transaction(async (poll) => recordPolls(poll, [report]))

    it('are on record when their transactions have ended, side by side', async () => {
      await Promise.all(['herald', 'courier', 'wire'].map((id) => quietly(visit(id, 1))))
      const memories = await store.feedMemories()
      expect(memories.map(({ feedId }) => feedId)).toEqual(['courier', 'herald', 'wire'])
      const records = await store.feedRecords(NOON, daysAfter(NOON, 1))
      expect(records.map(({ polls }) => polls)).toEqual([1, 1, 1])
    })

    it('of one feed leave the latest as its memory', async () => {
      await store.transaction(async (poll) => {
        await recordPolls(
          poll,
          [2, 3, 1].map((minutes) => visit('herald', minutes)),
        )
      })
      expect(await store.feedMemory('herald')).toMatchObject({ lastVisitAt: minutesAfter(NOON, 3) })
    })

    it('leave nothing behind when we die before the end', async () => {
      const dying = store.transaction(async (poll) => {
        await recordPolls(poll, [visit('herald', 1)])
        throw new Error('killed')
      })
      await expect(dying).rejects.toThrow('killed')
      expect(await store.feedMemory('herald')).toBeUndefined()
    })
  })

  describe('what is asked together', () => {
    /** Puts words on record as items of one poll, and tells how many came together. */
    const keepWords = async (poll: PollStore, asks: readonly { readonly word: string }[]) => {
      const words = asks.map(({ word }) => word)
      const fresh = words.map((key) => anItem({ key }))
      await recordPolls(poll, [aReport({ fresh, placements: [] })])
      if (words.includes('bad')) throw new Error('a bad word')
      return words.map((word) => `${word} of ${words.length}`)
    }
    const kept = async () => (await store.counts()).items

    it('goes with the next transaction while one is under way, each given its own answer', async () => {
      const answers = ['a', 'b', 'c'].map((word) =>
        store.together({ subject: word, size: 1, word }, keepWords),
      )
      expect(await Promise.all(answers)).toEqual(['a of 3', 'b of 3', 'c of 3'])
      expect(await kept()).toBe(3)
    })

    it('goes apart where it is of one subject, in the order asked', async () => {
      const answers = ['a', 'b', 'c'].map((word) =>
        store.together({ subject: 'one', size: 1, word }, keepWords),
      )
      expect(await Promise.all(answers)).toEqual(['a of 1', 'b of 1', 'c of 1'])
    })

    it('is no more at once than a thousand items', async () => {
      const answers = ['a', 'b', 'c'].map((word) =>
        store.together({ subject: word, size: 600, word }, keepWords),
      )
      expect(await Promise.all(answers)).toEqual(['a of 1', 'b of 1', 'c of 1'])
    })

    it('fails for nobody else, and leaves nothing of what failed', async () => {
      const answers = ['a', 'bad', 'c'].map((word) =>
        store.together({ subject: word, size: 1, word }, keepWords),
      )
      expect(await Promise.allSettled(answers)).toMatchObject([
        { value: 'a of 1' },
        { reason: new Error('a bad word') },
        { value: 'c of 1' },
      ])
      expect(await kept()).toBe(2)
    })
  })

  describe('what was seen', () => {
    it('is told from what is fresh, in the order given, doubles dropped', async () => {
      const [one, two, three] = ['1', '2', '3'].map((key) => anItem({ key }))
      await recordPolls(store, [aReport({ fresh: [two!] })])
      expect(await store.unseen('herald', [three!, two!, one!, three!])).toEqual([three, one])
    })

    it('is remembered by feed: the same key in another feed is fresh', async () => {
      await recordPolls(store, [aReport({ fresh: [anItem()] })])
      const elsewhere = anItem({ feedId: 'courier' })
      expect(await store.unseen('courier', [elsewhere])).toEqual([elsewhere])
      expect(await store.unseen('herald', [anItem()])).toEqual([])
    })

    it('is known by its address too, in a feed whose guids lose their trust', async () => {
      const url = `https://herald.example/${'lavrov-'.repeat(99)}`
      const one = anItem({ key: 'guid of today', url })
      await recordPolls(store, [aReport({ fresh: [one, anItem({ key: 'no address', url: '' })] })])
      const addressed = { ...one, key: `address:${url}` }
      expect(await store.unseen('herald', [addressed])).toEqual([])
      const empty = anItem({ key: 'address:', url: '' })
      expect(await store.unseen('herald', [empty])).toEqual([empty])
    })

    it('outlives the items, whose stories and documents stay', async () => {
      await recordPolls(store, [aReport({ placements: [aPlacement(anItem())] })])
      expect(await store.forgetItems(NOON)).toBe(0)
      expect(await store.forgetItems(minutesAfter(NOON, 1))).toBe(1)
      expect(await store.counts()).toMatchObject({ items: 0, documents: 1, stories: 1 })
      expect(await store.placementsAfter(0)).toEqual([])
      expect(await store.unseen('herald', [anItem()])).toEqual([])
    })

    it('outlives visits too, of which the latest to each feed stays', async () => {
      const visit = (minutes: number) =>
        recordPolls(store, [
          aReport({ at: minutesAfter(NOON, minutes), fresh: [], placements: [] }),
        ])
      for (const minutes of [0, 10, 20]) await visit(minutes)
      const visits = async () => {
        const from = daysAfter(NOON, -1)
        const [record] = await store.feedRecords(from, daysAfter(NOON, 1))
        return record?.polls
      }
      expect(await visits()).toBe(3)
      await store.forgetItems(minutesAfter(NOON, 15))
      expect(await visits()).toBe(1)
      await store.forgetItems(daysAfter(NOON, 1))
      expect(await visits()).toBe(1)
    })

    it('costs no query where there is nothing to ask', async () => {
      const { silent, statements } = counting(connection)
      const quiet = await openStore(silent)
      const before = statements()
      expect(await quiet.unseen('herald', [])).toEqual([])
      expect(await quiet.near([])).toEqual({
        stories: [],
        documentCount: 0,
        documentFrequency: {},
      })
      expect(statements()).toBe(before)
    })

    it('is never fresh to two polls of one feed at once', async () => {
      const items = ['1', '2', '3'].map((key) => anItem({ key }))
      const polls = [0, 1, 2, 3].map((minutes) =>
        store.transaction(async (poll) => {
          const fresh = await poll.unseen('herald', items)
          const placements = fresh.map((item) => aPlacement(item))
          await recordPolls(poll, [aReport({ at: minutesAfter(NOON, minutes), placements })])
          return fresh.length
        }),
      )
      const counts = await Promise.all(polls)
      expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 3])
      expect(await store.placementsAfter(0)).toHaveLength(3)
    })

    it('puts two feeds that carry one event into one story when they come at once', async () => {
      const polls = ['herald', 'courier', 'post'].map((feedId) =>
        store.transaction(async (poll) => {
          const item = anItem({ feedId, text: ARRIVAL })
          const { stories } = await poll.near([asked(ARRIVAL)])
          const storyId = stories[0]?.id ?? `opened by ${feedId}`
          const placements = [aPlacement(item, { storyId })]
          await recordPolls(poll, [aReport({ feed: aFeed({ id: feedId }), placements })])
        }),
      )
      await Promise.all(polls)
      const [story, ...others] = await store.stories(9)
      expect(others).toEqual([])
      expect(story?.documents).toHaveLength(3)
    })
  })

  describe('the stories near a telling', () => {
    it('are found by a shared probe whatever their age', async () => {
      await place('old', ARRIVAL, { published: daysAfter(NOON, -700) })
      expect(titlesOf(await nearTo(ARRIVAL_TRIMMED))).toEqual(['old'])
    })

    it('are found by a probe of the original a seed stands for', async () => {
      const [brief] = aSeedStory('visit', ['A brief in our own words']).documents
      const { shingles, probes } = aTelling(ARRIVAL)
      await store.keepSeeds([
        { ...aSeedStory('visit', []), documents: [{ ...brief!, original: { shingles, probes } }] },
      ])
      const { stories } = await nearTo(ARRIVAL)
      expect(stories.map(({ id }) => id)).toEqual(['visit'])
      expect(stories[0]?.documents[0]?.original).toEqual({ shingles, probes })
    })

    it.each([
      [-15, []],
      [-14, ['event']],
      [0, ['event']],
      [14, ['event']],
      [15, []],
    ])('are found by terms when told %i days away: %j', async (days, titles) => {
      const at = daysAfter(NOON, -100)
      await place('event', TALKS, { published: daysAfter(at, days) })
      const question = asked('Wonsan negotiations went on for hours, Lavrov said', at)
      expect(titlesOf(await store.near([question]))).toEqual(titles)
    })

    it('are found by terms as long as their last development is in time', async () => {
      await place('event', TALKS, { published: daysAfter(NOON, -30), storyId: 'long' })
      await place('event goes on', WEATHER, { published: daysAfter(NOON, -3), storyId: 'long' })
      expect(titlesOf(await nearTo('Choe received Lavrov'))).toEqual(['event'])
    })

    it('are the dozen that share the weightiest terms', async () => {
      const rare = 'shipyard'
      const placements = Array.from({ length: 25 }, (_, index) => {
        const text = index === 7 ? `minister ${rare} visit` : 'minister visit'
        return aPlacement(anItem({ key: `k${index}`, title: `t${index}`, text }))
      })
      await recordPolls(store, [aReport({ placements })])
      const telling = { ...aTelling(`minister ${rare}`), probes: [] }
      const { stories } = await store.near([{ telling, at: NOON }])
      expect(stories).toHaveLength(12)
      expect(titlesOf({ stories })).toContain('t7')
    })

    it('come once each, with every document and telling as it was placed', async () => {
      const counted = { value: 9, thing: 'troops', bound: 'least' as const, context: ['kursk'] }
      const facts = [
        { key: 'name:lavrov', written: 'Lavrov', kind: 'name' as const },
        { key: 'n:9:troops', written: '9 soldiers', kind: 'number' as const, counted },
      ]
      const telling = aTelling(ARRIVAL, facts)
      const [one, two] = ['1', '2'].map((key, index) => {
        const published = minutesAfter(NOON, index - 60)
        const item = anItem({ key, published, language: 'en', text: ARRIVAL })
        return aPlacement(item, { storyId: 'visit', storyTitle: 'The visit', telling })
      })
      await recordPolls(store, [aReport({ placements: [two!, one!] })])
      const { stories } = await store.near([asked(ARRIVAL), asked(ARRIVAL_TRIMMED)])
      expect(stories).toEqual([
        {
          id: 'visit',
          title: 'The visit',
          firstAt: minutesAfter(NOON, -60),
          lastAt: minutesAfter(NOON, -59),
          documents: [one!.document, two!.document],
        },
      ])
      expect(await store.story('visit')).toEqual(stories[0])
      expect(await store.stories(9)).toEqual(stories)
      expect(await store.story('none')).toBeUndefined()
    })

    it('keep shingles at both ends of 32 bits', async () => {
      const shingles = [0, 0x7fffffff, 0x80000000, 0xffffffff]
      const telling = { recipe: 1, shingles, probes: probesOf(shingles), terms: {}, facts: [] }
      const original = { shingles: [0xffffffff], probes: [0xffffffff] }
      const [brief] = aSeedStory('visit', ['A brief']).documents
      const seed = { ...brief!, telling, original }
      await store.keepSeeds([{ ...aSeedStory('visit', []), documents: [seed] }])
      for (const probe of [...telling.probes, ...original.probes]) {
        const question = { telling: { ...telling, probes: [probe] }, at: daysAfter(NOON, 99) }
        const { stories } = await store.near([question])
        expect(stories[0]?.documents[0]).toEqual(seed)
      }
    })

    it('come with the number of documents, and of those each asked-for term stands in', async () => {
      await place('one', ARRIVAL)
      await place('two', `${TALKS} in Wonsan, Wonsan, Wonsan`)
      await place('three', WEATHER)
      const { documentCount, documentFrequency } = await nearTo('Wonsan rain unheard')
      expect(documentCount).toBe(3)
      expect(documentFrequency).toEqual({ wonsan: 2, rain: 1 })
    })

    it('come with how often the words stand that documents of a story share', async () => {
      const told = ['arrives', 'is met', 'dines', 'departs'].map(
        (what) => `Lavrov ${what} in Wonsan`,
      )
      await store.keepSeeds([aSeedStory('visit', told, { firstAt: NOON, lastAt: NOON })])
      await place('five', `${WEATHER} and in Wonsan`)
      const { sharedFrequency } = await nearTo('Lavrov departs')
      expect(sharedFrequency).toEqual({ lavrov: 4, in: 5, wonsan: 5 })
      expect((await nearTo(WEATHER)).sharedFrequency).toBeUndefined()
    })

    it('stay answerable in a story of hundreds: older documents come with their facts', async () => {
      const at = (index: number) => minutesAfter(NOON, index - 1000)
      const placements = Array.from({ length: 120 }, (_, index) => {
        const key = `number:${index}`
        const text = index === 3 ? ARRIVAL : `report number ${index} of the long story`
        const telling = aTelling(text, [{ key, written: key, kind: 'number' }])
        const item = anItem({ key, text, published: at(index) })
        return aPlacement(item, { storyId: 'long', telling })
      })
      await recordPolls(store, [aReport({ placements })])
      const [story] = (await nearTo(ARRIVAL_TRIMMED)).stories
      const tellings = story!.documents.map(({ telling }) => telling)
      expect(tellings.flatMap(({ facts }) => facts)).toHaveLength(120)
      const whole = tellings.flatMap(({ shingles }, index) => (shingles.length > 0 ? [index] : []))
      expect(whole).toEqual([3, ...Array.from({ length: 24 }, (_, index) => 96 + index)])
    })

    it('never include one for a date a feed made up in the future', async () => {
      await place('future', TALKS, { published: daysAfter(NOON, 3650) })
      const [story] = await store.stories(1)
      expect(story?.lastAt).toEqual(NOON)
    })
  })

  describe('hostile text', () => {
    const NASTY = 'a\0b\uD800c\uDC00d \\u0000 "\\" \u{1F600} \'; drop table item; --'
    const CLEAN = 'abcd \\u0000 "\\" \u{1F600} \'; drop table item; --'

    it('is kept without what no database can hold, and fails no poll', async () => {
      const item = anItem({
        id: NASTY,
        key: NASTY,
        title: NASTY,
        url: NASTY,
        authors: [NASTY],
        summary: NASTY,
        text: NASTY,
        language: NASTY,
      })
      const telling = { ...aTelling(ARRIVAL), terms: { [NASTY]: 1 } }
      const placement = aPlacement(item, { storyId: NASTY, telling, heldBack: NASTY })
      const feed = aFeed({ id: NASTY, name: NASTY })
      const memory = aMemory({ feedId: NASTY, etag: NASTY, because: NASTY })
      const report = aReport({ feed, memory, because: NASTY, problems: [NASTY] })
      await recordPolls(store, [{ ...report, fresh: [item], placements: [placement] }])
      const [placed] = await store.placementsAfter(0)
      expect(placed?.item).toMatchObject({ id: CLEAN, title: CLEAN, authors: [CLEAN], text: CLEAN })
      expect(placed?.heldBack).toBe(CLEAN)
      expect((await store.feedMemory(NASTY))?.etag).toBe(CLEAN)
      expect(await store.unseen(NASTY, [item])).toEqual([])
      expect((await store.story(NASTY))?.documents).toHaveLength(1)
      const near = await store.near([{ telling, at: NOON }])
      expect(near.documentFrequency).toEqual({ [NASTY]: 1 })
    })

    it('with a key longer than an index takes is told apart by its end', async () => {
      const keys = ['x', 'y'].map((end) => '\u65b0'.repeat(50_000) + end)
      const [one, other] = keys.map((key, index) => anItem({ id: `item ${index}`, key }))
      await recordPolls(store, [aReport({ fresh: [one!] })])
      expect(await store.unseen('herald', [one!, other!])).toEqual([other])
    })

    it('with words longer than an index takes is placed all the same', async () => {
      const word = 'x'.repeat(50_000)
      await place('long word', `${word} ${TALKS}`)
      const { documentFrequency } = await nearTo(`${word} negotiations`)
      expect(documentFrequency).toEqual({ [word]: 1, negotiations: 1 })
    })

    it('with dates beyond the calendar fails no poll', async () => {
      const dates = [new Date(Number.NaN), new Date(8.64e15), new Date(-8.64e15)]
      const placements = dates.map((published, index) =>
        aPlacement(anItem({ key: `k${index}`, published, updated: published })),
      )
      await recordPolls(store, [aReport({ placements })])
      const [none, late, early] = (await store.placementsAfter(0)).map(({ item }) => item.published)
      expect(none).toBeUndefined()
      expect(late?.getUTCFullYear()).toBe(9999)
      expect(early?.getUTCFullYear()).toBe(1)
    })
  })

  describe('digests', () => {
    it('come back whole, dates as dates', async () => {
      const digest = aDigest({
        stories: [
          {
            storyId: 'visit',
            kind: 'update',
            watch: 'Lavrov',
            headline: 'Lavrov meets Kim',
            lead: {
              outlet: 'The Herald',
              url: 'https://herald.example/1',
              title: 'Lavrov meets Kim',
              published: NOON,
              itemId: 'herald:1',
            },
            storyTitle: 'The visit',
            sentences: [],
            otherHeadlines: [],
            alsoIn: ['The Courier'],
            copies: 1,
            retellings: 2,
            updates: 0,
            answered: ['Lavrov'],
            because: 'new facts',
          },
        ],
        feeds: [
          {
            feedId: 'herald',
            name: 'The Herald',
            polls: 4,
            failedPolls: 0,
            freshItems: 9,
            lastSuccessAt: NOON,
          },
          { feedId: 'post', name: 'The Post', polls: 1, failedPolls: 1, freshItems: 0 },
        ],
      })
      await store.recordDigest(digest)
      expect(await store.digest(digest.id)).toEqual({ digest, deliveries: [] })
      expect(await store.undelivered('desk')).toEqual([{ digest, deliveries: [] }])
      expect(await store.undelivered('another')).toEqual([])
      expect(await store.digest('none')).toBeUndefined()
    })

    it('stay as first written when composed twice', async () => {
      await store.recordDigest(aDigest())
      await store.recordDigest(aDigest({ messageId: '<second@wirewatch.example>' }))
      expect((await store.digest('desk-1'))?.digest).toEqual(aDigest())
    })

    it('tell the same placements once, though two composers reach further or name it apart', async () => {
      await store.recordDigest(aDigest({ id: 'first', covers: covering(0, 5) }))
      await store.recordDigest(aDigest({ id: 'second', covers: covering(0, 7) }))
      await store.recordDigest(aDigest({ id: 'other', subscriberId: 'x', covers: covering(0, 7) }))
      expect((await store.undelivered('desk')).map(({ digest }) => digest.id)).toEqual(['first'])
      expect(await store.lastDigest('desk')).toEqual({ upTo: 5, composedAt: NOON })
    })

    it('may say twice that nothing is new, and then tell what is', async () => {
      const at = [0, 60, 120, 180].map((minutes) => minutesAfter(NOON, minutes))
      const ends = [5, 5, 5, 8]
      for (const [index, upTo] of ends.entries()) {
        await store.recordDigest(
          aDigest({
            id: `d${index}`,
            composedAt: at[index]!,
            covers: covering(ends[index - 1] ?? 0, upTo),
          }),
        )
        expect(await store.lastDigest('desk')).toEqual({ upTo, composedAt: at[index] })
      }
      expect(await store.undelivered('desk')).toHaveLength(4)
    })

    it('wait for delivery oldest first, and are listed latest first with their delivery', async () => {
      const early = aDigest({
        id: 'b',
        composedAt: minutesAfter(NOON, -60),
        covers: covering(0, 3),
      })
      const late = aDigest({ id: 'a', composedAt: NOON, covers: covering(3, 9) })
      await store.recordDigest(late)
      await store.recordDigest(early)
      const waits = (digest: Digest) => ({ digest, deliveries: [] })
      expect(await store.undelivered('desk')).toEqual([waits(early), waits(late)])
      const delivery: Delivery = {
        digestId: 'b',
        addressee: 'mail:desk@example.org',
        at: minutesAfter(NOON, 1),
        outcome: 'accepted',
        receipt: '250 OK\0',
        attempts: 1,
      }
      await store.recordDelivery(delivery)
      await store.recordDelivery({ ...delivery, receipt: 'again' })
      expect(await store.undelivered('desk')).toEqual([waits(late)])
      expect(await store.digests(9)).toEqual([
        waits(late),
        { digest: early, deliveries: [{ ...delivery, receipt: '250 OK' }] },
      ])
      expect(await store.digests(1)).toHaveLength(1)
      expect(await store.lastDigest('nobody')).toBeUndefined()
    })
  })

  describe('deliveries', () => {
    const addressees = ['mail:one@example.org', 'slack:ops']
    const tried = (addressee: string, outcome: Delivery['outcome'], attempts = 1): Delivery => ({
      digestId: 'desk-1',
      addressee,
      at: minutesAfter(NOON, attempts),
      outcome,
      receipt: `try ${attempts}`,
      attempts,
      ...(outcome === 'trouble' && { nextTryAt: minutesAfter(NOON, 30) }),
    })

    it('settle a digest when each addressee has it or refused it, whatever came between', async () => {
      await store.recordDigest(aDigest({ addressees }))
      await store.recordDelivery(tried('slack:ops', 'trouble', 1))
      await store.recordDelivery(tried('mail:one@example.org', 'accepted'))
      await store.recordDelivery(tried('slack:ops', 'trouble', 2))
      expect((await store.undelivered('desk'))[0]?.deliveries).toEqual([
        tried('mail:one@example.org', 'accepted'),
        tried('slack:ops', 'trouble', 2),
      ])
      await store.recordDelivery(tried('slack:ops', 'refused', 3))
      expect(await store.undelivered('desk')).toEqual([])
    })

    it('refused since one was accepted are what an addressee missed, the latest twenty', async () => {
      const all = Array.from({ length: 24 }, (_, at) => `desk-${String(at).padStart(2, '0')}`)
      for (const [at, id] of all.entries()) {
        const composedAt = minutesAfter(NOON, at)
        const covers = covering(at, at + 1)
        await store.recordDigest(aDigest({ id, addressees, composedAt, covers }))
        const mail = at === 1 ? 'accepted' : 'refused'
        await store.recordDelivery({ ...tried('mail:one@example.org', mail), digestId: id })
        await store.recordDelivery({ ...tried('slack:ops', 'accepted'), digestId: id })
      }
      const next = aDigest({ composedAt: minutesAfter(NOON, 24), covers: covering(24, 25) })
      const missed = await store.missed(next, 'mail:one@example.org')
      expect(missed.map(({ digest }) => digest.id)).toEqual(all.slice(4))
      expect(missed[0]).toMatchObject({
        receipt: 'try 1',
        digest: { composedAt: minutesAfter(NOON, 4) },
      })
      expect(await store.missed(next, 'slack:ops')).toEqual([])
      const nobody = { ...next, subscriberId: 'nobody' }
      expect(await store.missed(nobody, 'mail:one@example.org')).toEqual([])
      const early = missed[1]!.digest
      expect(await store.missed(early, 'mail:one@example.org')).toHaveLength(3)
    })

    it('that are final stay as they are', async () => {
      await store.recordDigest(aDigest({ addressees }))
      await store.recordDelivery(tried('slack:ops', 'accepted', 1))
      await store.recordDelivery(tried('slack:ops', 'trouble', 2))
      expect((await store.digest('desk-1'))?.deliveries).toEqual([
        tried('slack:ops', 'accepted', 1),
      ])
    })
  })

  describe('what a subscriber was told', () => {
    const visit = anItem({ key: 'visit', title: 'Lavrov lands in Wonsan' })
    const told = (title: string): ToldStory => ({
      storyId: 'story-1',
      kind: 'new',
      watch: 'Lavrov',
      headline: title,
      lead: { outlet: 'The Herald', url: visit.url, title, itemId: visit.id },
      storyTitle: title,
      sentences: [],
      otherHeadlines: [],
      alsoIn: [],
      copies: 0,
      retellings: 0,
      updates: 0,
      answered: [],
      because: '',
    })

    it('stands by story, for this subscriber alone, first to last', async () => {
      const later = { composedAt: minutesAfter(NOON, 60), covers: covering(1, 2) }
      await store.recordDigest(aDigest({ id: 'b', ...later, stories: [told('Lavrov leaves')] }))
      await store.recordDigest(aDigest({ id: 'a', stories: [told('Lavrov lands')] }))
      await store.recordDigest(aDigest({ id: 'x', subscriberId: 'x', stories: [told('For x')] }))
      const { tellings } = await store.digestPast('desk', ['story-1'], daysAfter(NOON, 3))
      expect(tellings?.map(({ digestId, headline }) => [digestId, headline])).toEqual([
        ['a', 'Lavrov lands'],
        ['b', 'Lavrov leaves'],
      ])
      expect((await store.digestPast('desk', ['story-2'], NOON)).tellings).toEqual([])
    })

    it('is of the story its item stands in now, and names the one it was told under', async () => {
      const other = anItem({ key: 'other' })
      const placements = [visit, other].map((one) => aPlacement(one, { storyId: 'story-1' }))
      await recordPolls(store, [aReport({ placements })])
      await store.recordDigest(aDigest({ stories: [told(visit.title)] }))
      const documents = [placements[0]!.document.id]
      const move = { from: 'story-1', to: 'story-2', title: visit.title, documents, because: '' }
      await store.recordMoves([move], 'wirewatch', NOON)
      const { tellings } = await store.digestPast('desk', ['story-1', 'story-2'], NOON)
      expect(tellings).toMatchObject([
        { storyId: 'story-2', headline: visit.title, under: visit.title },
      ])
    })

    it('reads otherwise when the outlet changes its headline, until that is told too', async () => {
      await recordPolls(store, [aReport({ placements: [aPlacement(visit)] })])
      await store.recordDigest(aDigest({ stories: [told(visit.title)] }))
      const rewordings = async () =>
        (await store.digestPast('desk', [], daysAfter(NOON, 1))).rewordings
      expect(await rewordings()).toEqual([])
      const item = { ...visit, title: 'Lavrov lands in Vladivostok' }
      const revised = [{ item, placed: true }]
      await recordPolls(store, [aReport({ at: minutesAfter(NOON, 60), fresh: [], revised })])
      const found = await rewordings()
      expect(found).toMatchObject([{ headline: item.title, told: { headline: visit.title } }])
      const corrections = (found ?? []).map((one) => ({ ...one, because: 'moved' }))
      const again = { composedAt: minutesAfter(NOON, 90), covers: covering(1, 1), corrections }
      await store.recordDigest(aDigest({ id: 'again', ...again }))
      expect(await rewordings()).toEqual([])
    })

    it('reads otherwise when the outlet changes its summary, until that is told too', async () => {
      await recordPolls(store, [aReport({ placements: [aPlacement(visit)] })])
      await store.recordDigest(aDigest({ stories: [told(visit.title)] }))
      const rewordings = async (subscriber = 'desk') =>
        (await store.digestPast(subscriber, [], daysAfter(NOON, 1))).rewordings ?? []
      const reword = (minutes: number, summary: string) => {
        const revised = [{ item: { ...visit, summary }, placed: true }]
        return recordPolls(store, [
          aReport({ at: minutesAfter(NOON, minutes), fresh: [], revised }),
        ])
      }
      await reword(60, 'Second.')
      const found = await rewordings()
      expect(found).toMatchObject([
        { headline: visit.title, summary: { told: visit.summary, now: 'Second.' } },
      ])
      expect(await rewordings('x')).toEqual([])
      const text = { now: 'Second.', summary: 'Second.' }
      const corrections = found.map((one) => ({ ...one, because: 'other', text }))
      const again = { composedAt: minutesAfter(NOON, 90), covers: covering(1, 1), corrections }
      await store.recordDigest(aDigest({ id: 'again', ...again }))
      expect(await rewordings()).toEqual([])
      await reword(120, 'Third.')
      expect(await rewordings()).toMatchObject([{ summary: { told: 'Second.', now: 'Third.' } }])
      await reword(130, 'Second.')
      expect(await rewordings()).toEqual([])
    })

    it('is looked at while its article is fresh or due, and told as gone until that is told', async () => {
      await recordPolls(store, [aReport({ placements: [aPlacement(visit)] })])
      expect(await store.articlesToLookAt(NOON, 9)).toEqual([])
      await store.recordDigest(aDigest({ stories: [told(visit.title)] }))
      const { id: itemId, url, feedId } = visit
      expect(await store.articlesToLookAt(NOON, 9)).toEqual([{ itemId, url, feedId }])
      expect(await store.articlesToLookAt(daysAfter(NOON, 3), 9)).toEqual([])
      const look = { itemId, looks: 1, status: 404, nextAt: minutesAfter(NOON, 60), stoodAt: NOON }
      await store.recordArticleLook(look)
      expect(await store.articlesToLookAt(minutesAfter(NOON, 59), 9)).toEqual([])
      expect(await store.articlesToLookAt(minutesAfter(NOON, 60), 9)).toMatchObject([{ look }])
      const vanishings = async (subscriber = 'desk') =>
        (await store.digestPast(subscriber, [], daysAfter(NOON, 1))).vanishings ?? []
      expect(await vanishings()).toEqual([])
      const vanishedAt = minutesAfter(NOON, 60)
      await store.recordArticleLook({ itemId, looks: 2, status: 404, stoodAt: NOON, vanishedAt })
      const found = await vanishings()
      expect(found).toMatchObject([{ url, status: 404, at: vanishedAt, headline: visit.title }])
      expect(await vanishings('x')).toEqual([])
      const gone = found.map((one) => ({ ...one, because: 'gone', vanished: true as const }))
      const again = {
        composedAt: minutesAfter(NOON, 90),
        covers: covering(1, 1),
        corrections: gone,
      }
      await store.recordDigest(aDigest({ id: 'again', ...again }))
      expect(await vanishings()).toEqual([])
      expect((await store.digest('again'))?.digest.corrections).toMatchObject([
        { at: vanishedAt, vanished: true },
      ])
    })

    it('comes with the pace of stories, by outlets and stretches of two hours, once one is told by five', async () => {
      const at = (minutes: number, ...outlets: readonly string[]) =>
        recordPolls(store, [
          aReport({
            at: minutesAfter(NOON, minutes),
            placements: outlets.map((outlet) =>
              aPlacement(anItem({ key: `${outlet}-${minutes}`, outlet }), { storyId: 'wave' }),
            ),
          }),
        ])
      await at(0, 'A', 'A', 'B')
      await at(121, 'A', 'B', 'C', 'D')
      expect((await store.digestPast('desk', [], minutesAfter(NOON, 130))).paces).toEqual([])
      await at(125, 'E')
      const { paces } = await store.digestPast('desk', [], minutesAfter(NOON, 130))
      const wave = paces?.map(({ stretchesAgo, outlets }) => [stretchesAgo, outlets])
      expect(wave?.toSorted()).toEqual([
        [0, 5],
        [1, 2],
      ])
    })
  })

  describe('what subscribers ask for', () => {
    const mute: SubscriberAction = {
      subscriberId: 'desk',
      at: NOON,
      kind: 'mute',
      subject: 'story-1',
      detail: { words: 'Lavrov lands', watch: 'Lavrov' },
    }

    it('stands once however often it is asked, and is kept when undone', async () => {
      const number = await store.recordAction(mute)
      expect(await store.recordAction({ ...mute, at: daysAfter(NOON, 1) })).toBe(number)
      await store.undoAction(number, 'another', NOON)
      expect(await store.actions('desk')).toEqual([{ ...mute, number }])
      await store.undoAction(number, 'desk', daysAfter(NOON, 2))
      const again = await store.recordAction(mute)
      expect(await store.actions('desk')).toEqual([
        { ...mute, number, undoneAt: daysAfter(NOON, 2) },
        { ...mute, number: again },
      ])
      expect(await store.actions('another')).toEqual([])
    })

    it('is signed with one key that stays', async () => {
      const key = await store.linkKey()
      expect(key).toMatch(/^[\w-]{43}$/)
      expect(await store.linkKey()).toBe(key)
    })
  })

  describe('the news of a watch', () => {
    it('is what was new in it, latest first, without what was held back', async () => {
      const placed = ['one', 'two', 'three'].map((key) => aPlacement(anItem({ key })))
      const old = aPlacement(anItem({ key: 'old' }), { heldBack: 'the starting point' })
      await recordPolls(store, [aReport({ placements: [...placed, old] })])
      const news = await store.newsOf('Lavrov', 2)
      expect(news.map(({ item }) => item.key)).toEqual(['three', 'two'])
      expect(await store.newsOf('Kim', 9)).toEqual([])
    })

    it('is counted by the day it was read in UTC, every watch for itself', async () => {
      const read = async (at: Date, key: string, ...names: readonly string[]) => {
        const { match, ...placement } = aPlacement(anItem({ key }))
        const answers = names.map((watch) => ({ watch, spans: [] }))
        const placements = [{ ...placement, match: { ...match, answers } }]
        await recordPolls(store, [aReport({ at, placements })])
      }
      const night = new Date('2025-07-11T23:59:59Z')
      await read(daysAfter(NOON, -1), 'before', 'Lavrov')
      await read(NOON, 'one', 'Lavrov', 'Kim')
      await read(night, 'two', 'Lavrov')
      await read(minutesAfter(night, 1), 'three', 'Kim')
      expect(await store.coverage(NOON, 'UTC')).toMatchObject([
        { watch: 'Kim', day: '2025-07-11', news: 1 },
        { watch: 'Kim', day: '2025-07-12', news: 1 },
        { watch: 'Lavrov', day: '2025-07-11', news: 2 },
      ])
      expect(await store.coverage(daysAfter(NOON, 1), 'UTC')).toEqual([])
    })
  })

  describe('the records of feeds', () => {
    it('count visits after one instant up to another, by feed', async () => {
      const visit = (minutes: number, given: Parameters<typeof aReport>[0] = {}) =>
        recordPolls(store, [aReport({ at: minutesAfter(NOON, minutes), ...given })])
      const courier = aFeed({ id: 'courier', name: 'The Courier' })
      const failing = aMemory({ feedId: 'courier', lastSuccessAt: daysAfter(NOON, -2) })
      await visit(0, { fresh: [anItem({ key: 'before' })] })
      await visit(1, { outcome: 'failed', because: 'timed out' })
      await visit(2, { fresh: [anItem({ key: '1' }), anItem({ key: '2' })] })
      await visit(3, { feed: aFeed({ name: 'The New Herald' }), outcome: 'unchanged' })
      await visit(3, { feed: courier, outcome: 'unreadable', because: 'no feed', memory: failing })
      await visit(4, { feed: aFeed({ id: 'late' }) })
      expect(await store.feedRecords(NOON, minutesAfter(NOON, 3))).toEqual([
        {
          feedId: 'courier',
          name: 'The Courier',
          polls: 1,
          failedPolls: 1,
          freshItems: 0,
          lastSuccessAt: daysAfter(NOON, -2),
          trouble: 'no feed',
        },
        {
          feedId: 'herald',
          name: 'The New Herald',
          polls: 3,
          failedPolls: 1,
          freshItems: 2,
          lastSuccessAt: minutesAfter(NOON, 3),
        },
      ])
    })
  })

  describe('what a feed left out', () => {
    const records = () => store.feedRecords(minutesAfter(NOON, -60), NOON)
    const poll = (minutes: number, overflowed: boolean, memory: Partial<FeedMemory> = {}) =>
      recordPolls(store, [
        aReport({ at: minutesAfter(NOON, minutes), overflowed, memory: aMemory(memory) }),
      ])

    it('is in the records with the time of the latest overflow, while it is recent', async () => {
      await poll(-90, true)
      await poll(-45, true)
      await poll(-30, true)
      await poll(-15, false)
      expect(await records()).toMatchObject([{ overflowedAt: minutesAfter(NOON, -30) }])
      const later = await store.feedRecords(minutesAfter(NOON, -20), NOON)
      expect(later[0]).not.toHaveProperty('overflowedAt')
    })

    it('is told with the rhythm and the latest item, so that silence can be judged', async () => {
      const rhythm = { usualGapMs: 6 * 3_600_000, latestItemAt: daysAfter(NOON, -3) }
      await poll(-15, false, rhythm)
      expect(await records()).toMatchObject([rhythm])
    })
  })

  describe('the past', () => {
    const item = (key: string) => anItem({ key })
    const all = { to: daysAfter(NOON, 1), limit: 99 }

    it('gives back what came on record together in the order it was read', async () => {
      const visit = (key: string, minutes: number) =>
        aReport({ at: minutesAfter(NOON, minutes), fresh: [item(key)] })
      await recordPolls(store, [visit('late', 9), visit('early', 1), visit('between', 5)])
      const keys = (await store.history(all)).map((past) => past.item.key)
      expect(keys).toEqual(['early', 'between', 'late'])
    })

    it('gives back items in the order they came on record, with what became of them', async () => {
      const first = aReport({ fresh: [item('b'), item('a')], baseline: true })
      await recordPolls(store, [first], minutesAfter(NOON, 1))
      const second = aReport({
        at: minutesAfter(NOON, 5),
        fresh: [item('c'), item('d')],
        placements: [aPlacement(item('d'))],
      })
      await recordPolls(store, [second])
      const past = await store.history(all)
      const recordedAt = minutesAfter(NOON, 1)
      const start = { readAt: NOON, recordedAt, baseline: true, placed: false }
      const five = minutesAfter(NOON, 5)
      const later = { readAt: five, recordedAt: five, readBefore: NOON, baseline: false }
      expect(past).toEqual([
        { number: 1, item: item('b'), ...start },
        { number: 2, item: item('a'), ...start },
        { number: 3, item: item('c'), ...later, placed: false },
        { number: 4, item: item('d'), ...later, placed: true },
      ])
      const keys = (range: object) =>
        store.history({ ...all, ...range }).then((found) => found.map((one) => one.item.key))
      expect(await keys({ limit: 2 })).toEqual(['b', 'a'])
      expect(await keys({ after: past[1], limit: 1 })).toEqual(['c'])
      expect(await keys({ after: past[3] })).toEqual([])
      expect(await keys({ from: minutesAfter(NOON, 5) })).toEqual(['c', 'd'])
      expect(await keys({ to: NOON })).toEqual(['b', 'a'])
    })

    it('gives back how an item was worded before a watch answered it', async () => {
      const wording = (title: string, summary: string) => ({ ...item('a'), title, summary })
      const revise = (minutes: number, revised: Item, placed = false) =>
        aReport({
          at: minutesAfter(NOON, minutes),
          revised: [{ item: revised, placed }],
          placements: placed ? [] : minutes === 3 ? [aPlacement(revised)] : [],
        })
      await recordPolls(store, [aReport({ fresh: [wording('First', 'One.')] })])
      await recordPolls(store, [revise(1, wording('First', 'Two.'))])
      await recordPolls(store, [revise(3, wording('Third', 'Three.'))])
      await recordPolls(store, [revise(5, wording('Fourth', 'Four.'), true)])
      const { text } = item('a')
      const [past] = await store.history(all)
      expect(past?.item).toMatchObject({ title: 'Third', summary: 'Three.' })
      expect(past?.wordings).toEqual([
        { at: NOON, title: 'First', summary: 'One.', text },
        { at: minutesAfter(NOON, 1), title: 'First', summary: 'Two.', text },
        { at: minutesAfter(NOON, 3), title: 'Third', summary: 'Three.', text },
        { at: minutesAfter(NOON, 5), title: 'Fourth', summary: 'Four.', text },
      ])
      const [placed] = await store.placementsAfter(0)
      expect(placed?.headlines).toEqual(['First', 'Third', 'Fourth'])
    })

    it('takes placements that no poll made, once', async () => {
      await recordPolls(store, [aReport({ fresh: [item('a')] })])
      const placement = aPlacement(item('a'), { heldBack: 'history' })
      await store.recordPlacements([placement], minutesAfter(NOON, 9))
      await store.recordPlacements([placement], minutesAfter(NOON, 10))
      expect(await store.placementsAfter(0)).toMatchObject([
        { item: item('a'), heldBack: 'history', placedAt: minutesAfter(NOON, 9) },
      ])
      expect(await store.history(all)).toMatchObject([{ placed: true }])
    })

    it('remembers which watches were set against it, and how they asked', async () => {
      await store.recordLookBack('Lavrov', 'f00d', NOON)
      await store.recordLookBack('Troops', 'beef', NOON)
      await store.recordLookBack('Lavrov', 'cafe', minutesAfter(NOON, 1))
      expect(await store.lookedBack()).toEqual({ Lavrov: 'cafe', Troops: 'beef' })
      await store.forgetLookBacks(['Troops', 'never there'])
      expect(await store.lookedBack()).toEqual({ Lavrov: 'cafe' })
    })
  })

  describe('a host', () => {
    const later = (ms: number) => new Date(NOON.getTime() + ms)
    // The embedded store's leases are in memory, which no test empties.
    let host: string
    beforeEach(() => {
      host = `${randomUUID()}.example`
    })
    const lease = (holder: string, ms: number, at = host) => ({
      host: at,
      holder,
      at: later(ms),
      until: later(ms + 120_000),
      nextStartAt: later(ms + 1000),
    })

    it('is held by one visit at a time, however many ask at once', async () => {
      const attempts = Array.from({ length: 10 }, (_, at) =>
        store.takeHost(lease(`worker ${at}`, 0)),
      )
      const answers = await Promise.all(attempts)
      expect(answers.filter(({ freeAt }) => freeAt === undefined)).toHaveLength(1)
      expect(answers.filter(({ freeAt }) => freeAt !== undefined)).toEqual(
        Array.from({ length: 9 }, () => ({ freeAt: later(120_000) })),
      )
      expect(await store.takeHost(lease('elsewhere', 0, `courier.${host}`))).toEqual({})
    })

    it('is free when the visit is over, and not before a second after its start', async () => {
      await store.takeHost(lease('first', 0))
      await store.holdHost({ ...lease('first', 0), until: later(300) })
      expect(await store.takeHost(lease('second', 999))).toEqual({ freeAt: later(1000) })
      expect(await store.takeHost(lease('second', 1000))).toEqual({ leftAt: later(300) })
    })

    it('rests for a second from the last answer of a visit', async () => {
      await store.takeHost(lease('first', 0))
      await store.holdHost({ ...lease('first', 5000), until: later(5000) })
      expect(await store.takeHost(lease('second', 5999))).toEqual({ freeAt: later(6000) })
    })

    it('rests from the latest of several requests of one visit', async () => {
      await store.takeHost(lease('first', 0))
      await store.takeHost(lease('first', 4000))
      await store.holdHost({ ...lease('first', 0), until: later(4100) })
      expect(await store.takeHost(lease('second', 4999))).toEqual({ freeAt: later(5000) })
    })

    it('is held on while the visit goes on', async () => {
      await store.takeHost(lease('first', 0))
      await store.holdHost({ ...lease('first', 0), until: later(200_000) })
      expect(await store.takeHost(lease('second', 199_999))).toEqual({ freeAt: later(200_000) })
    })

    it('may be taken again by its holder, with the time between two starts kept', async () => {
      await store.takeHost(lease('first', 0))
      expect(await store.takeHost(lease('first', 400))).toEqual({ freeAt: later(1000) })
      expect(await store.takeHost(lease('first', 1000))).not.toHaveProperty('freeAt')
      expect(await store.takeHost(lease('second', 1500))).toEqual({ freeAt: later(121_000) })
    })

    it('is free again when its holder died, and is then not given back by the dead', async () => {
      await store.takeHost(lease('dies', 0))
      expect(await store.takeHost(lease('second', 119_999))).toEqual({ freeAt: later(120_000) })
      expect(await store.takeHost(lease('second', 120_000))).toEqual({ leftAt: later(120_000) })
      await store.holdHost({ ...lease('dies', 0), until: later(130_000) })
      expect(await store.takeHost(lease('third', 130_000))).toEqual({ freeAt: later(240_000) })
    })
  })

  describe('feeds that are ill', () => {
    const ill = {
      lastVisitAt: daysAfter(NOON, -3),
      lastSuccessAt: daysAfter(NOON, -20),
      failuresInARow: 9,
    }
    const failedPoll = (memory: Partial<FeedMemory>) =>
      aReport({
        at: daysAfter(NOON, -3),
        outcome: 'failed',
        because: 'answered 404 (Not Found)',
        memory: aMemory(memory),
      })
    const records = () => store.feedRecords(minutesAfter(NOON, -60), NOON)

    it('are in the records also of a time in which they were not visited', async () => {
      await recordPolls(store, [failedPoll({ ...ill, goneSince: daysAfter(NOON, -3) })])
      expect(await records()).toEqual([
        {
          feedId: 'herald',
          name: 'The Herald',
          polls: 0,
          failedPolls: 0,
          freshItems: 0,
          lastSuccessAt: ill.lastSuccessAt,
          trouble: 'answered 404 (Not Found)',
          goneSince: daysAfter(NOON, -3),
        },
      ])
    })

    it.each<[string, Partial<FeedMemory>, number]>([
      ['failing for a day', { lastSuccessAt: daysAfter(NOON, -1) }, 1],
      ['failing for less', { lastSuccessAt: minutesAfter(NOON, -1439) }, 0],
      ['well', { failuresInARow: 0 }, 0],
      ['long out of the configuration', { lastVisitAt: daysAfter(NOON, -8) }, 0],
    ])('and were not visited are in the records or not: %s', async (_, memory, count) => {
      await recordPolls(store, [failedPoll({ ...ill, ...memory })])
      expect(await records()).toHaveLength(count)
    })
  })

  describe('moves', () => {
    const because = 'one event'

    it('make two stories one, with what was placed in them and what finds them', async () => {
      await place('arrival', ARRIVAL)
      await place('talks', TALKS)
      const [arrival, talks] = await store.placementsAfter(0)
      const [from, to] = [talks!.verdict.storyId, arrival!.verdict.storyId]
      const move = { from, to, title: 'arrival', because }
      await store.recordMoves([move], 'Ann', minutesAfter(NOON, 1))
      await store.recordMoves([move], 'Ann', minutesAfter(NOON, 2))
      expect(await store.story(from)).toBeUndefined()
      const story = await store.story(to)
      expect(story?.documents.map(({ title }) => title)).toEqual(['arrival', 'talks'])
      expect((await store.placementsOf(to)).map(({ verdict }) => verdict)).toMatchObject([
        { storyId: to, storyTitle: story!.title },
        { storyId: to, storyTitle: story!.title },
      ])
      expect(titlesOf(await nearTo(TALKS))).toEqual([story!.title])
      expect(await store.movesOf(from)).toEqual([
        {
          at: minutesAfter(NOON, 1),
          madeBy: 'Ann',
          from,
          to,
          documents: [story!.documents[1]!.id],
          because,
        },
      ])
    })

    it('that a placement shows are made before it is recorded', async () => {
      await place('arrival', ARRIVAL, { storyId: 'both' })
      await place('weather', WEATHER, { storyId: 'both' })
      const { documents } = (await store.story('both'))!
      const moved = documents[1]!.id
      const split = { from: 'both', to: 'apart', title: 'weather', documents: [moved], because }
      const item = anItem({ key: 'talks', title: 'talks', text: TALKS })
      const placement = { ...aPlacement(item, { storyId: 'both' }), moves: [split] }
      await recordPolls(store, [aReport({ placements: [placement] })])
      const titles = async (id: string) =>
        (await store.story(id))?.documents.map(({ title }) => title)
      expect(await titles('both')).toEqual(['arrival', 'talks'])
      expect(await titles('apart')).toEqual(['weather'])
      expect(titlesOf(await nearTo(WEATHER))).toContain('weather')
      expect(await store.movesOf('apart')).toMatchObject([{ madeBy: 'wirewatch' }])
    })

    it('may be of what the same reading placed before, at a rebuild too', async () => {
      const [arrival, weather, talks] = [ARRIVAL, WEATHER, TALKS].map((text, at) =>
        aPlacement(anItem({ key: `${at}`, text }), { storyId: 'both' }),
      )
      await recordPolls(store, [aReport({ placements: [arrival!, weather!, talks!] })])
      const { id } = weather!.document
      const split = { from: 'both', to: 'apart', title: 'weather', documents: [id], because }
      await store.rebuild(async (inner) => {
        await inner.takeOut()
        await inner.replace([arrival!, weather!, { ...talks!, moves: [split] }], NOON)
      })
      expect((await store.story('apart'))?.documents).toMatchObject([{ id }])
      const placed = await store.placementsOf('apart')
      expect(placed.map(({ item }) => item.id)).toEqual([weather!.match.item.id])
    })

    it('may be of what the same reading placed before', async () => {
      const [arrival, weather, talks] = [ARRIVAL, WEATHER, TALKS].map((text, at) =>
        aPlacement(anItem({ key: `${at}`, text }), { storyId: 'both' }),
      )
      const documents = [weather!.document.id]
      const split = { from: 'both', to: 'apart', title: 'weather', documents, because }
      const placements = [arrival!, weather!, { ...talks!, moves: [split] }]
      await recordPolls(store, [aReport({ placements })])
      expect((await store.story('apart'))?.documents.map(({ id }) => id)).toEqual(documents)
      expect((await store.story('both'))?.documents).toHaveLength(2)
    })
  })

  describe('seeds', () => {
    const visit = aSeedStory('visit', [ARRIVAL, TALKS])

    it('are added once and come back whole', async () => {
      expect(await store.keepSeeds([visit])).toEqual({ added: 2, removed: 0 })
      expect(await store.keepSeeds([visit])).toEqual({ added: 0, removed: 0 })
      expect(await store.story('visit')).toEqual(visit)
      expect(await nearTo(ARRIVAL)).toMatchObject({ stories: [visit], documentCount: 2 })
    })

    it('are replaced where they changed', async () => {
      await store.keepSeeds([visit])
      const changed = aSeedStory('visit', [ARRIVAL, WEATHER])
      expect(await store.keepSeeds([changed])).toEqual({ added: 1, removed: 1 })
      expect(await store.story('visit')).toEqual(changed)
      expect(titlesOf(await nearTo(TALKS))).toEqual([])
      expect((await nearTo('Choe flooded Wonsan')).documentFrequency).toEqual({
        flooded: 1,
        wonsan: 1,
      })
    })

    it('leave without a trace when they are gone', async () => {
      await store.keepSeeds([visit, aSeedStory('weather', [WEATHER])])
      expect(await store.keepSeeds([])).toEqual({ added: 0, removed: 3 })
      expect(await store.counts()).toMatchObject({ documents: 0, stories: 0 })
      expect(await nearTo(ARRIVAL)).toEqual({
        stories: [],
        documentCount: 0,
        documentFrequency: {},
      })
    })

    it('leave the items placed in their story where they are', async () => {
      await store.keepSeeds([visit])
      await place('arrival', `${ARRIVAL} on Saturday`, { storyId: 'visit' })
      const placed = await store.placementsAfter(0)
      await store.keepSeeds([])
      expect(await store.placementsAfter(0)).toEqual(placed)
      expect(await store.placementsOf('visit')).toEqual(placed)
      const story = await store.story('visit')
      expect(story?.documents.map(({ origin }) => origin)).toEqual(['item'])
      expect(story).toMatchObject({ firstAt: NOON, lastAt: NOON })
      expect((await nearTo('Wonsan hotel')).documentFrequency).toEqual({ wonsan: 1 })
    })
  })

  function asked(text: string, at = NOON) {
    return { telling: aTelling(text), at }
  }

  function nearTo(text: string): Promise<Neighbourhood> {
    return store.near([asked(text)])
  }

  async function place(
    title: string,
    text: string,
    given: { published?: Date; storyId?: string } = {},
  ): Promise<void> {
    const { storyId, published } = given
    const item = anItem({ key: title, title, text, ...(published && { published }) })
    const placements = [aPlacement(item, storyId === undefined ? {} : { storyId })]
    await recordPolls(store, [aReport({ placements })])
  }
})

function titlesOf({ stories }: Pick<Neighbourhood, 'stories'>): readonly string[] {
  return stories.map(({ title }) => title)
}

function covering(after: number, upTo: number) {
  return { after, upTo, from: daysAfter(NOON, -1), to: NOON }
}

/** The connection, counting the statements that go through it. */
function counting(connection: Connection): { silent: Connection; statements: () => number } {
  let statements = 0
  const silent: Connection = {
    ...connection,
    query: (text, parameters) => {
      statements++
      return connection.query(text, parameters)
    },
    transaction: (work) => {
      statements++
      return connection.transaction(work)
    },
  }
  return { silent, statements: () => statements }
}

/** What the reader's pages ask of the store: stories, digests, coverage, and the search. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/adapters/sql/connection.ts'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import { SEGMENT } from '../../src/core/search/segments.ts'
import { wordsAsked } from '../../src/core/search/words-asked.ts'
import { parseQuery } from '../../src/core/watch/parse-query.ts'
import type { Item, Placement, VerdictKind, WordsAsked } from '../../src/model.ts'
import type { Portion, SearchAsked, SearchHit, Store } from '../../src/ports.ts'
import { connections } from '../support/backends.ts'
import {
  aDigest,
  anItem,
  aPlacement,
  aReport,
  daysAfter,
  minutesAfter,
  NOON,
} from '../support/builders.ts'
import { recordPolls } from '../support/record-polls.ts'

describe.each(await connections())('the reader’s store on $name', (backend) => {
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
    await connection.exec(`truncate ${tables.map(({ name }) => name).join(', ')} restart identity`)
  })
  afterAll(() => store.close())

  const placed = (key: string, given: Partial<Item> = {}, kind: VerdictKind = 'new', story = key) =>
    withKind(aPlacement(anItem({ key, ...given }), { storyId: story, storyTitle: story }), kind)
  const record = (at: Date, ...placements: Placement[]) =>
    recordPolls(store, [aReport({ at, placements })])

  describe('stories', () => {
    it('come by latest telling, in portions that neither repeat nor leave out', async () => {
      for (const [at, key] of ['a', 'b', 'c', 'd', 'e'].entries()) {
        await record(
          minutesAfter(NOON, at),
          placed(key, { published: minutesAfter(NOON, at >> 1) }),
        )
      }
      const first = await store.storyLines({ limit: 2 })
      const second = await store.storyLines({ limit: 2, before: first.next! })
      const third = await store.storyLines({ limit: 2, before: second.next! })
      const ids = [first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id))
      expect(ids).toEqual(['e', 'd', 'c', 'b', 'a'])
      expect(third.next).toBeUndefined()
    })

    it('are told with their outlets, verdicts, watches and latest news', async () => {
      await record(NOON, placed('a', { outlet: 'Wire', language: 'en' }, 'new', 's'))
      await record(
        minutesAfter(NOON, 5),
        placed('b', { outlet: 'Post', language: 'ru' }, 'copy', 's'),
      )
      const [line] = (await store.storyLines({ limit: 9 })).rows
      expect(line).toMatchObject({ kinds: { new: 1, copy: 1 }, watches: ['Lavrov'], seeds: 0 })
      expect(line?.tellers.map(({ outlet }) => outlet)).toEqual(['Wire', 'Post'])
      expect(line?.languages).toEqual(['en', 'ru'])
      expect(line?.news).toMatchObject({ kind: 'new', at: NOON, outlet: 'Wire' })
      expect(await store.storyLine('s')).toEqual(line)
      expect(await store.storyLine('none')).toBeUndefined()
    })

    it('are narrowed by watch, state and time', async () => {
      await record(NOON, placed('old', {}, 'new', 'one'))
      await record(daysAfter(NOON, 2), placed('more', {}, 'update', 'one'))
      await record(daysAfter(NOON, 2), placed('fresh', {}, 'new', 'two'))
      const ids = async (asked: object) =>
        (await store.storyLines({ limit: 9, ...asked })).rows.map(({ id }) => id).toSorted()
      expect(await ids({ watch: 'Lavrov' })).toEqual(['one', 'two'])
      expect(await ids({ watch: 'Cricket' })).toEqual([])
      expect(await ids({ state: 'new', from: daysAfter(NOON, 1) })).toEqual(['two'])
      expect(await ids({ state: 'update' })).toEqual(['one'])
      expect(await ids({ state: 'disputed' })).toEqual([])
      expect(await ids({ from: daysAfter(NOON, 3) })).toEqual([])
    })

    it('of one watch are looked for thousands at a time, and the list says where to go on', async () => {
      await record(NOON, placed('rare'))
      await connection.query(
        `insert into story (id, title, first_at, last_at)
        select 'later' || number, '', $1::timestamptz, $1::timestamptz
        from generate_series(1, 7000) number`,
        [minutesAfter(NOON, 5)],
      )
      const asked = { watch: 'Lavrov', limit: 2 }
      const none = await store.storyLines(asked)
      expect(none).toMatchObject({ rows: [], next: {} })
      const { rows, next } = await store.storyLines({ ...asked, before: none.next! })
      expect(rows.map(({ id }) => id)).toEqual(['rare'])
      expect(next).toBeUndefined()
    })

    it('are read in the order their items came, in portions', async () => {
      for (const [at, key] of ['a', 'b', 'c'].entries()) {
        await record(minutesAfter(NOON, at), placed(key, {}, 'retelling', 's'))
      }
      const first = await store.timeline('s', { limit: 2 })
      const rest = await store.timeline('s', { after: first.at(-1)!.sequence, limit: 2 })
      expect([...first, ...rest].map(({ item }) => item.key)).toEqual(['a', 'b', 'c'])
    })
  })

  describe('digests', () => {
    const digest = (id: string, at: number, after: number, subscriberId = 'desk') =>
      aDigest({
        id,
        subscriberId,
        composedAt: minutesAfter(NOON, at),
        covers: { after, upTo: after + 1, from: NOON, to: NOON },
      })

    it('are browsed in portions, of one subscriber or of all, and know their neighbours', async () => {
      for (const at of [1, 2, 3]) await store.recordDigest(digest(`d${at}`, at, at))
      await store.recordDigest(digest('night', 2, 7, 'night'))
      const first = await store.digestArchive({ limit: 3 })
      expect(first.rows.map((one) => one.digest.id)).toEqual(['d3', 'night', 'd2'])
      const rest = await store.digestArchive({ limit: 3, before: first.next! })
      expect(rest.rows.map((one) => one.digest.id)).toEqual(['d1'])
      expect(rest.next).toBeUndefined()
      const own = await store.digestArchive({ subscriberId: 'night', limit: 3 })
      expect(own.rows.map((one) => one.digest.id)).toEqual(['night'])
      expect(await store.digestsBeside('d2')).toEqual({ earlier: 'd1', later: 'd3' })
      expect(await store.digestsBeside('night')).toEqual({})
    })

    it('are found by the story whose items came in their time', async () => {
      await record(NOON, placed('a', {}, 'new', 's'), placed('b', {}, 'new', 'other'))
      await store.recordDigest(digest('with', 1, 0))
      await store.recordDigest(digest('without', 2, 5))
      const found = await store.digestsAbout('s', 9)
      expect(found.map((one) => one.digest.id)).toEqual(['with'])
    })
  })

  it('counts what came by watch and day in a zone, and the mails that told it', async () => {
    const lateEvening = new Date('2025-07-12T22:30:00Z')
    await record(lateEvening, placed('a'), placed('b', {}, 'copy', 'a'))
    const told = { storyId: 'a', watch: 'Lavrov', lead: { itemId: 'a', title: 'a' } }
    await store.recordDigest(aDigest({ composedAt: lateEvening, stories: [told as never] }))
    const days = await store.coverage(daysAfter(lateEvening, -1), 'Asia/Seoul')
    expect(days).toEqual([{ watch: 'Lavrov', day: '2025-07-13', news: 1, rest: 1, mails: 1 }])
    expect(await store.coverage(daysAfter(lateEvening, 1), 'UTC')).toEqual([])
    expect(await store.placedSince(NOON)).toEqual({ new: 1, copy: 1 })
  })

  describe('the search', () => {
    const TITLES: Readonly<Record<number, string>> = {
      7: 'Встреча с Лавровым в Вонсане',
      100: '라브로프는 북한에서 회담했다',
      [SEGMENT + 3]: '拉夫罗夫访问朝鲜',
      [SEGMENT + 9]: 'The U.S. and DPRK’s troops',
      [SEGMENT * 2 + 5]: 'Лавров летит домой',
    }
    const readMany = async (count = SEGMENT * 2 + 40) => {
      const fresh = Array.from({ length: count }, (_, at) =>
        anItem({
          key: `k${at + 1}`,
          title: TITLES[at + 1] ?? `Harvest report ${at + 1}`,
          outlet: at % 2 === 0 ? 'The Herald' : 'Post',
          summary: '',
          text: 'Nothing of note.',
        }),
      )
      await recordPolls(store, [aReport({ fresh })])
    }
    /** Of a day after, none of them answering any watch. */
    const readMore = (count: number) =>
      connection.query(
        `insert into item (id, feed_id, key, title, url, outlet, authors, summary, categories, first_read_at)
        select 'more' || at, 'feed', 'more' || at, 'Statements', '', 'Post', '[]', '', '[]', $1::timestamptz
        from generate_series(1, $2::integer) at`,
        [daysAfter(NOON, 1), count],
      )
    const portions = async (given: SearchAsked): Promise<readonly Portion<SearchHit>[]> => {
      const portion = await store.searchable(given)
      if (!portion.next) return [portion]
      return [portion, ...(await portions({ ...given, before: portion.next.number }))]
    }
    const asked = (written: string): { words?: WordsAsked } => {
      const parsed = parseQuery(written)
      const words = parsed.ok ? wordsAsked(parsed.query) : undefined
      return words ? { words } : {}
    }
    const numbers = async (given: Partial<SearchAsked>) =>
      (await store.searchable({ limit: 10, ...given })).rows.map(({ number }) => number)

    it('finds by beginnings of words in every script, filed or not yet', async () => {
      await readMany()
      // Nothing is filed yet: everything may answer.
      expect((await numbers(asked('Лавров'))).length).toBe(10)
      const filed = await store.fileForSearch(daysAfter(NOON, 1))
      expect(filed).toBe(SEGMENT * 2 - 1)
      const older = { before: SEGMENT * 2 }
      expect(await numbers({ ...older, ...asked('Лавров') })).toEqual([7])
      expect(await numbers({ ...older, ...asked('라브로프 북한') })).toEqual([100])
      expect(await numbers({ ...older, ...asked('拉夫罗夫') })).toEqual([SEGMENT + 3])
      expect(await numbers({ ...older, ...asked('=DPRK') })).toEqual([SEGMENT + 9])
      expect(await numbers({ ...older, ...asked('US') })).toEqual([SEGMENT + 9])
      expect(await numbers({ ...older, ...asked('Лавров OR DPRK') })).toEqual([SEGMENT + 9, 7])
      expect(await numbers({ ...older, ...asked('Лавров DPRK') })).toEqual([])
      // The last segment is open, and read through.
      const latest = (await store.searchable({ limit: 60, ...asked('Лавров') })).rows
      expect(latest.map(({ item }) => item.title)).toContain('Лавров летит домой')
      expect(latest.at(-1)?.number).toBe(7)
    }, 60_000)

    it('files again what was worded otherwise, and forgets with the items', async () => {
      await readMany()
      await store.fileForSearch(daysAfter(NOON, 1))
      const changed = anItem({ key: 'k50', title: 'Tokyo speaks', summary: '', text: 'No.' })
      await recordPolls(store, [
        aReport({ at: daysAfter(NOON, 1), revised: [{ item: changed, placed: false }] }),
      ])
      const tokyo = { before: SEGMENT, ...asked('Tokyo') }
      expect(await numbers(tokyo)).toEqual([50])
      expect(await store.fileForSearch(daysAfter(NOON, 1))).toBe(SEGMENT - 1)
      expect(await numbers(tokyo)).toEqual([50])
      await store.forgetItems(daysAfter(NOON, 9))
      await store.fileForSearch(daysAfter(NOON, 9))
      expect(await numbers(asked('Tokyo'))).toEqual([])
      const left = await connection.query('select 1 from search_key limit 1')
      expect(left).toEqual([])
    }, 60_000)

    it('narrows by outlet, verdict, watch and time, and goes on where it ended', async () => {
      await record(NOON, placed('a', { outlet: 'Wire' }), placed('b', { outlet: 'Post' }, 'copy'))
      await recordPolls(store, [
        aReport({ at: daysAfter(NOON, 2), fresh: [anItem({ key: 'c', outlet: 'Wire' })] }),
      ])
      const keys = async (given: Partial<SearchAsked>) =>
        (await store.searchable({ limit: 10, ...given })).rows.map(({ item }) => item.key)
      expect(await keys({})).toEqual(['c', 'b', 'a'])
      expect(await keys({ outlet: 'Wire' })).toEqual(['c', 'a'])
      expect(await keys({ verdict: 'copy' })).toEqual(['b'])
      expect(await keys({ verdict: 'none' })).toEqual(['c'])
      expect(await keys({ watch: 'Lavrov' })).toEqual(['b', 'a'])
      expect(await keys({ from: daysAfter(NOON, 1) })).toEqual(['c'])
      expect(await keys({ to: daysAfter(NOON, 1) })).toEqual(['b', 'a'])
      const first = await store.searchable({ limit: 2 })
      const rest = await store.searchable({ limit: 2, before: first.next!.number })
      expect(rest.rows.map(({ item }) => item.key)).toEqual(['a'])
      expect(rest.next).toBeUndefined()
      expect(rest.rows[0]?.placed).toMatchObject({ watches: ['Lavrov'], storyId: 'a' })
    })

    it('of what few items have is looked for thousands at a time, in order and to the end', async () => {
      await record(NOON, placed('first', { outlet: 'Wire' }))
      await readMore(30_000)
      await record(daysAfter(NOON, 2), placed('a', { outlet: 'Wire' }), placed('b', {}, 'copy'))
      for (const [narrowed, keys] of [
        [{ watch: 'Lavrov' }, ['b', 'a', 'first']],
        [{ outlet: 'wire' }, ['a', 'first']],
        [{ verdict: 'copy' }, ['b']],
        [{ watch: 'Cricket' }, []],
        [{ watch: 'Lavrov', ...asked('statements') }, ['b', 'a', 'first']],
      ] as const) {
        const all = await portions({ ...narrowed, limit: 2 })
        expect(all.flatMap(({ rows }) => rows.map(({ item }) => item.key))).toEqual(keys)
        expect(all.some(({ rows, next }) => rows.length < 2 && next)).toBe(true)
      }
      const [none] = await portions({ watch: 'Cricket', limit: 2 })
      expect(none?.next?.at).toEqual(daysAfter(NOON, 1))
    }, 60_000)

    it('hands out everything, once and in order, in portions of any size', async () => {
      await readMany(SEGMENT + 40)
      await connection.query('delete from item where number between 100 and 2000')
      await store.fileForSearch(daysAfter(NOON, 1))
      for (const words of [{}, asked('Harvest')]) {
        const all = await portions({ ...words, limit: 37 })
        const numbered = all.flatMap(({ rows }) => rows.map(({ number }) => number))
        const left = numbered.filter((number) => TITLES[number] === undefined)
        const present = Array.from({ length: SEGMENT + 40 }, (_, at) => SEGMENT + 40 - at)
        const harvests = present.filter(
          (number) => (number < 100 || number > 2000) && TITLES[number] === undefined,
        )
        expect(left).toEqual(harvests)
      }
    }, 60_000)
  })
})

function withKind(placement: Placement, kind: VerdictKind): Placement {
  return { ...placement, verdict: { ...placement.verdict, kind } }
}

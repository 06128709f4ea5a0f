import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/adapters/sql/connection.ts'
import { openStore } from '../../src/adapters/store/sql-store.ts'
import { rebuildCorpus } from '../../src/app/rebuild-corpus.ts'
import { memoryCorpus } from '../../src/core/story/memory-corpus.ts'
import { placeInStories } from '../../src/core/story/place-in-stories.ts'
import { describeTellings } from '../../src/core/story/telling.ts'
import type { Item } from '../../src/model.ts'
import type { Store } from '../../src/ports.ts'
import { connections } from '../support/backends.ts'
import { anItem, aPlacement, aReport, aSeedStory, daysAfter, NOON } from '../support/builders.ts'
import { recordPolls } from '../support/record-polls.ts'

const VISIT =
  'Russian foreign minister Sergei Lavrov arrived in Wonsan on Friday for three days of talks'
const STORM = 'Heavy rain flooded cellars across the southern valleys of Ruritania overnight'

describe.each(await connections())('the care of the corpus on $name', (backend) => {
  let connection: Connection
  let store: Store

  beforeEach(async () => {
    connection = await backend.open()
    store = await openStore(connection)
  })
  afterEach(() => store.close())

  /** Through the line's own placement, one poll an item. */
  async function tell(key: string, text: string, at = NOON): Promise<void> {
    const item = anItem({ key, title: text, text, published: at })
    await store.transaction(async (poll) => {
      const told = tellings(item, at)
      const placements = placeInStories(told, await poll.near(told))
      await recordPolls(poll, [aReport({ at, placements })])
    })
  }

  const verdicts = async () =>
    (await store.placementsAfter(0)).map(({ item, verdict, heldBack }) => [
      item.key,
      verdict.kind,
      ...(heldBack === undefined ? [] : [heldBack]),
    ])

  it('lists documents in the order they came, page by page', async () => {
    await tell('visit', VISIT)
    await tell('storm', STORM)
    const [first, ...none] = await store.documents({ limit: 1 })
    expect(none).toEqual([])
    expect(first).toMatchObject({ document: { title: VISIT }, toldAt: NOON, storyTitle: VISIT })
    const rest = await store.documents({ after: first!.number, limit: 9 })
    expect(rest.map(({ document }) => document.title)).toEqual([STORM])
  })

  it('takes documents in beside the seeds, once, and out again without a trace', async () => {
    const story = aSeedStory('visit', [VISIT])
    expect(await store.addDocuments([story])).toBe(1)
    expect(await store.addDocuments([story])).toBe(0)
    await store.keepSeeds([])
    await tell('again', VISIT, daysAfter(story.lastAt, 1))
    expect(await verdicts()).toEqual([['again', 'known']])
    expect(await store.removeDocuments(['visit-1', 'herald:again', 'none'])).toBe(2)
    expect(await store.counts()).toMatchObject({ documents: 0, stories: 0, items: 1 })
    for (const table of ['probe', 'story_term']) {
      expect(await connection.query(`select * from ${table}`)).toEqual([])
    }
  })

  it('lets a document fade after its time: its like is no longer found, itself is still known', async () => {
    await tell('visit', VISIT, daysAfter(NOON, -400))
    await tell('storm', STORM, daysAfter(NOON, -5))
    const bounds = { fadeBefore: daysAfter(NOON, -365), most: 1000 }
    expect(await store.retain(bounds)).toEqual({ faded: 1, removed: 0 })
    expect(await store.retain(bounds)).toEqual({ faded: 0, removed: 0 })
    const [visit] = await store.documents({ limit: 1 })
    expect(visit?.document.telling).toMatchObject({ terms: {}, facts: [] })
    expect(visit?.document.telling.shingles).not.toEqual([])
    await tell('come back', VISIT, NOON)
    const [, , back] = await verdicts()
    expect(back?.slice(0, 2)).toEqual(['come back', 'copy'])
    expect(back?.[2]).toMatch(/^old news come back/)
  })

  it('forgets what was told first beyond the bound, and holds back what may have been among it', async () => {
    const days = [-30, -20, -10, -1]
    for (const day of days) await tell(`t${day}`, `${STORM} ${day}`, daysAfter(NOON, day))
    await store.keepSeeds([aSeedStory('seed', [VISIT])])
    const bounds = { fadeBefore: daysAfter(NOON, -365), most: 3 }
    expect(await store.retain(bounds)).toEqual({ faded: 0, removed: 2 })
    expect(await store.counts()).toMatchObject({ documents: 3, items: 4 })
    const old = anItem({ key: 'old', title: 'Unheard', text: 'Choe opened a bridge in Rason.' })
    const told = tellings(old, daysAfter(NOON, -25))
    const [placement] = placeInStories(told, await store.near(told))
    expect(placement?.heldBack).toMatch(/^dated 2025-06-16: .* before 2025-06-21 is no longer/)
    const fresh = tellings(old, NOON)
    expect(placeInStories(fresh, await store.near(fresh))[0]?.heldBack).toBeUndefined()
    expect(await store.unseen('herald', [anItem({ key: 't-30' })])).toEqual([])
  })

  it('makes verdicts anew in the order items were read, and leaves them told', async () => {
    const at = [0, 1, 2].map((hour) => new Date(NOON.getTime() + hour * 3_600_000))
    const items = [VISIT, `UPDATE 1- ${VISIT}`, STORM].map((text, index) =>
      anItem({ key: `k${index}`, title: text, text, published: at[index]! }),
    )
    for (const [index, item] of items.entries()) {
      const heldBack = index === 2 ? 'starting point of the feed' : undefined
      const given = { storyId: `wrong ${index}`, ...(heldBack && { heldBack }) }
      await recordPolls(store, [aReport({ at: at[index]!, placements: [aPlacement(item, given)] })])
    }
    const before = await store.placementsAfter(0)
    const told: number[] = []
    const rebuilt = await rebuildCorpus(store, (done) => told.push(done))
    expect(rebuilt).toEqual({ items: 3, changed: 3 })
    expect(told.at(-1)).toBe(3)
    expect(await verdicts()).toEqual([
      ['k0', 'new'],
      ['k1', 'copy'],
      ['k2', 'new', 'starting point of the feed'],
    ])
    const after = await store.placementsAfter(0)
    const marks = ({ sequence, placedAt, item }: (typeof after)[0]) => [sequence, placedAt, item]
    expect(after.map(marks)).toEqual(before.map(marks))
    expect(await store.counts()).toMatchObject({ documents: 3, stories: 2 })
    expect(await rebuildCorpus(store, () => {})).toEqual({ items: 3, changed: 0 })
  })

  it('keeps what a person merged and split through a rebuild, and against items that come', async () => {
    const quake = 'A quake of magnitude 6.1 shook Port Avel and the Ruritanian coast at dawn'
    await tell('visit', VISIT)
    await tell('storm', STORM)
    await tell('quake', quake)
    await tell('quake again', `${quake}, and felled the town’s old bell tower too`)
    const storyOf = async (key: string) =>
      (await store.placementsAfter(0)).find(({ item }) => item.key === key)!.verdict.storyId
    const together = await storyOf('quake')
    expect(await storyOf('quake again')).toBe(together)
    const because = 'seen by a person'
    const [to, from] = [await storyOf('visit'), await storyOf('storm')]
    const split = { from: together, to: 'apart', title: 'tower', documents: ['herald:quake again'] }
    await store.recordMoves([{ from, to, title: 'visit', because }], 'Ann', NOON)
    await store.recordMoves([{ ...split, because }], 'Ann', NOON)

    const standing = async () => [await storyOf('visit'), await storyOf('storm')]
    expect(await rebuildCorpus(store, () => {})).toMatchObject({ items: 4 })
    expect(await standing()).toEqual([to, to])
    expect(await storyOf('quake')).toBe(together)
    expect(await storyOf('quake again')).toBe('apart')
    const [, storm] = (await store.placementsAfter(0)).filter(
      ({ verdict }) => verdict.storyId === to,
    )
    expect(storm?.verdict.because).toMatch(/^a person put it in this story: /)

    await tell('quake third', `${quake}, its harbour office said on Friday`)
    await tell('storm second', `${STORM}, and closed the road to the pass`)
    expect(await standing()).toEqual([to, to])
    expect(await storyOf('quake again')).toBe('apart')
    expect((await store.story('apart'))?.documents).toMatchObject([{ pinned: true }])
    expect((await store.movesOf('apart')).map(({ madeBy }) => madeBy)).toEqual(['Ann'])
  })

  it('keeps a merge of seeds when a seed is worded anew', async () => {
    const [visit, storm] = [aSeedStory('visit', [VISIT]), aSeedStory('storm', [STORM])]
    await store.keepSeeds([visit, storm])
    const move = { from: 'storm', to: 'visit', title: 'visit', because: 'one' }
    await store.recordMoves([move], 'Ann', NOON)
    const [worded] = storm.documents
    const anew = { ...storm, documents: [{ ...worded!, title: 'Cellars flooded' }] }
    expect(await store.keepSeeds([visit, anew])).toEqual({ added: 1, removed: 1 })
    expect((await store.stories(9)).map(({ documents }) => documents.length)).toEqual([2])
  })

  it('leaves every verdict as it was when it dies while making them anew', async () => {
    await tell('visit', VISIT)
    const before = [await store.placementsAfter(0), await store.stories(9)]
    const dying = store.rebuild(async (inner) => {
      await inner.takeOut()
      throw new Error('killed')
    })
    await expect(dying).rejects.toThrow('killed')
    expect([await store.placementsAfter(0), await store.stories(9)]).toEqual(before)
  })

  it('packs what a version before kept as JSON, and finds it as before', async () => {
    await tell('visit', VISIT)
    const before = await store.documents({ limit: 9 })
    const { recipe: _recipe, facts, ...marks } = before[0]!.document.telling
    await connection.query(
      `update document set telling_before = $1::json, facts_before = $2::json,
        shingles = null, terms = null, facts = null`,
      [JSON.stringify(marks), JSON.stringify(facts)],
    )
    await connection.exec('truncate probe, term, story_term')
    const opened = await openStore(connection)
    expect(await opened.documents({ limit: 9 })).toEqual(before)
    const told = tellings(anItem({ text: VISIT }), daysAfter(NOON, 300))
    expect((await opened.near(told)).stories).toHaveLength(1)
  })

  it('finds an event again after hundreds of stories on each who had a part in it', async () => {
    const later = ['Ivanova', 'Okafor', 'Lindqvist', 'Tbilisi'].flatMap((name) =>
      Array.from({ length: 100 }, (_, at) =>
        aSeedStory(`${name}${at}`, [`${name} has event${at}x now`]),
      ),
    )
    const event = aSeedStory('event', ['Ivanova met Okafor and Lindqvist in Tbilisi'])
    await store.addDocuments([event])
    await store.addDocuments(later)
    const again = anItem({ text: 'In Tbilisi, Lindqvist and Okafor sat down with Ivanova' })
    const { stories } = await store.near(tellings(again, event.lastAt))
    expect(stories.map(({ id }) => id)).toContain('event')
  })

  it('hands out the stories a corpus in memory hands out', async () => {
    const memory = memoryCorpus()
    const who = ['Lavrov', 'Choe', 'Tanaka', 'Kovalenko', 'Moreau']
    const what = ['opened a bridge', 'met envoys', 'lost a vote', 'signed a treaty']
    const texts = who.flatMap((name, one) =>
      what.map(
        (did, other) => `Minister ${name} ${did} in Port${other} with ${one * 7 + other + 3} aides`,
      ),
    )
    for (const [index, text] of texts.entries()) {
      await tell(`k${index}`, text)
      const told = tellings(anItem({ key: `k${index}`, title: text, text, published: NOON }), NOON)
      memory.record(placeInStories(told, memory.near(told)), NOON)
    }
    for (const text of texts) {
      const told = tellings(anItem({ key: 'asked', title: text, text }), NOON)
      const [best] = placeInStories(told, memory.near(told))
      const found = (await store.near(told)).stories.flatMap(({ documents }) => documents)
      expect(found.map(({ id }) => id)).toContain(best?.verdict.partner?.documentId)
    }
  })
})

function tellings(item: Item, at: Date) {
  const match = { item: { ...item, published: at }, answers: [{ watch: 'all', spans: [] }] }
  return describeTellings([match], at)
}

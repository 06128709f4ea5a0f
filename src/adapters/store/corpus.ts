import type { PlacedItem, Story } from '../../model.ts'
import type { CorpusStore } from '../../ports.ts'
import type { Connection, Sql } from '../sql/connection.ts'
import { addDocuments, dropDocuments, keptDocuments } from './keep-documents.ts'
import { movesOf, recordMoves } from './record-moves.ts'
import { gather } from './gather.ts'
import { keepSeeds } from './keep-seeds.ts'
import { beforeVisits, feedMemories, type VisitToCome } from './feed-memories.ts'
import { waitForLock } from './locks.ts'
import { readStories } from './read-stories.ts'
import { rebuild } from './rebuild.ts'
import { retain } from './retain.ts'
import { PLACED_ITEM_COLUMNS, toPlacedItem, type PlacedItemRow } from './rows.ts'
import { toInstant, toText } from './storable.ts'

export function createCorpusStore(connection: Connection): CorpusStore {
  const beforeVisit = gather((visits: readonly VisitToCome[]) => beforeVisits(connection, visits))
  return {
    keepSeeds: (seeds) => connection.transaction((sql) => keepSeeds(sql, seeds)),
    stories: (limit) => stories(connection, limit),
    story: (id) => story(connection, id),
    recordMoves: (moves, madeBy, at) =>
      connection.transaction(async (sql) => {
        await waitForLock(sql, 'placement')
        await recordMoves(sql, moves, madeBy, at)
      }),
    movesOf: (storyId) => movesOf(connection, storyId),
    placementsOf: (storyId) => placementsOf(connection, storyId),
    forgetItems: async (before) => {
      const forgotten = await forgetItems(connection, before)
      await connection.keepHouse()
      return forgotten
    },
    documents: (range) => keptDocuments(connection, range),
    addDocuments: (known) => addDocuments(connection, known),
    removeDocuments: (ids) => dropDocuments(connection, ids),
    retain: (bounds) => retain(connection, bounds),
    rebuild: (work) => rebuild(connection, work),
    feedMemories: () => feedMemories(connection),
    beforeVisit: (feedId, now) => beforeVisit({ feedId, now }),
    counts: () => counts(connection),
  }
}

async function stories(sql: Sql, limit: number): Promise<readonly Story[]> {
  const rows = await sql.query<{ number: number }>(
    'select number from story order by last_at desc, number desc limit $1',
    [limit],
  )
  return readStories(
    sql,
    rows.map(({ number }) => number),
  )
}

async function story(sql: Sql, id: string): Promise<Story | undefined> {
  const rows = await sql.query<{ number: number }>('select number from story where id = $1', [
    toText(id),
  ])
  const [found] = await readStories(
    sql,
    rows.map(({ number }) => number),
  )
  return found
}

async function placementsOf(sql: Sql, storyId: string): Promise<readonly PlacedItem[]> {
  const rows = await sql.query<PlacedItemRow>(
    `select ${PLACED_ITEM_COLUMNS}
    from placement join item on item.id = placement.item_id
    where placement.story_id = $1 order by placement.sequence`,
    [toText(storyId)],
  )
  return rows.map(toPlacedItem)
}

/**
 * Their placements go with them, by the foreign key; the visits of those days and pins of what is
 * gone altogether as well.
 */
async function forgetItems(sql: Sql, before: Date): Promise<number> {
  const [forgotten] = await sql.query<{ items: number }>(
    `with forgotten as (
      delete from item where first_read_at < $1::timestamptz returning 1
    )
    select count(*)::integer as items from forgotten`,
    [toInstant(before)],
  )
  // The latest visit to a feed has its name and how it went, however long ago that was.
  await sql.query(
    `delete from poll where at < $1::timestamptz and exists (
      select from poll later where later.feed_id = poll.feed_id and later.at > poll.at
    )`,
    [toInstant(before)],
  )
  await sql.query(
    `delete from story_pin pin
    where not exists (select from document where document.id = pin.document)
      and not exists (select from item where item.id = pin.document)`,
  )
  return forgotten?.items ?? 0
}

async function counts(
  sql: Sql,
): Promise<{ items: number; documents: number; stories: number; digests: number }> {
  const [row] = await sql.query<Awaited<ReturnType<CorpusStore['counts']>>>(
    `select (select count(*)::integer from item) as items,
      (select documents from corpus_size) as documents,
      (select count(*)::integer from story) as stories,
      (select count(*)::integer from digest) as digests`,
  )
  return row ?? { items: 0, documents: 0, stories: 0, digests: 0 }
}

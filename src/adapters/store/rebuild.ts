import type { PlacedItem } from '../../model.ts'
import type { RebuildStore } from '../../ports.ts'
import type { Connection, Sql, Transaction } from '../sql/connection.ts'
import { waitForLock } from './locks.ts'
import { near } from './near.ts'
import { newDocument } from './new-document.ts'
import { placeDocuments } from './place-documents.ts'
import { placeWithMoves, type Placed } from './record-moves.ts'
import { removeDocuments } from './remove-documents.ts'
import { PLACED_ITEM_COLUMNS, toPlacedItem, type PlacedItemRow } from './rows.ts'
import { toInstant, toJson, toText } from './storable.ts'

const BATCH = 500

/** The least number there is. */
const BEFORE_ALL = -(2 ** 31)

/** Make verdicts anew in one transaction: all of them stand, or the old ones. */
export async function rebuild<T>(
  connection: Connection,
  work: (store: RebuildStore) => Promise<T>,
): Promise<T> {
  return connection.transaction(async (sql) => {
    await waitForLock(sql, 'placement')
    return work({
      near: (tellings) => near(sql, tellings),
      takeOut: () => takeOut(sql),
      placedItems: (range) => placedItems(sql, range),
      replace: (placements, at) =>
        placeWithMoves(
          sql,
          placements.map((placement) => ({ placement, at })),
          replace,
        ),
    })
  })
}

/**
 * Onward by number: the dead rows stay in the table until the transaction ends, and each batch
 * would go past all of them to find its own.
 */
async function takeOut(sql: Transaction): Promise<number> {
  let total = 0
  let after = BEFORE_ALL
  for (;;) {
    const rows = await sql.query<{ id: string; number: number }>(
      `select document.id, document.number from document
      where document.number > $1::integer
        and exists (select from placement where placement.item_id = document.id)
      order by document.number limit ${BATCH}`,
      [after],
    )
    const last = rows.at(-1)
    if (!last) return total
    after = last.number
    total += await removeDocuments(
      sql,
      rows.map(({ id }) => id),
    )
  }
}

async function placedItems(
  sql: Sql,
  { after, limit }: Parameters<RebuildStore['placedItems']>[0],
): Promise<readonly (PlacedItem & { readonly readAt: Date })[]> {
  const rows = await sql.query<PlacedItemRow & { readAt: Date }>(
    `select ${PLACED_ITEM_COLUMNS}, item.first_read_at as "readAt"
    from placement join item on item.id = placement.item_id
    where (item.first_read_at, placement.sequence) > ($1::timestamptz, $2::bigint)
    order by item.first_read_at, placement.sequence limit $3::integer`,
    [toInstant(after?.readAt) ?? '-infinity', after?.sequence ?? 0, limit],
  )
  return rows.map(({ readAt, ...row }) => ({ ...toPlacedItem(row), readAt }))
}

/** Sequence and time of placing stay: what was told by then counts as told. */
async function replace(sql: Transaction, placed: readonly Placed[]): Promise<void> {
  await placeDocuments(
    sql,
    placed.map(({ placement, at }) => newDocument(placement, at)),
  )
  sql.send(
    `update placement set story_id = anew."storyId", document_id = anew."documentId",
      verdict = anew.verdict, held_back = anew."heldBack"
    from json_to_recordset($1::json) as anew ("itemId" text, "storyId" text, "documentId" text,
      verdict json, "heldBack" text)
    where placement.item_id = anew."itemId"`,
    [
      toJson(
        placed.map(({ placement: { match, verdict, document, heldBack } }) => ({
          itemId: toText(match.item.id),
          storyId: document.storyId,
          documentId: document.id,
          verdict,
          heldBack,
        })),
      ),
    ],
  )
}

import type { Connection, Transaction } from '../sql/connection.ts'
import { waitForLock } from './locks.ts'
import { refile, removeDocuments, toNumbered, unfileTerms } from './remove-documents.ts'
import { PACKED_COLUMNS, type PackedRow } from './packed-rows.ts'
import { toInstant } from './storable.ts'

/** Few enough that no poll waits long for the placement lock. */
const BATCH = 200

/**
 * Bound the corpus. A document told before `fadeBefore` keeps its fingerprint, so that it is
 * known when it comes back, and loses its terms and facts; of more than `most` the ones told
 * first go whole, and the time before which that happened is remembered. Seeds stay as they are.
 */
export async function retain(
  connection: Connection,
  { fadeBefore, most }: { readonly fadeBefore: Date; readonly most: number },
): Promise<{ faded: number; removed: number }> {
  const removed = await untilNone(connection, (sql) => removeBeyond(sql, most))
  const faded = await untilNone(connection, (sql) => fadeSome(sql, fadeBefore))
  return { faded, removed }
}

async function untilNone(
  connection: Connection,
  some: (sql: Transaction) => Promise<number>,
): Promise<number> {
  let total = 0
  for (let done = BATCH; done === BATCH; total += done) done = await connection.transaction(some)
  return total
}

async function fadeSome(sql: Transaction, before: Date): Promise<number> {
  await waitForLock(sql, 'placement')
  const rows = await sql.query<PackedRow>(
    `select ${PACKED_COLUMNS} from document
    where terms is not null and told_at < $1::timestamptz and origin = 'item'
    order by told_at limit ${BATCH}`,
    [toInstant(before)],
  )
  if (rows.length === 0) return 0
  const fading = rows.map(toNumbered)
  await unfileTerms(sql, fading)
  await sql.query(
    'update document set terms = null, facts = null where number = any ($1::integer[])',
    [fading.map(({ number }) => number)],
  )
  await refile(sql, [...new Set(fading.map(({ story }) => story))])
  return rows.length
}

async function removeBeyond(sql: Transaction, most: number): Promise<number> {
  await waitForLock(sql, 'placement')
  const rows = await sql.query<{ id: string; toldAt: Date }>(
    `select id, told_at as "toldAt" from document
    where origin = 'item' order by told_at, number
    limit least(${BATCH}, greatest(0, (select documents from corpus_size) - $1::integer))`,
    [most],
  )
  const last = rows.at(-1)
  if (!last) return 0
  await sql.query(
    `update corpus_size set forgotten_before = greatest(forgotten_before, $1::timestamptz)`,
    [toInstant(last.toldAt)],
  )
  return removeDocuments(
    sql,
    rows.map(({ id }) => id),
  )
}

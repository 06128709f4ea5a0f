import { fingerprintBytes } from '../../core/corpus/fingerprint.ts'
import type { Document, Fact, Telling } from '../../model.ts'
import type { Connection, Sql, Transaction } from '../sql/connection.ts'
import { waitForLock } from './locks.ts'
import { base64, packTelling } from './pack-telling.ts'
import { fileDocuments } from './place-documents.ts'

/** Documents packed in one transaction. */
const BATCH = 200

interface UnpackedRow {
  readonly id: string
  readonly number: number
  readonly story: number
  readonly recipe: number
  readonly telling: Omit<Telling, 'recipe' | 'facts'>
  readonly facts: readonly Fact[]
  readonly original: Document['original'] | null
}

/** Pack and file what a version before 0.2 kept as JSON. Where nothing is left, one look-up. */
export async function packCorpus(connection: Connection): Promise<void> {
  while (await connection.transaction(packSome)) continue
}

async function packSome(sql: Transaction): Promise<boolean> {
  await waitForLock(sql, 'placement')
  const rows = await sql.query<UnpackedRow>(
    `select id, number, story, recipe, telling_before as telling, facts_before as facts,
      original_before as original
    from document where shingles is null order by number limit ${BATCH}`,
  )
  for (const row of rows) await packOne(sql, row)
  const documents = rows.map(({ telling, facts, recipe, original, ...row }) => ({
    ...row,
    document: { telling: { ...telling, recipe, facts }, ...(original && { original }) },
  }))
  if (rows.length > 0) await fileDocuments(sql, documents)
  return rows.length === BATCH
}

async function packOne(sql: Sql, row: UnpackedRow): Promise<void> {
  const { number, recipe, telling, facts, original } = row
  const packed = packTelling({ ...telling, recipe, facts })
  await sql.query(
    `update document set shingles = decode($2, 'base64'), terms = decode($3, 'base64'),
      facts = decode($4, 'base64'), original = decode($5, 'base64'), telling_before = null, facts_before = null, original_before = null
    where number = $1`,
    [
      number,
      base64(packed.shingles),
      base64(packed.terms),
      base64(packed.facts),
      original ? base64(fingerprintBytes(original.shingles)) : null,
    ],
  )
}

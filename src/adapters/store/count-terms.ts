/**
 * In how many documents a term stands, by the term's hash. Exact to a few hundred, then by
 * estimate: of a frequent term one document in two, four, eight … is counted, as so many (Morris
 * 1978). Counting every word of every document would be most of the work of a large corpus, and
 * a weight is the logarithm of it.
 */
import { hash32 } from '../../core/text/hash32.ts'
import type { Telling } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'

const EXACT = 256

/** A document whose terms are counted in, or out. */
type Counted = { readonly id: string; readonly telling: Pick<Telling, 'terms'> }

/** A hash of a term as the tables have it: signed. */
export function termKey(term: string): number {
  return hash32(term) | 0
}

/** Counts of these terms, by their hashes; those that stand nowhere are left out. */
export async function readTermCounts(
  sql: Sql,
  terms: ReadonlySet<string>,
): Promise<ReadonlyMap<number, number>> {
  if (terms.size === 0) return new Map()
  const rows = await sql.query<{ hash: number; documents: number }>(
    'select hash, documents from term where hash = any ($1::integer[]) and documents > 0',
    [[...terms].map(termKey)],
  )
  return new Map(rows.map(({ hash, documents }) => [hash, documents]))
}

/** Count documents' terms and answer the counts from then on. Needs the placement lock. */
export async function countTerms(
  sql: Sql,
  documents: readonly Counted[],
): Promise<ReadonlyMap<number, number>> {
  const terms = new Set(documents.flatMap(({ telling }) => Object.keys(telling.terms)))
  const counts = new Map(await readTermCounts(sql, terms))
  const added = stepsOf(documents, counts)
  for (const [hash, step] of added) counts.set(hash, (counts.get(hash) ?? 0) + step)
  await sql.query(
    `insert into term (hash, documents)
    select * from unnest($1::integer[], $2::integer[])
    on conflict (hash) do update set documents = term.documents + excluded.documents`,
    [[...added.keys()], [...added.values()]],
  )
  return counts
}

/** Documents that leave take with them what they were counted as, as far as that can be told. */
export async function uncountTerms(sql: Sql, documents: readonly Counted[]): Promise<void> {
  const terms = new Set(documents.flatMap(({ telling }) => Object.keys(telling.terms)))
  const taken = stepsOf(documents, await readTermCounts(sql, terms))
  await sql.query(
    `update term set documents = greatest(0, term.documents - leaving.documents)
    from unnest($1::integer[], $2::integer[]) as leaving (hash, documents)
    where term.hash = leaving.hash`,
    [[...taken.keys()], [...taken.values()]],
  )
}

/** Sorted, so that two writers would meet the rows in one order. */
function stepsOf(
  documents: readonly Counted[],
  counts: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const steps = new Map<number, number>()
  for (const { id, telling } of documents) {
    const lot = hash32(id)
    for (const term of Object.keys(telling.terms)) {
      const hash = termKey(term)
      const counted = (counts.get(hash) ?? 0) + (steps.get(hash) ?? 0)
      const step = 2 ** Math.max(0, Math.floor(Math.log2(counted / EXACT)))
      const isDrawn = step === 1 || (Math.imul(hash ^ lot, 0x9e3779b1) >>> 0) % step === 0
      if (isDrawn) steps.set(hash, (steps.get(hash) ?? 0) + step)
    }
  }
  return new Map([...steps].toSorted(([a], [b]) => a - b))
}

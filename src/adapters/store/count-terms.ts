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

/** How often terms stand in the corpus, by their hashes, and how many documents it has. */
export interface KnownTerms {
  readonly documentCount: number
  readonly counts: ReadonlyMap<number, number>
}

export function termsIn(documents: readonly Pick<Counted, 'telling'>[]): ReadonlySet<string> {
  return new Set(documents.flatMap(({ telling }) => Object.keys(telling.terms)))
}

/** What a transaction that holds the placement lock read last, until it changes it. */
const lately = new WeakMap<Sql, KnownTerms & { readonly keys: ReadonlySet<number> }>()

/** Others of the transaction need not ask again: see `readTermCounts`. */
export function rememberTermCounts(sql: Sql, keys: readonly number[], known: KnownTerms): void {
  lately.set(sql, { ...known, keys: new Set(keys) })
}

/** To be called before a statement that changes the counts. */
export function forgetTermCounts(sql: Sql): void {
  lately.delete(sql)
}

/** What is known of these terms; those that stand nowhere are left out. */
export async function readTermCounts(sql: Sql, terms: ReadonlySet<string>): Promise<KnownTerms> {
  const keys = [...terms].map(termKey)
  const known = lately.get(sql)
  if (known && keys.every((key) => known.keys.has(key))) return known
  return askTermCounts(sql, keys)
}

async function askTermCounts(sql: Sql, keys: readonly number[]): Promise<KnownTerms> {
  const [known] = await sql.query<{
    readonly documentCount: number
    readonly hashes: readonly number[] | null
    readonly counts: readonly number[] | null
  }>(
    `select size.documents as "documentCount", term.hashes, term.counts
    from corpus_size size, (
      select array_agg(hash) as hashes, array_agg(documents) as counts
      from term where hash = any ($1::integer[]) and documents > 0
    ) term`,
    [keys],
  )
  const { documentCount = 0, hashes, counts } = known ?? {}
  return { documentCount, counts: new Map(hashes?.map((hash, at) => [hash, counts?.[at] ?? 0])) }
}

/** In how many documents these terms stand, given the counts by their hashes. */
export function frequencyOf(
  terms: ReadonlySet<string>,
  counts: ReadonlyMap<number, number>,
): Record<string, number> {
  const known = [...terms].map((term) => [term, counts.get(termKey(term)) ?? 0] as const)
  return Object.fromEntries(known.filter(([, documents]) => documents > 0))
}

/** Documents that leave take with them what they were counted as, as far as that can be told. */
export async function uncountTerms(sql: Sql, documents: readonly Counted[]): Promise<void> {
  const { counts } = await readTermCounts(sql, termsIn(documents))
  const taken = countedAs(documents, counts)
  forgetTermCounts(sql)
  await sql.query(
    `update term set documents = greatest(0, term.documents - leaving.documents)
    from unnest($1::integer[], $2::integer[]) as leaving (hash, documents)
    where term.hash = leaving.hash`,
    [[...taken.keys()], [...taken.values()]],
  )
}

/**
 * What each term of these documents counts beside those counted before. Sorted, so that two
 * writers would meet the rows in one order.
 */
export function countedAs(
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

import { FILED_TERMS, weightiestTerms } from '../../core/story/weightiest-terms.ts'
import { fingerprintBytes } from '../../core/corpus/fingerprint.ts'
import type { Document } from '../../model.ts'
import type { Sql, Transaction } from '../sql/connection.ts'
import {
  countedAs,
  forgetTermCounts,
  frequencyOf,
  readTermCounts,
  termKey,
  termsIn,
  type KnownTerms,
} from './count-terms.ts'
import { base64, packTelling } from './pack-telling.ts'
import { toInstant, toJson, toText } from './storable.ts'

/** A document on its way into the corpus, with what is known of its story. */
export interface NewDocument {
  readonly document: Document
  readonly toldAt: Date
  readonly story: { readonly title: string; readonly firstAt: Date; readonly lastAt: Date }
  /** Hash of a seed's content, by which a changed seed is noticed. */
  readonly seedContent?: string
}

/** A document with the numbers by which the look-up tables know it and its story. */
export interface NumberedDocument {
  readonly id: string
  readonly number: number
  readonly story: number
  readonly document: Pick<Document, 'telling' | 'original'>
}

/**
 * Add documents to the corpus: their stories, opened or extended, and all by which they are
 * found again. Those already there stay as they are; answers how many were added. Needs the
 * placement lock.
 */
export async function placeDocuments(
  sql: Transaction,
  documents: readonly NewDocument[],
): Promise<number> {
  keepStories(sql, documents)
  const [before, added] = await Promise.all([
    readTermCounts(sql, termsIn(documents.map(({ document }) => document))),
    addDocuments(sql, documents),
  ])
  if (added.length === 0) return 0
  const byId = new Map(documents.map(({ document }) => [toText(document.id), document]))
  const numbered = added.flatMap((one) => {
    const document = byId.get(one.id)
    return document ? [{ ...one, document }] : []
  })
  const documentCount = before.documentCount + added.length
  file(sql, numbered, { ...before, documentCount })
  return added.length
}

/** Put documents that stand in the corpus under all by which they are looked up. */
export async function fileDocuments(
  sql: Transaction,
  documents: readonly NumberedDocument[],
): Promise<void> {
  const terms = termsIn(documents.map(({ document }) => document))
  file(sql, documents, await readTermCounts(sql, terms))
}

/**
 * In one statement, whose parts know nothing of each other, and nothing is joined: what goes into
 * each table is at hand.
 */
const FILE = `
  with counted as (
    insert into term (hash, documents)
    select * from unnest($1::integer[], $2::integer[])
    on conflict (hash) do update set documents = term.documents + excluded.documents
  ), probed as (
    insert into probe (value, document)
    select * from unnest($3::integer[], $4::integer[])
    on conflict do nothing
  )
  insert into story_term (term, story)
  select * from unnest($5::integer[], $6::integer[])
  on conflict do nothing`

function file(sql: Transaction, documents: readonly NumberedDocument[], known: KnownTerms): void {
  const counted = documents.map(({ id, document }) => ({ id, telling: document.telling }))
  const added = countedAs(counted, known.counts)
  const counts = new Map(known.counts)
  for (const [hash, count] of added) counts.set(hash, (counts.get(hash) ?? 0) + count)
  const probes = documents.flatMap(({ number, document }) =>
    probesOfDocument(document).map((value) => ({ value: value | 0, number })),
  )
  const filed = filedUnder(documents, { ...known, counts })
  forgetTermCounts(sql)
  sql.send(FILE, [
    [...added.keys()],
    [...added.values()],
    probes.map(({ value }) => value),
    probes.map(({ number }) => number),
    filed.map(({ term }) => term),
    filed.map(({ story }) => story),
  ])
}

/** The shingles by which a document is looked up: its own and those of a seed's original. */
export function probesOfDocument({
  telling,
  original,
}: Pick<Document, 'telling' | 'original'>): readonly number[] {
  return [...new Set([...telling.probes, ...(original?.probes ?? [])])]
}

/** File stories under the weightiest terms of their documents. */
export async function fileUnderTerms(
  sql: Transaction,
  documents: readonly NumberedDocument[],
): Promise<void> {
  const tellings = documents.map(({ document }) => document)
  const filed = filedUnder(documents, await readTermCounts(sql, termsIn(tellings)))
  sql.send(
    `insert into story_term (term, story)
    select * from unnest($1::integer[], $2::integer[])
    on conflict do nothing`,
    [filed.map(({ term }) => term), filed.map(({ story }) => story)],
  )
}

function filedUnder(
  documents: readonly NumberedDocument[],
  { documentCount, counts }: KnownTerms,
): readonly { readonly term: number; readonly story: number }[] {
  return documents.flatMap(({ story, document: { telling } }) => {
    const documentFrequency = frequencyOf(termsIn([{ telling }]), counts)
    const weightiest = weightiestTerms(telling, { documentCount, documentFrequency }, FILED_TERMS)
    return weightiest.map(([term]) => ({ term: termKey(term), story }))
  })
}

function keepStories(sql: Transaction, documents: readonly NewDocument[]): void {
  const rows = documents.map(({ document, story }) => ({
    id: document.storyId,
    title: story.title,
    firstAt: toInstant(story.firstAt),
    lastAt: toInstant(story.lastAt),
  }))
  sql.send(
    `insert into story (id, title, first_at, last_at)
    select id, (array_agg(title))[1], min("firstAt"), max("lastAt")
    from json_to_recordset($1::json)
      as told (id text, title text, "firstAt" timestamptz, "lastAt" timestamptz)
    group by id
    on conflict (id) do update set
      first_at = least(story.first_at, excluded.first_at),
      last_at = greatest(story.last_at, excluded.last_at)`,
    [toJson(rows)],
  )
}

/** Those that were not there, counted in. */
async function addDocuments(
  sql: Sql,
  documents: readonly NewDocument[],
): Promise<Omit<NumberedDocument, 'document'>[]> {
  return sql.query(
    `with added as (
    insert into document (id, story, origin, title, outlet, url, language, published,
      told_at, recipe, shingles, terms, facts, original, seed_content)
    select told.id, story.number, told.origin, told.title, told.outlet, told.url, told.language,
      told.published, told."toldAt", told.recipe, decode(told.shingles, 'base64'),
      decode(told.terms, 'base64'), decode(told.facts, 'base64'),
      decode(told.original, 'base64'), told."seedContent"
    from json_to_recordset($1::json) as told (position integer, id text, "storyId" text, origin text, title text,
      outlet text, url text, language text, published timestamptz, "toldAt" timestamptz,
      recipe integer, shingles text, terms text, facts text, original text, "seedContent" text)
    join story on story.id = told."storyId"
    order by told.position
    on conflict do nothing
    returning id, number, story
    ), counted as (
      update corpus_size set documents = documents + (select count(*) from added)
    )
    select id, number, story from added`,
    [toJson(documents.map(documentRow))],
  )
}

function documentRow({ document, toldAt, seedContent }: NewDocument, position: number): object {
  const { telling, original, ...rest } = document
  const { shingles, terms, facts } = packTelling(telling)
  return {
    ...rest,
    position,
    published: toInstant(document.published),
    toldAt: toInstant(toldAt),
    recipe: telling.recipe,
    shingles: base64(shingles),
    terms: base64(terms),
    facts: base64(facts),
    ...(original && { original: base64(fingerprintBytes(original.shingles)) }),
    seedContent,
  }
}

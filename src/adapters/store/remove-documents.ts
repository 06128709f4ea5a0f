import type { Transaction } from '../sql/connection.ts'
import { termKey, uncountTerms } from './count-terms.ts'
import { unpackShingles, unpackTerms } from './pack-telling.ts'
import { PACKED_COLUMNS, type PackedRow } from './packed-rows.ts'
import { fileUnderTerms, probesOfDocument, type NumberedDocument } from './place-documents.ts'
import { toJson } from './storable.ts'

/**
 * Take documents out of the corpus with all by which they were found, and stories that have none
 * left. Answers how many went. Needs the placement lock.
 */
export async function removeDocuments(sql: Transaction, ids: readonly string[]): Promise<number> {
  const rows = await sql.query<PackedRow>(
    `delete from document
    where id in (select json_array_elements_text($1::json))
    returning ${PACKED_COLUMNS}`,
    [toJson(ids)],
  )
  if (rows.length === 0) return 0
  const leaving = rows.map(toNumbered)
  const stories = [...new Set(leaving.map(({ story }) => story))]
  removeProbes(sql, leaving)
  await unfileTerms(sql, leaving)
  await refile(sql, stories)
  renewStories(sql, stories)
  sql.send('update corpus_size set documents = documents - $1', [leaving.length])
  return leaving.length
}

/** Take documents away from their terms: counts, and their stories' places under any of them. */
export async function unfileTerms(
  sql: Transaction,
  leaving: readonly NumberedDocument[],
): Promise<void> {
  await uncountTerms(
    sql,
    leaving.map(({ id, document }) => ({ id, telling: document.telling })),
  )
  unfileStories(sql, leaving)
}

/** Take documents away from their stories' places under terms. */
export function unfileStories(sql: Transaction, leaving: readonly NumberedDocument[]): void {
  const filed = leaving.flatMap(({ story, document }) =>
    Object.keys(document.telling.terms).map((term) => ({ term: termKey(term), story })),
  )
  sql.send(
    `delete from story_term
    using unnest($1::integer[], $2::integer[]) as leaving (term, story)
    where story_term.term = leaving.term and story_term.story = leaving.story`,
    [filed.map(({ term }) => term), filed.map(({ story }) => story)],
  )
}

/** A term stays with a story as long as another of its documents is filed under it. */
export async function refile(sql: Transaction, stories: readonly number[]): Promise<void> {
  const rows = await sql.query<PackedRow>(
    `select ${PACKED_COLUMNS} from document
    where story = any ($1::integer[]) and terms is not null`,
    [stories],
  )
  if (rows.length === 0) return
  await fileUnderTerms(sql, rows.map(toNumbered))
}

export function toNumbered(row: PackedRow): NumberedDocument {
  const { id, number, story, shingles, terms, original } = row
  const telling = {
    recipe: 0,
    ...unpackShingles(shingles),
    terms: terms ? unpackTerms(terms) : {},
    facts: [],
  }
  const document = { telling, ...(original && { original: unpackShingles(original) }) }
  return { id, number, story, document }
}

function removeProbes(sql: Transaction, leaving: readonly NumberedDocument[]): void {
  const probes = leaving.flatMap(({ number, document }) =>
    probesOfDocument(document).map((value) => ({ value: value | 0, number })),
  )
  sql.send(
    `delete from probe
    using unnest($1::integer[], $2::integer[]) as leaving (value, document)
    where probe.value = leaving.value and probe.document = leaving.document`,
    [probes.map(({ value }) => value), probes.map(({ number }) => number)],
  )
}

/** Their times anew; a story without documents is no more. */
export function renewStories(sql: Transaction, stories: readonly number[]): void {
  sql.send(
    `update story set first_at = told.first_at, last_at = told.last_at
    from (
      select story, min(told_at) as first_at, max(told_at) as last_at
      from document where story = any ($1::integer[])
      group by story
    ) told
    where story.number = told.story`,
    [stories],
  )
  sql.send(
    `delete from story
    where number = any ($1::integer[])
      and not exists (select from document where document.story = story.number)`,
    [stories],
  )
}

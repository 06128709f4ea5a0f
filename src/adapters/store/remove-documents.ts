import type { Document } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { probesOfDocument, termsOfDocument } from './place-documents.ts'
import { toJson } from './storable.ts'

interface Leaving {
  readonly number: number
  readonly story: number
  readonly telling: Document['telling']
  readonly original: Document['original'] | null
}

/**
 * Take documents out of the corpus with all by which they were found, and stories that have none
 * left. Needs the placement lock.
 */
export async function removeDocuments(sql: Sql, ids: readonly string[]): Promise<void> {
  const leaving = await sql.query<Leaving>(
    `delete from document
    where id in (select json_array_elements_text($1::json))
    returning number, story, telling, original`,
    [toJson(ids)],
  )
  if (leaving.length === 0) return
  const stories = JSON.stringify([...new Set(leaving.map(({ story }) => story))])
  await removeProbes(sql, leaving)
  await uncountTerms(sql, leaving)
  await renewStoryTerms(sql, stories)
  await renewStories(sql, stories)
  await sql.query('update corpus_size set documents = documents - $1', [leaving.length])
}

async function removeProbes(sql: Sql, leaving: readonly Leaving[]): Promise<void> {
  const rows = leaving.map(({ number, telling, original }) => ({
    number,
    probes: probesOfDocument({ telling, ...(original && { original }) }),
  }))
  await sql.query(
    `delete from probe
    using json_to_recordset($1::json) as leaving (number integer, probes json),
      json_array_elements_text(leaving.probes) as one (value)
    where probe.value = one.value::bigint and probe.document = leaving.number`,
    [toJson(rows)],
  )
}

async function uncountTerms(sql: Sql, leaving: readonly Leaving[]): Promise<void> {
  await sql.query(
    `update term set documents = term.documents - leaving.documents
    from (
      select term, count(*) as documents from json_array_elements_text($1::json) as one (term)
      group by term
    ) leaving
    where term.term = leaving.term`,
    [toJson(leaving.flatMap(termsOfDocument))],
  )
}

/** A term stays with a story as long as another of its documents has it. */
async function renewStoryTerms(sql: Sql, stories: string): Promise<void> {
  await sql.query(
    `delete from story_term
    where story in (select json_array_elements_text($1::json)::integer)`,
    [stories],
  )
  await sql.query(
    `insert into story_term (term, story)
    select distinct term.number, document.story
    from json_array_elements_text($1::json) as asked (number)
    join document on document.story = asked.number::integer
    cross join lateral json_object_keys(document.telling -> 'terms') as one (term)
    join term on term.term = one.term`,
    [stories],
  )
}

async function renewStories(sql: Sql, stories: string): Promise<void> {
  await sql.query(
    `update story set first_at = told.first_at, last_at = told.last_at
    from (
      select story, min(told_at) as first_at, max(told_at) as last_at
      from document
      where story in (select json_array_elements_text($1::json)::integer)
      group by story
    ) told
    where story.number = told.story`,
    [stories],
  )
  await sql.query(
    `delete from story
    where number in (select json_array_elements_text($1::json)::integer)
      and not exists (select from document where document.story = story.number)`,
    [stories],
  )
}

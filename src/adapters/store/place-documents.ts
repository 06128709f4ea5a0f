import type { Document } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { MAX_TERM, toInstant, toJson, toText } from './storable.ts'

/** A document on its way into the corpus, with what is known of its story. */
export interface NewDocument {
  readonly document: Document
  readonly toldAt: Date
  readonly story: { readonly title: string; readonly firstAt: Date; readonly lastAt: Date }
  /** Hash of a seed's content, by which a changed seed is noticed. */
  readonly seedContent?: string
}

interface Numbered {
  readonly id: string
  readonly number: number
  readonly story: number
}

type Added = Numbered & { readonly document: Document }

/**
 * Add documents to the corpus: their stories, opened or extended, and all by which they are
 * found again. Those already there stay as they are. Needs the placement lock.
 */
export async function placeDocuments(sql: Sql, documents: readonly NewDocument[]): Promise<void> {
  await keepStories(sql, documents)
  const added = await addDocuments(sql, documents)
  if (added.length === 0) return
  const byId = new Map(documents.map(({ document }) => [toText(document.id), document]))
  const news = added.flatMap((numbered) => {
    const document = byId.get(numbered.id)
    return document ? [{ ...numbered, document }] : []
  })
  await addProbes(sql, news)
  await addTerms(sql, news)
  await sql.query('update corpus_size set documents = documents + $1', [added.length])
}

/** The shingles by which a document is looked up: its own and those of a seed's original. */
export function probesOfDocument({
  telling,
  original,
}: Pick<Document, 'telling' | 'original'>): readonly number[] {
  return [...new Set([...telling.probes, ...(original?.probes ?? [])])]
}

/** The terms by which a document is looked up. What is longer than any word is none. */
export function termsOfDocument({ telling }: Pick<Document, 'telling'>): readonly string[] {
  return Object.keys(telling.terms).filter((term) => term.length <= MAX_TERM)
}

async function keepStories(sql: Sql, documents: readonly NewDocument[]): Promise<void> {
  const rows = documents.map(({ document, story }) => ({
    id: document.storyId,
    title: story.title,
    firstAt: toInstant(story.firstAt),
    lastAt: toInstant(story.lastAt),
  }))
  await sql.query(
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

async function addDocuments(sql: Sql, documents: readonly NewDocument[]): Promise<Numbered[]> {
  return sql.query<Numbered>(
    `insert into document (id, story, origin, title, outlet, url, language, published,
      told_at, recipe, telling, facts, original, seed_content)
    select told.id, story.number, told.origin, told.title, told.outlet, told.url, told.language,
      told.published, told."toldAt", told.recipe, told.telling, told.facts, told.original,
      told."seedContent"
    from json_to_recordset($1::json) as told (position integer, id text, "storyId" text, origin text, title text,
      outlet text, url text, language text, published timestamptz, "toldAt" timestamptz,
      recipe integer, telling json, facts json, original json, "seedContent" text)
    join story on story.id = told."storyId"
    order by told.position
    on conflict do nothing
    returning id, number, story`,
    [toJson(documents.map(documentRow))],
  )
}

function documentRow({ document, toldAt, seedContent }: NewDocument, position: number): object {
  const { recipe, facts, ...telling } = document.telling
  return {
    ...document,
    position,
    published: toInstant(document.published),
    toldAt: toInstant(toldAt),
    recipe,
    telling,
    facts,
    seedContent,
  }
}

async function addProbes(sql: Sql, added: readonly Added[]): Promise<void> {
  const probes = added.flatMap(({ number, document }) =>
    probesOfDocument(document).map((value) => ({ value, number })),
  )
  await sql.query(
    `insert into probe (value, document)
    select * from unnest($1::bigint[], $2::integer[])
    on conflict do nothing`,
    [probes.map(({ value }) => value), probes.map(({ number }) => number)],
  )
}

/** No upsert, which spends a number on every term there already and would one day run out. */
async function addTerms(sql: Sql, added: readonly Added[]): Promise<void> {
  const terms = added.flatMap(({ story, document }) =>
    termsOfDocument(document).map((term) => ({ story, term: toText(term) })),
  )
  await sql.query(
    `with told as (
      select * from unnest($1::integer[], $2::text[]) as told (story, term)
    ), counted as (
      select term, count(*)::integer as documents from told group by term
    ), known as (
      update term set documents = term.documents + counted.documents
      from counted where term.term = counted.term
      returning term.term, term.number
    ), unknown as (
      insert into term (term, documents)
      select term, documents from counted
      where not exists (select from term where term.term = counted.term)
      returning term, number
    )
    insert into story_term (term, story)
    select distinct numbered.number, told.story
    from told join (select * from known union all select * from unknown) numbered using (term)
    on conflict do nothing`,
    [terms.map(({ story }) => story), terms.map(({ term }) => term)],
  )
}

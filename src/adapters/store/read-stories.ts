import type { Document, Story } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { withoutNulls, type Row } from './rows.ts'

/** Documents of a story handed out whole, the latest first. */
const WHOLE_DOCUMENTS = 50

/** Documents of a story handed out at all. Longer ones have told all their facts more than once. */
const HANDED_OUT = 1000

type StoryRow = Omit<Story, 'documents'>

type DocumentRow = Omit<Row<Document>, 'telling'> & {
  readonly recipe: number
  readonly facts: Document['telling']['facts']
  readonly telling: Omit<Document['telling'], 'recipe' | 'facts'> | null
}

/**
 * Stories by their numbers, in the order of the numbers given, documents in the order told. Of a
 * long story's older documents only the facts are read, so that what is new stays answerable;
 * their shingles and terms are empty, unless they are among `whole`.
 */
export async function readStories(
  sql: Sql,
  numbers: readonly number[],
  whole: readonly number[] = [],
): Promise<readonly Story[]> {
  if (numbers.length === 0) return []
  const stories = await sql.query<StoryRow>(
    `select story.id, story.title, story.first_at as "firstAt", story.last_at as "lastAt"
    from story where story.number = any ($1::integer[])
    order by array_position($1::integer[], story.number)`,
    [numbers],
  )
  const documents = new Map<string, Document[]>(stories.map(({ id }) => [id, []]))
  for (const row of await readDocuments(sql, numbers, whole)) {
    documents.get(row.storyId)?.push(toDocument(row))
  }
  return stories.map((story) => ({ ...story, documents: documents.get(story.id) ?? [] }))
}

async function readDocuments(
  sql: Sql,
  stories: readonly number[],
  whole: readonly number[],
): Promise<DocumentRow[]> {
  return sql.query<DocumentRow>(
    `select document.id, story.id as "storyId", origin, document.title, outlet, url, language,
      published, recipe, facts, original,
      case when latest <= ${WHOLE_DOCUMENTS} or document.number = any ($2::integer[]) then telling
      end as telling
    from unnest($1::integer[]) as asked (story)
    cross join lateral (
      select *, row_number() over (order by told_at desc, number desc) as latest
      from document where document.story = asked.story
      order by told_at desc, number desc limit ${HANDED_OUT}
    ) document
    cross join lateral (select id from story where story.number = asked.story limit 1) story
    order by told_at, document.number`,
    [stories, whole],
  )
}

function toDocument({ recipe, facts, telling, ...row }: DocumentRow): Document {
  const marks = telling ?? { shingles: [], probes: [], terms: {} }
  return withoutNulls<Document>({ ...row, telling: { recipe, ...marks, facts } })
}

import type { Document, Story } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { unpackFacts, unpackShingles, unpackTerms } from './pack-telling.ts'
import { withoutNulls, type Row } from './rows.ts'

/** Documents of a story handed out whole, the latest first. */
const WHOLE_DOCUMENTS = 24

/** Documents of a story handed out at all. Longer ones have told all their facts more than once. */
const HANDED_OUT = 1000

type StoryRow = Omit<Story, 'documents'>

type DocumentRow = Omit<Row<Document>, 'telling' | 'original'> & {
  readonly recipe: number
  readonly facts: Uint8Array | null
  readonly shingles: Uint8Array | null
  readonly terms: Uint8Array | null
  readonly original: Uint8Array | null
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
      published, recipe, facts,
      case when exists (select from story_pin where story_pin.document = document.id)
        then true end as pinned,
      case when is_whole then shingles end as shingles,
      case when is_whole then terms end as terms,
      case when is_whole then original end as original
    from unnest($1::integer[]) as asked (story)
    cross join lateral (
      select *, row_number() over (order by told_at desc, number desc) as latest
      from document where document.story = asked.story
      order by told_at desc, number desc limit ${HANDED_OUT}
    ) document
    cross join lateral (select id from story where story.number = asked.story limit 1) story
    cross join lateral (
      select latest <= ${WHOLE_DOCUMENTS} or document.number = any ($2::integer[]) as is_whole
    ) as handed_out
    order by told_at, document.number`,
    [stories, whole],
  )
}

function toDocument({ recipe, facts, shingles, terms, original, ...row }: DocumentRow): Document {
  const telling = {
    recipe,
    ...(shingles ? unpackShingles(shingles) : { shingles: [], probes: [] }),
    terms: terms ? unpackTerms(terms) : {},
    facts: facts ? unpackFacts(facts) : [],
  }
  return withoutNulls<Document>({
    ...row,
    telling,
    original: original && unpackShingles(original),
  })
}

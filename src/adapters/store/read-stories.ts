import type { Document, Story } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { unpackShingles } from './pack-telling.ts'
import type { Row } from './rows.ts'
import { unpackTelling, type PackedParts } from './unpack-telling.ts'

/** Documents of a story handed out whole, the latest first. */
const WHOLE_DOCUMENTS = 24

/** Documents of a story handed out at all. Longer ones have told all their facts more than once. */
const HANDED_OUT = 1000

/** A document beside its story; of a story that has none, the story alone. */
export type StoryRow = Omit<Story, 'id' | 'title' | 'documents'> & {
  readonly storyTitle: string
} & (DocumentRow | { readonly storyId: string; readonly id: null })

type DocumentRow = Omit<Row<Document>, 'telling' | 'original'> &
  PackedParts & { readonly original: Uint8Array | null }

/**
 * Stories by their numbers, in the order of the numbers given, documents in the order told. Of a
 * long story's older documents only the facts are read, so that what is new stays answerable;
 * their shingles and terms are empty.
 */
export async function readStories(sql: Sql, numbers: readonly number[]): Promise<readonly Story[]> {
  if (numbers.length === 0) return []
  const asked = 'unnest($1::integer[]) with ordinality as asked (story, place)'
  return toStories(await sql.query<StoryRow>(storyRows(asked, 'false'), [numbers]))
}

/**
 * What selects the rows of stories: of those that `asked` has as (story, place), whole documents
 * also where `isWhole` says so.
 */
export function storyRows(asked: string, isWhole: string): string {
  return `select story.id as "storyId", story.title as "storyTitle", story.first_at as "firstAt",
      story.last_at as "lastAt", document.id, origin, document.title, outlet, url, language,
      published, recipe, facts,
      case when exists (select from story_pin where story_pin.document = document.id)
        then true end as pinned,
      case when is_whole then shingles end as shingles,
      case when is_whole then terms end as terms,
      case when is_whole then original end as original
    from ${asked}
    cross join lateral (
      select id, title, first_at, last_at from story where story.number = asked.story limit 1
    ) story
    left join lateral (
      select *, row_number() over (order by told_at desc, number desc) as latest
      from document where document.story = asked.story
      order by told_at desc, number desc limit ${HANDED_OUT}
    ) document on true
    cross join lateral (
      select latest <= ${WHOLE_DOCUMENTS} or ${isWhole} as is_whole
    ) as handed_out
    order by place, asked.story, told_at, document.number`
}

export function toStories(rows: readonly StoryRow[]): readonly Story[] {
  const stories = new Map<string, Story & { readonly documents: Document[] }>()
  for (const { storyTitle: title, firstAt, lastAt, ...row } of rows) {
    const id = row.storyId
    const story = stories.get(id) ?? { id, title, firstAt, lastAt, documents: [] }
    stories.set(id, story)
    if (row.id !== null) story.documents.push(toDocument(row))
  }
  return [...stories.values()]
}

/** Property by property: dozens are made for every item. */
function toDocument(row: DocumentRow): Document {
  const { id, storyId, origin, title, outlet, url, language, published, pinned, original } = row
  const { recipe, facts, shingles, terms } = row
  return {
    id,
    storyId,
    origin,
    title,
    outlet,
    url,
    telling: unpackTelling(id, { recipe, facts, shingles, terms }),
    ...(language !== null && { language }),
    ...(published && { published }),
    ...(original && { original: unpackShingles(original) }),
    ...(pinned && { pinned }),
  }
}

import type { KeptDocument } from '../../ports.ts'
import type { Document, Story } from '../../model.ts'
import type { Connection, Sql } from '../sql/connection.ts'
import { waitForLock } from './locks.ts'
import { unpackFacts, unpackShingles, unpackTerms } from './pack-telling.ts'
import { placeDocuments } from './place-documents.ts'
import { removeDocuments } from './remove-documents.ts'
import { withoutNulls, type Row } from './rows.ts'
import { toText } from './storable.ts'

type KeptRow = Omit<Row<Document>, 'telling' | 'original'> & {
  readonly number: number
  readonly toldAt: Date
  readonly storyTitle: string
  readonly recipe: number
  readonly shingles: Uint8Array
  readonly terms: Uint8Array | null
  readonly facts: Uint8Array | null
  readonly original: Uint8Array | null
}

/** Documents in the order they came in, after the one with this number. */
export async function keptDocuments(
  sql: Sql,
  { after = -(2 ** 31), limit }: { readonly after?: number; readonly limit: number },
): Promise<readonly KeptDocument[]> {
  const rows = await sql.query<KeptRow>(
    `select document.number, document.id, story.id as "storyId", story.title as "storyTitle",
      origin, document.title, outlet, url, language, published, told_at as "toldAt", recipe,
      shingles, terms, facts, original
    from document join story on story.number = document.story
    where document.number > $1::integer order by document.number limit $2::integer`,
    [after, limit],
  )
  return rows.map(toKept)
}

/** Add documents with their stories, as known before the service began; answers how many. */
export async function addDocuments(
  connection: Connection,
  stories: readonly Story[],
): Promise<number> {
  return connection.transaction(async (sql) => {
    await waitForLock(sql, 'placement')
    return placeDocuments(
      sql,
      stories.flatMap(({ documents, ...story }) =>
        documents.map((document) => ({
          document,
          toldAt: document.published ?? story.firstAt,
          story,
        })),
      ),
    )
  })
}

export async function dropDocuments(
  connection: Connection,
  ids: readonly string[],
): Promise<number> {
  return connection.transaction(async (sql) => {
    await waitForLock(sql, 'placement')
    return removeDocuments(sql, ids.map(toText))
  })
}

function toKept(row: KeptRow): KeptDocument {
  const { number, toldAt, storyTitle, recipe, shingles, terms, facts, original, ...rest } = row
  const document = withoutNulls<Document>({
    ...rest,
    telling: {
      recipe,
      ...unpackShingles(shingles),
      terms: terms ? unpackTerms(terms) : {},
      facts: facts ? unpackFacts(facts) : [],
    },
    original: original && unpackShingles(original),
  })
  return { number, toldAt, storyTitle, document }
}

import { createHash } from 'node:crypto'
import type { Document, Story } from '../../model.ts'
import type { Sql, Transaction } from '../sql/connection.ts'
import { waitForLock } from './locks.ts'
import { placeDocuments, type NewDocument } from './place-documents.ts'
import { removeDocuments } from './remove-documents.ts'
import { toJson, toText } from './storable.ts'

interface Seed {
  readonly story: Omit<Story, 'documents'>
  readonly document: Document
  readonly seedContent: string
}

/**
 * Make the seeds in the corpus exactly these, within the caller's transaction; a changed seed
 * counts as removed and added. Seeds that stand already cost one look.
 */
export async function keepSeeds(
  sql: Transaction,
  stories: readonly Story[],
): Promise<{ added: number; removed: number }> {
  await waitForLock(sql, 'placement')
  const wanted = new Map(seedDocuments(stories).map((seed) => [toText(seed.document.id), seed]))
  const removed: string[] = []
  for (const { id, content } of await readSeeds(sql)) {
    if (wanted.get(id)?.seedContent === content) wanted.delete(id)
    else removed.push(id)
  }
  if (removed.length > 0) await removeDocuments(sql, removed)
  if (wanted.size > 0) await placeDocuments(sql, await whereAPersonPutThem(sql, wanted))
  return { added: wanted.size, removed: removed.length }
}

/** A merge or split outlives a changed seed. */
async function whereAPersonPutThem(
  sql: Sql,
  seeds: ReadonlyMap<string, Seed>,
): Promise<NewDocument[]> {
  const rows = await sql.query<{ document: string; story: string }>(
    `select document, story from story_pin
    where document in (select json_array_elements_text($1::json))`,
    [toJson([...seeds.keys()])],
  )
  const pins = new Map(rows.map(({ document, story }) => [document, story]))
  return [...seeds].map(([id, wanted]) => {
    const storyId = pins.get(id)
    const seed = toNewDocument(wanted)
    if (storyId === undefined) return seed
    const { document, story } = seed
    return { ...seed, document: { ...document, storyId }, story: { ...story, id: storyId } }
  })
}

async function readSeeds(sql: Sql): Promise<{ id: string; content: string }[]> {
  return sql.query(
    `select id, seed_content as content from document where seed_content is not null`,
  )
}

/** Told apart without their tellings, which are made when asked for. */
function seedDocuments(stories: readonly Story[]): readonly Seed[] {
  return stories.flatMap(({ documents, ...story }) =>
    documents.map((document) => {
      const { id, title, outlet, language, published, original, content } = document
      const told = content ?? document.telling
      const seedContent = hashOf({ story, id, title, outlet, language, published, original, told })
      return { story, document, seedContent }
    }),
  )
}

function toNewDocument({ story, document, seedContent }: Seed): NewDocument {
  return {
    document: { ...document, storyId: story.id, origin: 'seed' },
    toldAt: document.published ?? story.firstAt,
    story,
    seedContent,
  }
}

function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

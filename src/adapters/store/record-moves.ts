import type { StoryMove, RecordedMove } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { PACKED_COLUMNS, type PackedRow } from './packed-rows.ts'
import { refile, renewStories, toNumbered, unfileStories } from './remove-documents.ts'
import { toInstant, toJson, toText } from './storable.ts'

/** Who moves what placing shows to stand wrong. Anybody else is a person. */
export const PROGRAM = 'wirewatch'

/**
 * Move documents to the stories they belong to, one move after the other, with their
 * placements and all by which a story is found. What is there already is no move. Needs
 * the placement lock.
 */
export async function recordMoves(
  sql: Sql,
  moves: readonly StoryMove[],
  madeBy: string,
  at: Date,
): Promise<void> {
  for (const move of moves) await recordMove(sql, move, madeBy, at)
}

async function recordMove(sql: Sql, move: StoryMove, madeBy: string, at: Date): Promise<void> {
  const moved = await documentsToMove(sql, move)
  if (moved.length === 0) return
  await openStory(sql, move, moved)
  await refileDocuments(sql, move, moved)
  await movePlacements(sql, move, moved)
  await settleTimes(sql, move)
  await sql.query(
    `insert into story_move (at, made_by, from_story, to_story, documents, because)
    values ($1::timestamptz, $2, $3, $4, $5::json, $6)`,
    [
      toInstant(at),
      toText(madeBy),
      toText(move.from),
      toText(move.to),
      toJson(moved),
      toText(move.because),
    ],
  )
  if (madeBy !== PROGRAM) await pinDocuments(sql, move)
}

/** The story was looked at whole: what was left in it belongs there as well. */
async function pinDocuments(sql: Sql, { from, to }: StoryMove): Promise<void> {
  await sql.query(
    `insert into story_pin (document, story)
    select document.id, story.id from document join story on story.number = document.story
    where story.id in ($1, $2)
    on conflict (document) do update set story = excluded.story`,
    [toText(from), toText(to)],
  )
}

async function documentsToMove(
  sql: Sql,
  { from, documents }: StoryMove,
): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select document.id from document join story on story.number = document.story
    where story.id = $1 and ($2::json is null
      or document.id in (select json_array_elements_text($2::json)))
    order by document.number`,
    [toText(from), documents === undefined ? null : toJson(documents)],
  )
  return rows.map(({ id }) => id)
}

async function openStory(
  sql: Sql,
  { to, title }: StoryMove,
  moved: readonly string[],
): Promise<void> {
  await sql.query(
    `insert into story (id, title, first_at, last_at)
    select $1, $2, min(told_at), max(told_at) from document
    where id in (select json_array_elements_text($3::json))
    on conflict do nothing`,
    [toText(to), toText(title), toJson(moved)],
  )
}

async function refileDocuments(
  sql: Sql,
  { to }: StoryMove,
  moved: readonly string[],
): Promise<void> {
  const rows = await sql.query<PackedRow>(
    `select ${PACKED_COLUMNS} from document
    where id in (select json_array_elements_text($1::json))`,
    [toJson(moved)],
  )
  const leaving = rows.map(toNumbered)
  const arrived = await sql.query<{ story: number }>(
    `update document set story = (select number from story where id = $1)
    where id in (select json_array_elements_text($2::json))
    returning story`,
    [toText(to), toJson(moved)],
  )
  await unfileStories(sql, leaving)
  const stories = [...leaving, ...arrived].map(({ story }) => story)
  await refile(sql, [...new Set(stories)])
}

async function movePlacements(
  sql: Sql,
  { to }: StoryMove,
  moved: readonly string[],
): Promise<void> {
  await sql.query(
    `update placement set story_id = story.id, verdict = (verdict::jsonb
        || jsonb_build_object('storyId', story.id, 'storyTitle', story.title))::json
    from story
    where story.id = $1
      and placement.document_id in (select json_array_elements_text($2::json))`,
    [toText(to), toJson(moved)],
  )
}

async function settleTimes(sql: Sql, { from, to }: StoryMove): Promise<void> {
  const stories = await sql.query<{ number: number }>(
    'select number from story where id in ($1, $2)',
    [toText(from), toText(to)],
  )
  await renewStories(sql, toJson(stories.map(({ number }) => number)))
}

/** What was put right in a story, first to last. */
export async function movesOf(sql: Sql, storyId: string): Promise<readonly RecordedMove[]> {
  return sql.query<RecordedMove>(
    `select at, made_by as "madeBy", from_story as "from", to_story as "to", documents, because
    from story_move where from_story = $1 or to_story = $1 order by sequence`,
    [toText(storyId)],
  )
}

import type { Placement, RecordedMove, StoryMove } from '../../model.ts'
import type { Sql, Transaction } from '../sql/connection.ts'
import { PACKED_COLUMNS, type PackedRow } from './packed-rows.ts'
import { refile, renewStories, toNumbered, unfileStories } from './remove-documents.ts'
import { toInstant, toJson, toText } from './storable.ts'

/** Who moves what placing shows to stand wrong. Anybody else is a person. */
const PROGRAM = 'wirewatch'

/** A placement, and when its item was read. */
export interface Placed {
  readonly placement: Placement
  readonly at: Date
}

/**
 * Place by `place`, and make the moves that placements show: each before the placement that shows it,
 * and after those before it, for it may move what they placed. Needs the placement lock.
 */
export async function placeWithMoves(
  sql: Transaction,
  placed: readonly Placed[],
  place: (sql: Transaction, some: readonly Placed[]) => Promise<void>,
): Promise<void> {
  let from = 0
  for (const [index, { placement, at }] of placed.entries()) {
    if (!placement.moves) continue
    if (index > from) await place(sql, placed.slice(from, index))
    await recordMoves(sql, placement.moves, PROGRAM, at)
    from = index
  }
  if (placed.length > from) await place(sql, placed.slice(from))
}

/**
 * Move documents to the stories they belong to, one move after the other, with their
 * placements and all by which a story is found. What is there already is no move. Needs
 * the placement lock.
 */
export async function recordMoves(
  sql: Transaction,
  moves: readonly StoryMove[],
  madeBy: string,
  at: Date,
): Promise<void> {
  for (const move of moves) await recordMove(sql, move, madeBy, at)
}

async function recordMove(
  sql: Transaction,
  move: StoryMove,
  madeBy: string,
  at: Date,
): Promise<void> {
  const leaving = (await documentsToMove(sql, move)).map(toNumbered)
  if (leaving.length === 0) return
  const moved = leaving.map(({ id }) => id)
  const to = await openStory(sql, move, moved)
  sql.send(
    'update document set story = $1 where id in (select json_array_elements_text($2::json))',
    [to, toJson(moved)],
  )
  const stories = [...new Set([...leaving.map(({ story }) => story), to])]
  unfileStories(sql, leaving)
  await refile(sql, stories)
  movePlacements(sql, move, moved)
  renewStories(sql, stories)
  sql.send(
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
  if (madeBy !== PROGRAM) pinDocuments(sql, move)
}

/** The story was looked at whole: what was left in it belongs there as well. */
function pinDocuments(sql: Transaction, { from, to }: StoryMove): void {
  sql.send(
    `insert into story_pin (document, story)
    select document.id, story.id from document join story on story.number = document.story
    where story.id in ($1, $2)
    on conflict (document) do update set story = excluded.story`,
    [toText(from), toText(to)],
  )
}

async function documentsToMove(
  sql: Transaction,
  { from, documents }: StoryMove,
): Promise<readonly PackedRow[]> {
  return sql.query<PackedRow>(
    `select ${PACKED_COLUMNS} from document
    where story = (select story.number from story where story.id = $1)
      and ($2::json is null or id in (select json_array_elements_text($2::json)))
    order by number`,
    [toText(from), documents === undefined ? null : toJson(documents)],
  )
}

/** The number of the story they go to, which may not be there yet. */
async function openStory(
  sql: Transaction,
  { to, title }: StoryMove,
  moved: readonly string[],
): Promise<number> {
  const [story] = await sql.query<{ number: number }>(
    `with opened as (
      insert into story (id, title, first_at, last_at)
      select $1, $2, min(told_at), max(told_at) from document
      where id in (select json_array_elements_text($3::json))
      on conflict do nothing
      returning number
    )
    select number from opened union all select number from story where id = $1`,
    [toText(to), toText(title), toJson(moved)],
  )
  return story!.number
}

function movePlacements(sql: Transaction, { to }: StoryMove, moved: readonly string[]): void {
  sql.send(
    `update placement set story_id = story.id, verdict = (verdict::jsonb
        || jsonb_build_object('storyId', story.id, 'storyTitle', story.title))::json
    from story
    where story.id = $1
      and placement.document_id in (select json_array_elements_text($2::json))`,
    [toText(to), toJson(moved)],
  )
}

/** What was put right in a story, first to last. */
export async function movesOf(sql: Sql, storyId: string): Promise<readonly RecordedMove[]> {
  return sql.query<RecordedMove>(
    `select at, made_by as "madeBy", from_story as "from", to_story as "to", documents, because
    from story_move where from_story = $1 or to_story = $1 order by sequence`,
    [toText(storyId)],
  )
}

import type { DigestOnRecord } from '../../model.ts'
import type { CoverageDay, Portion, ReaderStore, VerdictCounts } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { DIGESTS, toRecord, type DigestRow } from './digests.ts'
import { toInstant, toText } from './storable.ts'

export async function digestArchive(
  sql: Sql,
  { subscriberId, before, limit }: Parameters<ReaderStore['digestArchive']>[0],
): Promise<Portion<DigestOnRecord, string>> {
  const rows = await sql.query<DigestRow>(
    `${DIGESTS}
    where ($1::text is null or digest.subscriber_id = $1)
      and ($2::text is null or (digest.composed_at, digest.id) < (
        select composed_at, id from digest where id = $2))
    order by digest.composed_at desc, digest.id desc limit $3`,
    [textOrNull(subscriberId), textOrNull(before), limit + 1],
  )
  const shown = rows.slice(0, limit).map(toRecord)
  const last = shown.at(-1)
  return { rows: shown, ...(rows.length > limit && last && { next: last.digest.id }) }
}

export async function digestsBeside(
  sql: Sql,
  id: string,
): ReturnType<ReaderStore['digestsBeside']> {
  const [row] = await sql.query<{ earlier: string | null; later: string | null }>(
    `select (
      select id from digest where subscriber_id = here.subscriber_id
        and (composed_at, id) < (here.composed_at, here.id)
      order by composed_at desc, id desc limit 1
    ) as earlier, (
      select id from digest where subscriber_id = here.subscriber_id
        and (composed_at, id) > (here.composed_at, here.id)
      order by composed_at, id limit 1
    ) as later
    from digest here where here.id = $1`,
    [toText(id)],
  )
  const { earlier, later } = row ?? {}
  return { ...(earlier && { earlier }), ...(later && { later }) }
}

/** A digest looks at all that was placed between two sequences, told or not. */
export async function digestsAbout(
  sql: Sql,
  storyId: string,
  limit: number,
): Promise<readonly DigestOnRecord[]> {
  const rows = await sql.query<DigestRow>(
    `${DIGESTS}
    where digest.composed_at >= (
        select min(placed_at) from placement where placement.story_id = $1)
      and exists (
        select from placement where placement.story_id = $1
          and placement.sequence > digest.after_sequence
          and placement.sequence <= digest.up_to_sequence)
    order by digest.composed_at desc, digest.id desc limit $2`,
    [toText(storyId), limit],
  )
  return rows.map(toRecord)
}

/** No wider than what is counted: a sort of whole verdicts goes by way of the disk. */
const ANSWERED = `
  select answer->>'watch' as watch, placement.placed_at,
    held_back is null and verdict->>'kind' in ('new', 'update') as is_news
  from placement cross join lateral json_array_elements(placement.answers) answer
  where placement.placed_at >= $1::timestamptz offset 0`

/** Mails by the watch whose stories they told; one that told nothing counts for no watch. */
export async function coverage(
  sql: Sql,
  from: Date,
  zone: string,
): Promise<readonly CoverageDay[]> {
  return sql.query<CoverageDay>(
    `with items as (
      select watch, to_char(placed_at at time zone $2, 'YYYY-MM-DD') as day,
        (count(*) filter (where is_news))::integer as news, count(*)::integer as all_items
      from (${ANSWERED}) answered group by 1, 2
    ), mails as (
      select story->>'watch' as watch,
        to_char(digest.composed_at at time zone $2, 'YYYY-MM-DD') as day,
        count(distinct digest.id)::integer as mails
      from digest cross join lateral json_array_elements(digest.digest->'stories') story
      where digest.composed_at >= $1::timestamptz
      group by 1, 2
    )
    select watch, day, coalesce(news, 0) as news, coalesce(all_items - news, 0) as rest,
      coalesce(mails, 0) as mails
    from items full join mails using (watch, day)
    order by watch, day`,
    [toInstant(from), zone],
  )
}

export async function placedSince(sql: Sql, from: Date): Promise<VerdictCounts> {
  const rows = await sql.query<{ kind: string; items: number }>(
    `select verdict->>'kind' as kind, count(*)::integer as items from placement
    where placed_at >= $1::timestamptz and held_back is null group by 1`,
    [toInstant(from)],
  )
  return Object.fromEntries(rows.map(({ kind, items }) => [kind, items]))
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined ? null : toText(text)
}

import { digestRows, type ExportRow } from '../../core/export/exported.ts'
import type { ExportStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { DIGESTS, toRecord, type DigestRow } from './digests.ts'
import { FIRST_NUMBER } from './history.ts'
import { toInstant, toText } from './storable.ts'

type Range = Parameters<ExportStore['exportRows']>[1]
type Page = Awaited<ReturnType<ExportStore['exportRows']>>

export function createExportStore(sql: Sql): ExportStore {
  const pages = { items: itemsPage, stories: storiesPage, digests: digestsPage }
  return { exportRows: (kind, range) => pages[kind](sql, range) }
}

const ISO = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const WATCHES = `(select string_agg(answer->>'watch', '; ')
  from json_array_elements(placement.answers) answer)`

const ANSWERS = `exists (select from json_array_elements(placement.answers) answer
  where answer->>'watch' = $4)`

async function itemsPage(sql: Sql, { since, after = '0', limit, watch }: Range): Promise<Page> {
  const rows = await sql.query<ExportRow & { readonly number: number }>(
    `select item.number::float8 as number, item.id, ${ISO('item.first_read_at')} as read_at,
      ${ISO('item.published')} as published, item.feed_id as feed, item.outlet, item.title,
      item.url, item.language, ${WATCHES} as watches, placement.verdict->>'kind' as verdict,
      placement.story_id as story, placement.verdict->>'storyTitle' as story_title,
      placement.verdict->>'because' as because, placement.held_back,
      (select string_agg(distinct digest_id, '; ') from told where told.item_id = item.id) as told_in
    from item left join placement on placement.item_id = item.id
    where item.first_read_at >= $1::timestamptz and item.number > $2::bigint
      and item.number >= ${FIRST_NUMBER}
      and ($4::text is null or ${ANSWERS})
    order by item.number limit $3`,
    [from(since), after, limit, watchOf(watch)],
  )
  return pageOf(rows, limit)
}

async function storiesPage(sql: Sql, { since, after = '0', limit, watch }: Range): Promise<Page> {
  const rows = await sql.query<ExportRow & { readonly number: number }>(
    `select story.number, story.id, story.title, ${ISO('story.first_at')} as first_at,
      ${ISO('story.last_at')} as last_at,
      (select count(*)::integer from document where document.story = story.number) as documents,
      (select string_agg(distinct outlet, '; ') from document where document.story = story.number)
        as outlets,
      (select string_agg(distinct answer->>'watch', '; ')
        from placement, json_array_elements(placement.answers) answer
        where placement.story_id = story.id) as watches,
      (select string_agg(distinct digest_id, '; ') from told where told.story_id = story.id)
        as told_in
    from story
    where story.last_at >= $1::timestamptz and story.number > $2::bigint
      and ($4::text is null or exists (
        select from placement where placement.story_id = story.id and ${ANSWERS}))
    order by story.number limit $3`,
    [from(since), after, limit, watchOf(watch)],
  )
  return pageOf(rows, limit)
}

/** By time and id, which tells digests of one moment apart. */
async function digestsPage(sql: Sql, { since, after = '', limit, watch }: Range): Promise<Page> {
  const [at = '-infinity', id = ''] = after === '' ? [] : after.split(' ', 2)
  const rows = await sql.query<DigestRow & { readonly at: string; readonly id: string }>(
    `select listed.*, extract(epoch from digest.composed_at)::text as at, digest.id
    from (${DIGESTS}
      where digest.composed_at >= $1::timestamptz
        and (extract(epoch from digest.composed_at), digest.id) > ($2::numeric, $3)
      order by digest.composed_at, digest.id limit $4
    ) listed join digest on digest.id = listed.digest->>'id'
    order by digest.composed_at, digest.id`,
    [from(since), at === '-infinity' ? '-1e15' : at, id, Math.min(limit, 100)],
  )
  const last = rows.at(-1)
  return {
    rows: rows.flatMap((row) => digestRows(toRecord(row), watch)),
    ...(last && { next: `${last.at} ${last.id}` }),
  }
}

function pageOf(rows: readonly (ExportRow & { readonly number: number })[], limit: number): Page {
  const next = rows.length < limit ? undefined : rows.at(-1)?.number
  return {
    rows: rows.map((row) => {
      const { number: _cursor, ...exported } = row
      return exported
    }),
    ...(next !== undefined && { next: String(next) }),
  }
}

function from(since: Date | undefined): string {
  return toInstant(since) ?? '-infinity'
}

function watchOf(watch: string | undefined): string | null {
  return watch === undefined ? null : toText(watch)
}

import type { Item, PastItem, Wording } from '../../model.ts'
import type { HistoryStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { ITEM_COLUMNS, withoutNulls, type Row } from './rows.ts'
import { toInstant, toJson, toText } from './storable.ts'

export function createHistoryStore(sql: Sql): HistoryStore {
  return {
    history: (range) => history(sql, range),
    lookedBack: () => lookedBack(sql),
    recordLookBack: (watch, queryHash, at) => recordLookBack(sql, watch, queryHash, at),
    forgetLookBacks: async (watches) => {
      await sql.query(
        'delete from look_back where watch in (select json_array_elements_text($1::json))',
        [toJson(watches)],
      )
    },
  }
}

type StoredWording = Omit<Row<Wording>, 'at'> & { readonly at: string }
type PastItemRow = Row<Item> &
  Omit<Row<PastItem>, 'item' | 'wordings'> & { readonly wordings: readonly StoredWording[] | null }

const WORDINGS = `
  (select json_agg(json_build_object('at', read_at, 'title', title, 'summary', summary,
      'text', coalesce(text, summary)) order by read_at)
    from item_version where item_id = item.id)`

/**
 * No item read from $1 on has a lower number. Polls that ran side by side put their items on record
 * in another order than they began; one may bring 2,000 items of one instant.
 */
export const FIRST_NUMBER = `coalesce((
    select min(number) from (
      select number from item where first_read_at >= $1::timestamptz
      order by first_read_at limit 5000
    ) earliest
  ), 0)`

async function history(
  sql: Sql,
  { from, after, to, limit }: Parameters<HistoryStore['history']>[0],
): Promise<readonly PastItem[]> {
  const rows = await sql.query<PastItemRow>(
    `select ${ITEM_COLUMNS}, item.number::float8 as number, item.first_read_at as "readAt",
      coalesce(visit.recorded_at, item.first_read_at) as "recordedAt",
      coalesce(visit.baseline, false) as baseline,
      case when visit.baseline then null else (
        select at from poll
        where poll.feed_id = item.feed_id and poll.at < item.first_read_at
          and outcome not in ('failed', 'unreadable')
        order by at desc limit 1
      ) end as "readBefore",
      exists (select from placement where placement.item_id = item.id) as placed,
      ${WORDINGS} as wordings
    from item
    left join poll visit on visit.feed_id = item.feed_id and visit.at = item.first_read_at
    where item.first_read_at >= $1::timestamptz and item.first_read_at <= $3::timestamptz
      and item.number > $2 and item.number >= ${FIRST_NUMBER}
    order by item.number limit $4`,
    [toInstant(from) ?? '-infinity', after?.number ?? 0, toInstant(to), limit],
  )
  return rows.map(toPastItem)
}

function toPastItem(row: PastItemRow): PastItem {
  const { number, readAt, recordedAt, readBefore, baseline, placed, wordings, ...item } = row
  return {
    number,
    item: withoutNulls<Item>(item),
    readAt,
    recordedAt,
    ...(readBefore && { readBefore }),
    ...(wordings && { wordings: wordings.map(toWording) }),
    baseline,
    placed,
  }
}

/** JSON knows no dates. */
function toWording({ at, ...wording }: StoredWording): Wording {
  return withoutNulls<Wording>({ ...wording, at: new Date(at) })
}

async function lookedBack(sql: Sql): Promise<Readonly<Record<string, string>>> {
  const rows = await sql.query<{ watch: string; queryHash: string }>(
    'select watch, query_hash as "queryHash" from look_back',
  )
  return Object.fromEntries(rows.map(({ watch, queryHash }) => [watch, queryHash]))
}

async function recordLookBack(sql: Sql, watch: string, queryHash: string, at: Date): Promise<void> {
  await sql.query(
    `insert into look_back (watch, query_hash, at) values ($1, $2, $3::timestamptz)
    on conflict (watch) do update set query_hash = excluded.query_hash, at = excluded.at`,
    [toText(watch), toText(queryHash), toInstant(at)],
  )
}

import type { Item, PastItem } from '../../model.ts'
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

type PastItemRow = Row<Item> & { readAt: Date; baseline: boolean; placed: boolean }

async function history(
  sql: Sql,
  { from, after, to, limit }: Parameters<HistoryStore['history']>[0],
): Promise<readonly PastItem[]> {
  const rows = await sql.query<PastItemRow>(
    `select ${ITEM_COLUMNS}, item.first_read_at as "readAt",
      exists (
        select from poll
        where poll.feed_id = item.feed_id and poll.at = item.first_read_at and poll.baseline
      ) as baseline,
      exists (select from placement where placement.item_id = item.id) as placed
    from item
    where item.first_read_at >= $1::timestamptz and item.first_read_at <= $3::timestamptz
      and (item.first_read_at, item.id) > ($1::timestamptz, $2)
    order by item.first_read_at, item.id limit $4`,
    [
      toInstant(after?.readAt ?? from) ?? '-infinity',
      toText(after?.item.id ?? ''),
      toInstant(to),
      limit,
    ],
  )
  return rows.map(({ readAt, baseline, placed, ...item }) => ({
    item: withoutNulls<Item>(item),
    readAt,
    baseline,
    placed,
  }))
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

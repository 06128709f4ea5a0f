import type { Item, Revision } from '../../model.ts'
import type { Sql } from '../sql/connection.ts'
import { waitForFeed } from './locks.ts'
import { boundedKey, boundedText, toJson, toText } from './storable.ts'

/**
 * The items whose keys the feed never gave before, doubles dropped. Within a transaction other
 * polls of the same feed wait here until it ends, so that no item is fresh to two of them.
 */
export async function unseen(
  sql: Sql,
  feedId: string,
  items: readonly Item[],
): Promise<readonly Item[]> {
  const byKey = new Map<string, Item>()
  for (const item of items) {
    const key = toText(boundedKey(item.key))
    if (!byKey.has(key)) byKey.set(key, item)
  }
  if (byKey.size === 0) return []
  const [, rows] = await Promise.all([
    waitForFeed(sql, toText(feedId)),
    sql.query<{ key: string }>(
      `select seen.key
      from json_array_elements_text($2::json) as asked (key)
      join seen on seen.feed_id = $1 and seen.key = asked.key`,
      [toText(feedId), toJson([...byKey.keys()])],
    ),
  ])
  for (const { key } of rows) byKey.delete(key)
  return [...byKey.values()]
}

/**
 * The wording an item has now, for a lateral join on `item`; none when it never changed. No summary
 * where it is the one the item has.
 */
export const LATEST_VERSION = `
  select title, summary, read_at from item_version where item_id = item.id order by read_at desc limit 1`

/** Those of the items that are on record with another headline or another summary. */
export async function revised(sql: Sql, items: readonly Item[]): Promise<readonly Revision[]> {
  if (items.length === 0) return []
  const byId = new Map(items.map((item) => [item.id, item]))
  const wordings = [...byId.values()].map(({ id, title, summary }) => ({
    id,
    title: boundedText(title),
    summary: boundedText(summary),
  }))
  const rows = await sql.query<{ id: string; placed: boolean }>(
    `select item.id, placement.item_id is not null as placed
    from json_to_recordset($1::json) as asked (id text, title text, summary text)
    join item on item.id = asked.id
    left join placement on placement.item_id = item.id
    left join lateral (${LATEST_VERSION}) latest on true
    where coalesce(latest.title, item.title) <> asked.title
      or (case when placement.item_id is null then item.summary
        else coalesce(latest.summary, item.summary) end) <> asked.summary`,
    [toJson(wordings)],
  )
  return rows.flatMap(({ id, placed }) => {
    const item = byId.get(id)
    return item ? [{ item, placed }] : []
  })
}

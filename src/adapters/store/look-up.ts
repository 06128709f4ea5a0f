import { addressKey } from '../../core/feed/item-key.ts'
import type { FoundItem, Item } from '../../model.ts'
import type { LookUpStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { DIGESTS, toRecord, type DigestRow } from './digests.ts'
import {
  ITEM_COLUMNS,
  PLACED_ITEM_COLUMNS,
  toPlacedItem,
  withoutNulls,
  type PlacedItemRow,
  type Row,
} from './rows.ts'
import { boundedKey, toInstant, toJson, toText } from './storable.ts'

/** Items looked through for those of a host: more would be a wait, of millions a minute. */
const LATEST_ITEMS = 50_000

export function createLookUpStore(sql: Sql): LookUpStore {
  return {
    findItems: ({ id, addresses }) => findItems(sql, id, addresses),
    seenAddresses: (addresses) => seenAddresses(sql, addresses),
    digestsOver: (sequence) =>
      readDigests(sql, 'digest.after_sequence < $1 and digest.up_to_sequence >= $1', sequence),
    digestsOfStory: (storyId) =>
      readDigests(
        sql,
        'digest.id in (select digest_id from told where story_id = $1)',
        toText(storyId),
      ),
    latestDeliveries: (since) => latestDeliveries(sql, since),
    feedsOfHost: (host) => feedsOfHost(sql, host),
  }
}

async function findItems(
  sql: Sql,
  id: string,
  addresses: readonly string[],
): Promise<readonly FoundItem[]> {
  const rows = await sql.query<
    Row<Item> & { readonly readAt: Date; readonly feedName: string | null; baseline: boolean }
  >(
    `select ${ITEM_COLUMNS}, item.first_read_at as "readAt", visit.feed_name as "feedName",
      coalesce(visit.baseline, false) as baseline
    from item
    left join poll visit on visit.feed_id = item.feed_id and visit.at = item.first_read_at
    where item.id in (
      select $1 union all
      select id from item where url <> '' and url in (select json_array_elements_text($2::json)))
    order by item.first_read_at, item.id`,
    [toText(id), toJson(addresses)],
  )
  const found: FoundItem[] = []
  for (const { readAt, feedName, baseline, ...item } of rows) {
    const [placed] = await sql.query<PlacedItemRow>(
      `select ${PLACED_ITEM_COLUMNS}
      from placement join item on item.id = placement.item_id where item.id = $1`,
      [item.id],
    )
    found.push({
      item: withoutNulls<Item>(item),
      readAt,
      baseline,
      ...(feedName !== null && { feedName }),
      ...(placed && { placed: toPlacedItem(placed) }),
    })
  }
  return found
}

/** A feed's keys are asked for feed by feed, which the primary key of `seen` answers at once. */
async function seenAddresses(
  sql: Sql,
  addresses: readonly string[],
): ReturnType<LookUpStore['seenAddresses']> {
  return sql.query(
    `select seen.feed_id as "feedId", min(first_seen_at) as at from feed_memory
    join seen on seen.feed_id = feed_memory.feed_id
      and seen.key in (select json_array_elements_text($1::json))
    group by 1 order by 2`,
    [toJson(addresses.map(keyOf))],
  )
}

async function readDigests(sql: Sql, condition: string, parameter: unknown) {
  const rows = await sql.query<DigestRow>(
    `${DIGESTS} where ${condition} order by digest.composed_at, digest.id`,
    [parameter],
  )
  return rows.map(toRecord)
}

async function latestDeliveries(
  sql: Sql,
  since: Date,
): ReturnType<LookUpStore['latestDeliveries']> {
  type Latest = Awaited<ReturnType<LookUpStore['latestDeliveries']>>[number]
  const rows = await sql.query<Row<Latest>>(
    `select distinct on (digest.subscriber_id, delivery.addressee)
      digest.subscriber_id as "subscriberId", digest.composed_at as "composedAt",
      delivery.digest_id as "digestId", delivery.addressee, delivery.at, delivery.outcome,
      delivery.receipt, delivery.attempts, delivery.next_try_at as "nextTryAt"
    from digest join delivery on delivery.digest_id = digest.id
    where digest.composed_at >= $1::timestamptz
    order by digest.subscriber_id, delivery.addressee, delivery.at desc, digest.composed_at desc`,
    [toInstant(since)],
  )
  return rows.map((row) => withoutNulls<Latest>(row))
}

/** Asked only of an address that no feed gave; the latest items say which feeds carry a host. */
async function feedsOfHost(sql: Sql, host: string): ReturnType<LookUpStore['feedsOfHost']> {
  return sql.query(
    `select feed_id as "feedId", count(*)::integer as items, max(first_read_at) as last
    from (select * from item order by number desc limit ${LATEST_ITEMS}) item
    where starts_with(url, 'https://' || $1) or starts_with(url, 'http://' || $1)
      or starts_with(url, 'https://www.' || $1) or starts_with(url, 'http://www.' || $1)
    group by feed_id order by 2 desc, 1 limit 10`,
    [toText(host)],
  )
}

function keyOf(address: string): string {
  return toText(boundedKey(addressKey(address)))
}

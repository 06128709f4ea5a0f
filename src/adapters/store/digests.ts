import type { Delivery, Digest, FeedRecord, PlacedItem } from '../../model.ts'
import type { DigestStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import {
  PLACED_ITEM_COLUMNS,
  toDigest,
  toPlacedItem,
  withoutNulls,
  type PlacedItemRow,
  type Row,
} from './rows.ts'
import { toInstant, toJson, toText } from './storable.ts'

interface DigestRow {
  readonly digest: Digest
  readonly deliveredAt: Date | null
  readonly outcome: Delivery['outcome'] | null
  readonly receipt: string | null
}

const DIGESTS = `
  select digest.digest, delivery.delivered_at as "deliveredAt", delivery.outcome,
    delivery.receipt
  from digest left join delivery on delivery.digest_id = digest.id`

export function createDigestStore(sql: Sql): DigestStore {
  return {
    lastDigest: (subscriberId) => lastDigest(sql, subscriberId),
    placementsAfter: (sequence) => placementsAfter(sql, sequence),
    feedRecords: (from, to) => feedRecords(sql, from, to),
    recordDigest: (told) => recordDigest(sql, told),
    undelivered: (subscriberId) => undelivered(sql, subscriberId),
    recordDelivery: (delivery) => recordDelivery(sql, delivery),
    lookedAt: (subscriberId) => lookedAt(sql, subscriberId),
    recordLook: (subscriberId, at) => recordLook(sql, subscriberId, at),
    digests: (limit) => readDigests(sql, limit),
    digest: (id) => readDigest(sql, id),
  }
}

async function lastDigest(
  sql: Sql,
  subscriberId: string,
): Promise<{ upTo: number; composedAt: Date } | undefined> {
  const [row] = await sql.query<{ upTo: number; composedAt: Date }>(
    `select up_to_sequence::float8 as "upTo", composed_at as "composedAt"
    from digest where subscriber_id = $1
    order by up_to_sequence desc, composed_at desc limit 1`,
    [toText(subscriberId)],
  )
  return row
}

async function placementsAfter(sql: Sql, sequence: number): Promise<readonly PlacedItem[]> {
  const rows = await sql.query<PlacedItemRow>(
    `select ${PLACED_ITEM_COLUMNS}
    from placement join item on item.id = placement.item_id
    where placement.sequence > $1 order by placement.sequence`,
    [sequence],
  )
  return rows.map(toPlacedItem)
}

/** Feeds visited, and those so ill that they were not visited for it: silence needs its reason. */
async function feedRecords(sql: Sql, from: Date, to: Date): Promise<readonly FeedRecord[]> {
  const rows = await sql.query<Row<FeedRecord>>(
    `with visits as (
      select feed_id,
        count(*)::integer as polls,
        (count(*) filter (where outcome in ('failed', 'unreadable')))::integer as failed,
        sum(fresh_count)::integer as fresh,
        max(at) filter (where overflowed) as overflowed_at,
        max(at) filter (where outcome not in ('failed', 'unreadable')) as success_at
      from poll
      where at > $1::timestamptz and at <= $2::timestamptz
      group by feed_id
    ), ailing as (
      select feed_id from feed_memory
      where last_visit_at <= $2::timestamptz
        and last_visit_at > $2::timestamptz - interval '8 days'
        and failures_in_a_row > 0
        and (gone_since is not null
          or coalesce(last_success_at, '-infinity') <= $2::timestamptz - interval '1 day')
    ), told as (
      select feed_id from visits union select feed_id from ailing
    )
    select told.feed_id as "feedId", latest.feed_name as name,
      coalesce(visits.polls, 0) as polls, coalesce(visits.failed, 0) as "failedPolls",
      coalesce(visits.fresh, 0) as "freshItems",
      coalesce(
        visits.success_at,
        case when memory.last_success_at <= $2::timestamptz then memory.last_success_at end
      ) as "lastSuccessAt",
      case when latest.outcome in ('failed', 'unreadable') then latest.because end as trouble,
      memory.gone_since as "goneSince", visits.overflowed_at as "overflowedAt",
      memory.usual_gap_ms as "usualGapMs", memory.latest_item_at as "latestItemAt"
    from told
    left join visits on visits.feed_id = told.feed_id
    join lateral (
      select feed_name, outcome, because from poll
      where poll.feed_id = told.feed_id and at <= $2::timestamptz
      order by at desc limit 1
    ) latest on true
    left join feed_memory memory on memory.feed_id = told.feed_id
    order by told.feed_id`,
    [toInstant(from), toInstant(to)],
  )
  return rows.map((row) => withoutNulls<FeedRecord>(row))
}

/** A digest stays away where its id, or another one telling the same placements, stands already. */
async function recordDigest(sql: Sql, told: Digest): Promise<void> {
  const { id, subscriberId, covers, composedAt } = told
  await sql.query(
    `insert into digest
      (id, subscriber_id, after_sequence, up_to_sequence, composed_at, digest)
    values ($1, $2, $3, $4, $5::timestamptz, $6::json)
    on conflict do nothing`,
    [
      toText(id),
      toText(subscriberId),
      covers.after,
      covers.upTo,
      toInstant(composedAt),
      toJson(told),
    ],
  )
}

async function undelivered(sql: Sql, subscriberId: string): Promise<readonly Digest[]> {
  const rows = await sql.query<DigestRow>(
    `${DIGESTS}
    where digest.subscriber_id = $1 and delivery.digest_id is null
    order by digest.composed_at, digest.up_to_sequence, digest.id`,
    [toText(subscriberId)],
  )
  return rows.map((row) => toDigest(row.digest))
}

async function recordDelivery(sql: Sql, delivery: Delivery): Promise<void> {
  await sql.query(
    `insert into delivery (digest_id, delivered_at, outcome, receipt)
    values ($1, $2::timestamptz, $3, $4)
    on conflict do nothing`,
    [
      toText(delivery.digestId),
      toInstant(delivery.deliveredAt),
      delivery.outcome,
      toText(delivery.receipt),
    ],
  )
}

async function lookedAt(sql: Sql, subscriberId: string): Promise<Date | undefined> {
  const [row] = await sql.query<{ at: Date }>(`select at from look where subscriber_id = $1`, [
    toText(subscriberId),
  ])
  return row?.at
}

async function recordLook(sql: Sql, subscriberId: string, at: Date): Promise<void> {
  await sql.query(
    `insert into look (subscriber_id, at) values ($1, $2::timestamptz)
    on conflict (subscriber_id) do update set at = greatest(look.at, excluded.at)`,
    [toText(subscriberId), toInstant(at)],
  )
}

async function readDigests(
  sql: Sql,
  limit: number,
): Promise<readonly { digest: Digest; delivery?: Delivery }[]> {
  const rows = await sql.query<DigestRow>(
    `${DIGESTS} order by digest.composed_at desc, digest.id limit $1`,
    [limit],
  )
  return rows.map(withDelivery)
}

async function readDigest(
  sql: Sql,
  id: string,
): Promise<{ digest: Digest; delivery?: Delivery } | undefined> {
  const [row] = await sql.query<DigestRow>(`${DIGESTS} where digest.id = $1`, [toText(id)])
  return row && withDelivery(row)
}

function withDelivery(row: DigestRow): { digest: Digest; delivery?: Delivery } {
  const digest = toDigest(row.digest)
  const { deliveredAt, outcome, receipt } = row
  if (deliveredAt === null || outcome === null || receipt === null) return { digest }
  return { digest, delivery: { digestId: digest.id, deliveredAt, outcome, receipt } }
}

import { toldLines } from '../../core/digest/told-lines.ts'
import type {
  Delivery,
  Digest,
  DigestOnRecord,
  FeedRecord,
  Missed,
  PlacedItem,
} from '../../model.ts'
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
import { digestPast } from './digest-past.ts'
import { toInstant, toJson, toText } from './storable.ts'

export interface DigestRow {
  readonly digest: Digest
  readonly deliveries: readonly Row<Delivery>[]
}

export const DIGESTS = `
  select digest.digest, coalesce((
    select json_agg(json_build_object(
      'digestId', digest_id, 'addressee', addressee, 'at', at, 'outcome', outcome,
      'receipt', receipt, 'attempts', attempts, 'nextTryAt', next_try_at
    ) order by addressee) from delivery where digest_id = digest.id
  ), '[]') as deliveries
  from digest`

export function createDigestStore(sql: Sql): DigestStore {
  return {
    lastDigest: (subscriberId) => lastDigest(sql, subscriberId),
    placementsAfter: (sequence) => placements(sql, 'sequence > $1', sequence),
    placementsSince: (at) => placements(sql, 'placed_at >= $1::timestamptz', toInstant(at)),
    feedRecords: (from, to) => feedRecords(sql, from, to),
    digestPast: (subscriberId, storyIds, now) => digestPast(sql, subscriberId, storyIds, now),
    recordDigest: (told) => recordDigest(sql, told),
    undelivered: (subscriberId) => undelivered(sql, subscriberId),
    missed: (digest, addressee) => missed(sql, digest, addressee),
    recordDelivery: (delivery) => recordDelivery(sql, delivery),
    lookedAt: (subscriberId) => lookedAt(sql, subscriberId),
    recordLook: (subscriberId, at) => recordLook(sql, subscriberId, at),
    digests: (limit) => readDigests(sql, limit),
    digest: (id) => readDigest(sql, id),
    newsOf: (watch, limit) => newsOf(sql, watch, limit),
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

async function placements(
  sql: Sql,
  which: 'sequence > $1' | 'placed_at >= $1::timestamptz',
  from: unknown,
): Promise<readonly PlacedItem[]> {
  const rows = await sql.query<PlacedItemRow>(
    `select ${PLACED_ITEM_COLUMNS}
    from placement join item on item.id = placement.item_id
    where placement.${which} order by placement.sequence`,
    [from],
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
        and (memory->>'goneSince' is not null or coalesce(
          (memory->>'lastSuccessAt')::timestamptz, '-infinity') <= $2::timestamptz - interval '1 day')
    ), told as (
      select feed_id from visits union select feed_id from ailing
    )
    select told.feed_id as "feedId", latest.feed_name as name,
      coalesce(visits.polls, 0) as polls, coalesce(visits.failed, 0) as "failedPolls",
      coalesce(visits.fresh, 0) as "freshItems",
      coalesce(
        visits.success_at,
        case when remembered."lastSuccessAt" <= $2::timestamptz then remembered."lastSuccessAt" end
      ) as "lastSuccessAt",
      case when latest.outcome in ('failed', 'unreadable') then latest.because end as trouble,
      remembered."goneSince", visits.overflowed_at as "overflowedAt",
      remembered."usualGapMs", remembered."latestItemAt"
    from told
    left join visits on visits.feed_id = told.feed_id
    join lateral (
      select feed_name, outcome, because from poll
      where poll.feed_id = told.feed_id and at <= $2::timestamptz
      order by at desc limit 1
    ) latest on true
    left join feed_memory on feed_memory.feed_id = told.feed_id
    left join lateral json_to_record(feed_memory.memory) as remembered ("lastSuccessAt" timestamptz,
      "goneSince" timestamptz, "usualGapMs" float8, "latestItemAt" timestamptz) on true
    order by told.feed_id`,
    [toInstant(from), toInstant(to)],
  )
  return rows.map((row) => withoutNulls<FeedRecord>(row))
}

/**
 * A digest stays away where its id, or another one telling the same placements, stands already;
 * so does what it tells.
 */
async function recordDigest(sql: Sql, told: Digest): Promise<void> {
  const { id, subscriberId, covers, composedAt, addressees } = told
  await sql.query(
    `with recorded as (
      insert into digest
        (id, subscriber_id, after_sequence, up_to_sequence, composed_at, digest, settled)
      values ($1, $2, $3, $4, $5::timestamptz, $6::json, $7)
      on conflict do nothing returning id
    )
    insert into told
    select recorded.id, $2, line.story, line.item, line.headline, $8, $5::timestamptz, line.rising,
      coalesce(line.vanished, false), line.summary
    from recorded, json_to_recordset($9::json)
      as line (story text, item text, headline text, rising boolean, vanished boolean,
        summary text)`,
    [
      toText(id),
      toText(subscriberId),
      covers.after,
      covers.upTo,
      toInstant(composedAt),
      toJson(told),
      addressees?.length === 0,
      toText(told.messageId),
      toJson(toldLines(told)),
    ],
  )
}

async function undelivered(sql: Sql, subscriberId: string): Promise<readonly DigestOnRecord[]> {
  const rows = await sql.query<DigestRow>(
    `${DIGESTS}
    where digest.subscriber_id = $1 and not digest.settled
    order by digest.composed_at, digest.up_to_sequence, digest.id`,
    [toText(subscriberId)],
  )
  return rows.map(toRecord)
}

const MOST_MISSED = 20

async function missed(
  sql: Sql,
  { subscriberId, composedAt, covers }: Digest,
  addressee: string,
): Promise<readonly Missed[]> {
  const rows = await sql.query<{ digest: Digest; receipt: string }>(
    `with reached as (
      select digest.digest, digest.composed_at, digest.up_to_sequence, outcome, receipt
      from digest join delivery on digest_id = id
      where subscriber_id = $1 and addressee = $2 and outcome <> 'trouble'
        and (composed_at, up_to_sequence) < ($4::timestamptz, $5)
    )
    select digest, receipt from reached
    where outcome = 'refused' and (composed_at, up_to_sequence) > all (
      select composed_at, up_to_sequence from reached where outcome = 'accepted'
    )
    order by composed_at desc, up_to_sequence desc limit $3`,
    [toText(subscriberId), toText(addressee), MOST_MISSED, toInstant(composedAt), covers.upTo],
  )
  return rows.map(({ digest, receipt }) => ({ digest: toDigest(digest), receipt })).toReversed()
}

/** Not tried again. */
const FINAL = `outcome <> 'trouble' and next_try_at is null`

/** A digest recorded before addressees had names is settled by any one delivery. */
async function recordDelivery(sql: Sql, delivery: Delivery): Promise<void> {
  const { digestId, addressee, at, outcome, receipt, attempts, nextTryAt } = delivery
  await sql.query(
    `insert into delivery (digest_id, addressee, at, outcome, receipt, attempts, next_try_at)
    values ($1, $2, $3::timestamptz, $4, $5, $6, $7::timestamptz)
    on conflict (digest_id, addressee) do update set
      at = excluded.at, outcome = excluded.outcome, receipt = excluded.receipt,
      attempts = excluded.attempts, next_try_at = excluded.next_try_at
    where delivery.outcome = 'trouble' or delivery.next_try_at is not null`,
    [
      toText(digestId),
      toText(addressee),
      toInstant(at),
      outcome,
      toText(receipt),
      attempts,
      toInstant(nextTryAt),
    ],
  )
  await sql.query(
    `update digest set settled = true
    where id = $1 and not settled
      and exists (select from delivery where digest_id = $1 and ${FINAL})
      and not exists (
        select from json_array_elements_text(digest->'addressees') as one (addressee)
        where not exists (
          select from delivery
          where digest_id = $1 and delivery.addressee = one.addressee and ${FINAL}
        )
      )`,
    [toText(digestId)],
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

async function readDigests(sql: Sql, limit: number): Promise<readonly DigestOnRecord[]> {
  const rows = await sql.query<DigestRow>(
    `${DIGESTS} order by digest.composed_at desc, digest.id limit $1`,
    [limit],
  )
  return rows.map(toRecord)
}

async function readDigest(sql: Sql, id: string): Promise<DigestOnRecord | undefined> {
  const [row] = await sql.query<DigestRow>(`${DIGESTS} where digest.id = $1`, [toText(id)])
  return row && toRecord(row)
}

/** Placements looked through for the news of one watch: a rare one's feed goes back no further. */
const LOOKED_THROUGH = 50_000

async function newsOf(sql: Sql, watch: string, limit: number): Promise<readonly PlacedItem[]> {
  const rows = await sql.query<PlacedItemRow>(
    `select ${PLACED_ITEM_COLUMNS}
    from (
      select * from placement order by sequence desc limit ${LOOKED_THROUGH}
    ) placement join item on item.id = placement.item_id
    where placement.held_back is null and placement.verdict->>'kind' in ('new', 'update')
      and exists (
        select from json_array_elements(placement.answers) answer
        where answer->>'watch' = $1 and answer->>'muted' is null
      )
    order by placement.sequence desc limit $2`,
    [toText(watch), limit],
  )
  return rows.map(toPlacedItem)
}

export function toRecord({ digest, deliveries }: DigestRow): DigestOnRecord {
  return {
    digest: toDigest(digest),
    deliveries: deliveries.map((row) => {
      const { at, nextTryAt, ...delivery } = withoutNulls<Delivery>(row)
      return {
        ...delivery,
        at: new Date(at),
        ...(nextTryAt && { nextTryAt: new Date(nextTryAt) }),
      }
    }),
  }
}

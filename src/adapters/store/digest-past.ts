import { ALARM_HOURS, CORRECTION_DAYS, PACE_DAYS } from '../../core/digest/told-lines.ts'
import {
  PACE_HOURS,
  type DigestPast,
  type EarlierTelling,
  type Pace,
  type Rewording,
  type Vanishing,
} from '../../model.ts'
import { FEWEST_OUTLETS } from '../../core/digest/rising-stories.ts'
import type { Sql } from '../sql/connection.ts'
import { readActions } from './actions.ts'
import { LATEST_VERSION } from './polls.ts'
import { withoutNulls, type Row } from './rows.ts'
import { toInstant, toJson, toText } from './storable.ts'

const TELLING = `
  told.story_id as "storyId", told.digest_id as "digestId", told.message_id as "messageId",
  told.at, told.headline, told.item_id as "itemId", nullif(told.rising, false) as rising`

/** See DigestStore.digestPast. Alarms are part of the tellings for as long as they count. */
export async function digestPast(
  sql: Sql,
  subscriberId: string,
  storyIds: readonly string[],
  now: Date,
): Promise<DigestPast> {
  const paces = await readPaces(sql, now)
  const rising = paces.filter(({ stretchesAgo }) => stretchesAgo === 0).map((one) => one.storyId)
  const stories = [...new Set([...storyIds, ...rising])]
  return {
    tellings: await readTellings(sql, subscriberId, stories, now),
    paces,
    rewordings: await readRewordings(sql, subscriberId, now),
    vanishings: await readVanishings(sql, subscriberId, now),
    actions: await readActions(sql, subscriberId),
  }
}

/** A telling is of the story its item stands in now: placing may have moved it since. */
async function readTellings(
  sql: Sql,
  subscriberId: string,
  storyIds: readonly string[],
  now: Date,
): Promise<readonly EarlierTelling[]> {
  if (storyIds.length === 0) return []
  const rows = await sql.query<Row<EarlierTelling>>(
    `select ${TELLING}, story.title as under
    from (
      select told.digest_id, told.message_id, told.at, told.headline, told.item_id, told.rising,
        coalesce(placement.story_id, told.story_id) as story_id,
        case when placement.story_id <> told.story_id then told.story_id end as left_story
      from told left join placement on placement.item_id = told.item_id
      where told.subscriber_id = $1
    ) told
    left join story on story.id = told.left_story
    where told.story_id in (select json_array_elements_text($2::json))
      and (not told.rising or told.at > $3::timestamptz - interval '${ALARM_HOURS} hours')
    order by told.at, told.digest_id`,
    [toText(subscriberId), toJson(storyIds), toInstant(now)],
  )
  return rows.map((row) => withoutNulls<EarlierTelling>(row))
}

/**
 * Distinct outlets by story and stretch of time, counted back from now. Two weeks are counted only
 * where a story could rise at all: subscribers told at once are looked after every minute.
 */
async function readPaces(sql: Sql, now: Date): Promise<readonly Pace[]> {
  const wave = await sql.query(
    `select placement.story_id
    from placement join item on item.id = placement.item_id
    where placed_at <= $1::timestamptz
      and placed_at > $1::timestamptz - interval '${PACE_HOURS} hours' and held_back is null
    group by 1 having count(distinct item.outlet) >= ${FEWEST_OUTLETS} limit 1`,
    [toInstant(now)],
  )
  if (wave.length === 0) return []
  return sql.query<Pace>(
    `select placed.story_id as "storyId", story.title, placed.outlets,
      placed.stretch as "stretchesAgo"
    from (
      select placement.story_id, count(distinct item.outlet)::integer as outlets,
        floor(extract(epoch from $1::timestamptz - placed_at) / ${PACE_HOURS * 3600})::integer
          as stretch
      from placement join item on item.id = placement.item_id
      where placed_at <= $1::timestamptz
        and placed_at > $1::timestamptz - interval '${PACE_DAYS} days'
        and held_back is null
      group by 1, 3
    ) placed join story on story.id = placed.story_id`,
    [toInstant(now)],
  )
}

interface RewordingRow extends Row<EarlierTelling>, Pick<Rewording, 'outlet' | 'url'> {
  readonly wording: string
  readonly metAt: Date
  readonly summaryTold: string
  readonly summaryNow: string
}

/**
 * Of each item told in these days the newest telling, where its outlet words it otherwise now. Its
 * summary was told as it was placed with, or as it was corrected to since.
 */
async function readRewordings(
  sql: Sql,
  subscriberId: string,
  now: Date,
): Promise<readonly Rewording[]> {
  const rows = await sql.query<RewordingRow>(
    `select newest.*, item.outlet, item.url, version.title as wording, version.read_at as "metAt",
      coalesce(corrected.summary, item.summary) as "summaryTold",
      coalesce(version.summary, item.summary) as "summaryNow"
    from (
      select distinct on (item_id) ${TELLING} from told
      where subscriber_id = $1 and item_id is not null
        and at > $2::timestamptz - interval '${CORRECTION_DAYS} days'
      order by item_id, at desc
    ) newest
    join item on item.id = newest."itemId"
    join lateral (${LATEST_VERSION}) version on true
    left join lateral (
      select summary from told
      where subscriber_id = $1 and item_id = item.id and summary is not null
      order by at desc limit 1
    ) corrected on true
    where version.title <> newest.headline
      or coalesce(version.summary, item.summary) <> coalesce(corrected.summary, item.summary)
    order by newest.at, item.id`,
    [toText(subscriberId), toInstant(now)],
  )
  return rows.map(({ outlet, url, wording, metAt, summaryTold, summaryNow, ...told }) => ({
    told: withoutNulls<EarlierTelling>(told),
    outlet,
    url,
    headline: wording,
    at: metAt,
    ...(summaryTold !== summaryNow && { summary: { told: summaryTold, now: summaryNow } }),
  }))
}

interface VanishingRow extends Row<EarlierTelling>, Pick<Vanishing, 'outlet' | 'url' | 'status'> {
  readonly metAt: Date
}

/** Of each item told in these days the newest telling, where its article is gone and that is not said yet. */
async function readVanishings(
  sql: Sql,
  subscriberId: string,
  now: Date,
): Promise<readonly Vanishing[]> {
  const rows = await sql.query<VanishingRow>(
    `select newest.*, item.outlet, item.url, look.status,
      look.vanished_at as "metAt"
    from article_look look
    join item on item.id = look.item_id
    join lateral (
      select ${TELLING} from told
      where subscriber_id = $1 and told.item_id = look.item_id
        and told.at > $2::timestamptz - interval '${CORRECTION_DAYS} days'
      order by told.at desc limit 1
    ) newest on true
    where look.vanished_at is not null and not exists (
      select from told where subscriber_id = $1 and item_id = look.item_id and vanished
    )
    order by newest.at, item.id`,
    [toText(subscriberId), toInstant(now)],
  )
  return rows.map(({ outlet, url, status, metAt, ...told }) => ({
    told: withoutNulls<EarlierTelling>(told),
    outlet,
    url,
    headline: told.headline,
    at: metAt,
    status,
  }))
}

import type { ArticleLook } from '../../model.ts'
import type { ArticleStore, ToldArticle } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { withoutNulls, type Row } from './rows.ts'
import { toInstant, toText } from './storable.ts'

/** An article told longer ago is not looked at for the first time: it is no news any more. */
const FIRST_LOOK_DAYS = 2

export function createArticleStore(sql: Sql): ArticleStore {
  return {
    articlesToLookAt: (now, limit) => articlesToLookAt(sql, now, limit),
    recordArticleLook: (look) => recordArticleLook(sql, look),
  }
}

async function articlesToLookAt(
  sql: Sql,
  now: Date,
  limit: number,
): Promise<readonly ToldArticle[]> {
  const rows = await sql.query<
    Row<ArticleLook> & { itemId: string; url: string; feedId: string; looks: number | null }
  >(
    `select item.id as "itemId", item.url, item.feed_id as "feedId", look.looks,
      look.next_at as "nextAt", look.stood_at as "stoodAt", look.missing_since as "missingSince",
      look.vanished_at as "vanishedAt", look.status
    from (
      select item_id from article_look where next_at <= $1::timestamptz
      union
      select item_id from told
      where item_id is not null and at <= $1::timestamptz
        and at > $1::timestamptz - interval '${FIRST_LOOK_DAYS} days'
        and not exists (select from article_look where article_look.item_id = told.item_id)
    ) due
    join item on item.id = due.item_id
    left join article_look look on look.item_id = item.id
    order by look.next_at nulls last, item.id limit $2`,
    [toInstant(now), limit],
  )
  return rows.map(({ url, feedId, ...row }) => {
    const { itemId } = row
    return {
      itemId,
      url,
      feedId,
      ...(row.looks !== null && { look: withoutNulls<ArticleLook>(row) }),
    }
  })
}

async function recordArticleLook(sql: Sql, look: ArticleLook): Promise<void> {
  const { itemId, looks, nextAt, stoodAt, missingSince, vanishedAt, status } = look
  await sql.query(
    `insert into article_look
      (item_id, looks, next_at, stood_at, missing_since, vanished_at, status)
    select item.id, $2, $3::timestamptz, $4::timestamptz, $5::timestamptz, $6::timestamptz, $7
    from item where item.id = $1
    on conflict (item_id) do update set
      looks = excluded.looks, next_at = excluded.next_at, stood_at = excluded.stood_at,
      missing_since = excluded.missing_since, vanished_at = excluded.vanished_at,
      status = excluded.status`,
    [
      toText(itemId),
      looks,
      toInstant(nextAt),
      toInstant(stoodAt),
      toInstant(missingSince),
      toInstant(vanishedAt),
      status ?? null,
    ],
  )
}

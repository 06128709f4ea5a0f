import type { FeedCareStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { toInstant, toText } from './storable.ts'

/** What the person who looks after the feeds sees of them, and may do. */
export function createFeedCareStore(sql: Sql): FeedCareStore {
  return {
    feedDays: (from) =>
      sql.query(
        `select "feedId", to_char(day, 'YYYY-MM-DD') as day, fresh, failed from (
          select feed_id as "feedId", (at at time zone 'UTC')::date as day,
            (sum(case when baseline then 0 else fresh_count end))::integer as fresh,
            (count(*) filter (where outcome in ('failed', 'unreadable')))::integer as failed
          from poll where at >= $1::timestamptz
            and (fresh_count > 0 or outcome in ('failed', 'unreadable'))
          group by 1, 2
        ) days order by 1, 2`,
        [toInstant(from)],
      ),
    hastenVisit: async (feedId, at, because) => {
      await sql.query(
        `update feed_memory set memory =
          (memory::jsonb || jsonb_build_object('nextVisitAt', $2::timestamptz, 'because', $3::text))::json
        where feed_id = $1`,
        [toText(feedId), toInstant(at), toText(because)],
      )
    },
  }
}

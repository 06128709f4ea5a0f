import type { Subscription } from '../../model.ts'
import type { SubscriptionStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { withoutNulls, type Row } from './rows.ts'
import { toInstant, toJson, toText } from './storable.ts'

const COLUMNS = `feed_id as "feedId", json_build_object('url', hub, 'topic', topic) as hub, path,
  secret, state, asked_at as "askedAt", attempts, lease_until as "leaseUntil",
  renew_at as "renewAt", pushed_at as "pushedAt", because`

export function createSubscriptionStore(sql: Sql): SubscriptionStore {
  const read = async (condition: string, values: readonly string[]) => {
    const rows = await sql.query<Row<Subscription>>(
      `select ${COLUMNS} from subscription ${condition}`,
      values,
    )
    return rows.map((row) => withoutNulls<Subscription>(row))
  }
  return {
    subscriptions: () => read('order by feed_id', []),
    subscriptionAt: async (path) => (await read('where path = $1', [toText(path)]))[0],
    recordSubscription: (subscription) => recordSubscription(sql, subscription),
    recordHubTrouble: async (path, because) => {
      await sql.query(
        `update subscription set because = $2,
          state = case when state = 'asked' then 'failed' else state end
        where path = $1`,
        [toText(path), toText(because)],
      )
    },
    recordPush: async (path, at) => {
      await sql.query('update subscription set pushed_at = $2::timestamptz where path = $1', [
        toText(path),
        toInstant(at),
      ])
    },
  }
}

async function recordSubscription(sql: Sql, subscription: Subscription): Promise<void> {
  const { hub, ...rest } = subscription
  await sql.query(
    `insert into subscription (feed_id, hub, topic, path, secret, state, asked_at, attempts,
      lease_until, renew_at, pushed_at, because)
    select "feedId", url, topic, path, secret, state, "askedAt", attempts, "leaseUntil", "renewAt",
      "pushedAt", because
    from json_to_record($1::json) as given ("feedId" text, url text, topic text, path text,
      secret text, state text, "askedAt" timestamptz, attempts integer, "leaseUntil" timestamptz,
      "renewAt" timestamptz, "pushedAt" timestamptz, because text)
    on conflict (feed_id) do update set hub = excluded.hub, topic = excluded.topic,
      path = excluded.path, secret = excluded.secret, state = excluded.state,
      asked_at = excluded.asked_at, attempts = excluded.attempts,
      lease_until = excluded.lease_until, renew_at = excluded.renew_at,
      pushed_at = excluded.pushed_at, because = excluded.because`,
    [toJson({ ...hub, ...rest })],
  )
}

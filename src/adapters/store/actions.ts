import { randomBytes } from 'node:crypto'
import type { RecordedAction, SubscriberAction } from '../../model.ts'
import type { ActionStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { withoutNulls, type Row } from './rows.ts'
import { toInstant, toJson, toText } from './storable.ts'

export function createActionStore(sql: Sql): ActionStore {
  return {
    linkKey: () => linkKey(sql),
    recordAction: (action) => recordAction(sql, action),
    undoAction: (number, subscriberId, at) => undoAction(sql, number, subscriberId, at),
    actions: (subscriberId) => readActions(sql, subscriberId),
  }
}

export async function readActions(
  sql: Sql,
  subscriberId: string,
): Promise<readonly RecordedAction[]> {
  const rows = await sql.query<Row<RecordedAction>>(
    `select number, subscriber_id as "subscriberId", at, kind, subject, detail,
      undone_at as "undoneAt"
    from subscriber_action where subscriber_id = $1 order by number`,
    [toText(subscriberId)],
  )
  return rows.map((row) => withoutNulls<RecordedAction>(row))
}

/** Of programs that start at once the first one's key stands for all. */
async function linkKey(sql: Sql): Promise<string> {
  await sql.query(
    `insert into secret (name, value) values ('link key', $1) on conflict do nothing`,
    [randomBytes(32).toString('base64url')],
  )
  const [row] = await sql.query<{ value: string }>(
    `select value from secret where name = 'link key'`,
  )
  return row?.value ?? ''
}

async function recordAction(sql: Sql, action: SubscriberAction): Promise<number> {
  const { subscriberId, at, kind, subject, detail } = action
  const [row] = await sql.query<{ number: number }>(
    `with standing as (
      select number from subscriber_action
      where subscriber_id = $1 and kind = $2 and subject = $3 and undone_at is null
    ), recorded as (
      insert into subscriber_action (subscriber_id, kind, subject, at, detail)
      select $1, $2, $3, $4::timestamptz, $5::json where not exists (select from standing)
      returning number
    )
    select number from standing union all select number from recorded`,
    [toText(subscriberId), kind, toText(subject), toInstant(at), toJson(detail)],
  )
  return row?.number ?? 0
}

async function undoAction(sql: Sql, number: number, subscriberId: string, at: Date) {
  await sql.query(
    `update subscriber_action set undone_at = $3::timestamptz
    where number = $1 and subscriber_id = $2 and undone_at is null`,
    [number, toText(subscriberId), toInstant(at)],
  )
}

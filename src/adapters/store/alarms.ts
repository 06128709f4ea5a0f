import type { Alarm } from '../../model.ts'
import type { AlarmStore } from '../../ports.ts'
import type { Connection } from '../sql/connection.ts'
import { withoutNulls, type Row } from './rows.ts'
import { toInstant, toJson } from './storable.ts'

const COLUMNS = 'about, found, since, said_at as "saidAt"'

export function createAlarmStore(connection: Connection): AlarmStore {
  return {
    noteAlarms: (standing, at, holdMs) =>
      connection.transaction(async (sql) => {
        const noted = [toJson(standing), toInstant(at)]
        await sql.query(
          `insert into alarm (about, found, since)
          select about, found, $2::timestamptz
          from json_to_recordset($1::json) as standing (about text, found text)
          on conflict do nothing`,
          noted,
        )
        const begun = await sql.query<Row<Alarm>>(
          `update alarm set said_at = $2::timestamptz, found = standing.found
          from json_to_recordset($1::json) as standing (about text, found text)
          where alarm.about = standing.about and said_at is null
            and since <= $2::timestamptz - make_interval(secs => $3::float8)
          returning alarm.about, alarm.found, since, said_at as "saidAt"`,
          [...noted, holdMs / 1000],
        )
        const ended = await sql.query<Row<Alarm>>(
          `delete from alarm where about not in (
            select about from json_to_recordset($1::json) as standing (about text)
          ) returning ${COLUMNS}`,
          [toJson(standing)],
        )
        return {
          begun: begun.map((row) => withoutNulls<Alarm>(row)),
          ended: ended
            .filter(({ saidAt }) => saidAt !== null)
            .map((row) => withoutNulls<Alarm>(row)),
        }
      }),
    takeBackAlarms: async ({ begun, ended }) => {
      await connection.query(
        `insert into alarm (about, found, since, said_at)
        select about, found, since, said_at
        from json_to_recordset($1::json)
          as back (about text, found text, since timestamptz, said_at timestamptz)
        on conflict (about) do update set said_at = excluded.said_at`,
        [
          toJson([
            ...begun.map(({ about, found, since }) => ({ about, found, since, said_at: null })),
            ...ended.map(({ saidAt, ...one }) => ({ ...one, said_at: saidAt })),
          ]),
        ],
      )
    },
  }
}

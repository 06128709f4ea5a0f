import type { HostLease, HostStore, HostTaken } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { toInstant, toText } from './storable.ts'

export function createHostStore(sql: Sql): HostStore {
  return {
    takeHost: (lease) => takeHost(sql, lease),
    holdHost: (lease) => holdHost(sql, lease),
  }
}

/** One statement: of two holders at once the second waits for the row and finds it taken. */
async function takeHost(sql: Sql, lease: HostLease): Promise<HostTaken> {
  const { host, holder, at, until, nextStartAt } = lease
  const [taken] = await sql.query<{ leftAt: Date | null }>(
    `with before as (select until from host_lease where host = $1)
    insert into host_lease (host, holder, until, next_start_at)
    values ($1, $2, $4::timestamptz, $5::timestamptz)
    on conflict (host) do update
      set holder = excluded.holder, until = excluded.until, next_start_at = excluded.next_start_at
      where (host_lease.until <= $3::timestamptz or host_lease.holder = excluded.holder)
        and host_lease.next_start_at <= $3::timestamptz
    returning (select until from before) as "leftAt"`,
    [toText(host), holder, toInstant(at), toInstant(until), toInstant(nextStartAt)],
  )
  if (taken) return taken.leftAt ? { leftAt: taken.leftAt } : {}
  const [held] = await sql.query<{ freeAt: Date }>(
    `select case when holder = $2 then next_start_at else greatest(until, next_start_at) end
      as "freeAt" from host_lease where host = $1`,
    [toText(host), holder],
  )
  return { freeAt: held?.freeAt ?? at }
}

async function holdHost(
  sql: Sql,
  { host, holder, until, nextStartAt }: Omit<HostLease, 'at'>,
): Promise<void> {
  await sql.query(
    `update host_lease set until = $3::timestamptz, next_start_at = greatest(next_start_at, $4::timestamptz)
    where host = $1 and holder = $2`,
    [toText(host), holder, toInstant(until), toInstant(nextStartAt)],
  )
}

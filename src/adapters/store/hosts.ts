import type { HostLease, HostStore } from '../../ports.ts'
import type { Sql } from '../sql/connection.ts'
import { toInstant, toText } from './storable.ts'

export function createHostStore(sql: Sql): HostStore {
  return {
    takeHost: (lease) => takeHost(sql, lease),
    leaveHost: (lease) => leaveHost(sql, lease),
  }
}

/** One statement: of two holders at once the second waits for the row and finds it taken. */
async function takeHost(sql: Sql, lease: HostLease): Promise<{ freeAt?: Date }> {
  const { host, holder, at, until, nextStartAt } = lease
  const taken = await sql.query(
    `insert into host_lease (host, holder, until, next_start_at)
    values ($1, $2, $4::timestamptz, $5::timestamptz)
    on conflict (host) do update
      set holder = excluded.holder, until = excluded.until, next_start_at = excluded.next_start_at
      where (host_lease.until <= $3::timestamptz or host_lease.holder = excluded.holder)
        and host_lease.next_start_at <= $3::timestamptz
    returning holder`,
    [toText(host), holder, toInstant(at), toInstant(until), toInstant(nextStartAt)],
  )
  if (taken.length > 0) return {}
  const [held] = await sql.query<{ freeAt: Date }>(
    `select case when holder = $2 then next_start_at else greatest(until, next_start_at) end
      as "freeAt" from host_lease where host = $1`,
    [toText(host), holder],
  )
  return { freeAt: held?.freeAt ?? at }
}

/** What is left after its time may be another holder's by now, and stays theirs. */
async function leaveHost(sql: Sql, { host, holder, at }: HostLease): Promise<void> {
  await sql.query('update host_lease set until = $3::timestamptz where host = $1 and holder = $2', [
    toText(host),
    holder,
    toInstant(at),
  ])
}

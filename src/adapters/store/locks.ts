import type { Sql } from '../sql/connection.ts'

/** Our corner of the database's one space of advisory locks: the letters "wire". */
const SPACE = 0x77697265

const LOCKS = { migration: 1, placement: 2 } as const

/** Held already, by the transaction that asks: each has an Sql of its own. */
const held = new WeakMap<Sql, Set<keyof typeof LOCKS>>()

/**
 * Wait for one of the program's locks and hold it to the end of the transaction. Always a
 * statement of its own: a statement reads what stood when it began, so one that waits for the
 * lock and then reads would read what stood before the wait.
 */
export async function waitForLock(sql: Sql, lock: keyof typeof LOCKS): Promise<void> {
  if (sql.alone) return
  const own = held.get(sql) ?? new Set()
  if (own.has(lock)) return
  await sql.query('select pg_advisory_xact_lock($1::integer, $2::integer)', [SPACE, LOCKS[lock]])
  held.set(sql, own.add(lock))
}

/**
 * One transaction per feed at a time. Taken before the placement lock, never after it, so that
 * two polls cannot wait for each other.
 */
export async function waitForFeed(sql: Sql, feedId: string): Promise<void> {
  if (sql.alone) return
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('wirewatch feed ' || $1, 0))`, [
    feedId,
  ])
}

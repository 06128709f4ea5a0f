/**
 * The store taken apart and put together again, for backups and for moves between databases: table
 * by table, rows as the text PostgreSQL writes and reads itself, so that nothing is lost on the way
 * and either connection understands it.
 */
import type { StorePart, StoreTally } from '../../ports.ts'
import type { Connection, Sql } from '../sql/connection.ts'
import { waitForLock } from './locks.ts'
import { migrateTo, readVersion } from './migrate.ts'
import { STORE_TABLES, TABLES_LEFT_OUT } from './store-tables.ts'

/** Rows in one statement; an item is up to 40 KB. */
const BATCH = 200

/** What stands in the way of being written over. */
export class StoreNotEmpty extends Error {
  override readonly name = 'StoreNotEmpty'
}

/**
 * Hand out the whole store as it stands at one moment. `work` is in a transaction: on the embedded
 * store everybody else waits for it, on a server nobody does.
 */
export function readStore<T>(
  connection: Connection,
  work: (version: number, parts: () => AsyncGenerator<StorePart>) => Promise<T>,
): Promise<T> {
  return connection.transaction(async (sql) => {
    await sql.query('set transaction isolation level repeatable read')
    return work(await readVersion(sql), () => partsOf(sql))
  })
}

async function* partsOf(sql: Sql): AsyncGenerator<StorePart> {
  for (const table of STORE_TABLES) {
    const columns = (await columnsOf(sql, table)).map(({ name }) => name)
    // A store of an older version has fewer tables.
    if (columns.length === 0) continue
    yield { table, columns }
    await sql.query(
      `declare parts no scroll cursor for select ${columns.map((name) => `"${name}"::text`).join(', ')} from ${table}`,
    )
    try {
      yield* rowsOf(sql, columns)
    } finally {
      await sql.query('close parts')
    }
  }
}

async function* rowsOf(sql: Sql, columns: readonly string[]): AsyncGenerator<StorePart> {
  for (;;) {
    const rows = await sql.query<Record<string, string | null>>(`fetch ${BATCH} from parts`)
    if (rows.length === 0) return
    yield { rows: rows.map((row) => columns.map((name) => row[name] ?? null)) }
  }
}

/**
 * Write a store of a version over this one, in one transaction: it stands whole, or what was there
 * before does. Answers how many rows each table has. Throws StoreNotEmpty where rows would be lost
 * and `replace` is not set, and when the rows counted afterwards are not those that came.
 */
export function writeStore(
  connection: Connection,
  version: number,
  parts: () => AsyncIterable<StorePart>,
  replace: boolean,
): Promise<StoreTally> {
  return connection.transaction(async (sql) => {
    await waitForLock(sql, 'migration')
    if (!replace) await refuseRows(sql)
    await sql.query(
      `drop table if exists ${[...STORE_TABLES, ...TABLES_LEFT_OUT].join(', ')} cascade`,
    )
    await migrateTo(sql, version)
    for (const table of STORE_TABLES) {
      if ((await columnsOf(sql, table)).length > 0) await sql.query(`delete from ${table}`)
    }
    const written = await writeParts(sql, parts())
    const counted = await tallyOf(sql, Object.keys(written))
    for (const [table, rows] of Object.entries(written)) {
      if (counted[table] === rows) continue
      throw new Error(
        `${table}: ${rows} rows came and ${counted[table]} stand: nothing was changed`,
      )
    }
    return counted
  })
}

async function refuseRows(sql: Sql): Promise<void> {
  for (const table of STORE_TABLES) {
    if (table === 'corpus_size' || (await columnsOf(sql, table)).length === 0) continue
    const [row] = await sql.query(`select from ${table} limit 1`)
    if (row) throw new StoreNotEmpty(`the table ${table} has rows`)
  }
}

async function writeParts(sql: Sql, parts: AsyncIterable<StorePart>): Promise<StoreTally> {
  const written: Record<string, number> = {}
  let insert = ''
  let table = ''
  for await (const part of parts) {
    if ('table' in part) {
      if (table !== '') await setIdentities(sql, table)
      table = knownTable(part.table)
      insert = await insertInto(sql, table, part.columns)
      written[table] = 0
    } else if (part.rows.length > 0) {
      await sql.query(insert, [JSON.stringify(part.rows)])
      written[table] = (written[table] ?? 0) + part.rows.length
    }
  }
  if (table !== '') await setIdentities(sql, table)
  return written
}

/** The name goes into statements. */
function knownTable(name: string): string {
  const known = STORE_TABLES.find((table) => table === name)
  if (!known) throw new Error(`"${name}" is no table of the store`)
  return known
}

async function insertInto(sql: Sql, table: string, columns: readonly string[]): Promise<string> {
  const types = new Map((await columnsOf(sql, table)).map(({ name, type }) => [name, type]))
  const values = columns.map((name, at) => {
    const type = types.get(name)
    if (type === undefined) throw new Error(`${table} has no column "${name}"`)
    return `(line->>${at})::${type}`
  })
  return `insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')})
    overriding system value
    select ${values.join(', ')} from json_array_elements($1::json) with ordinality as came (line, place)
    order by place`
}

/** Numbers given from now on come after those that came. */
async function setIdentities(sql: Sql, table: string): Promise<void> {
  for (const { name, identity } of await columnsOf(sql, table)) {
    if (!identity) continue
    await sql.query(
      `select setval(pg_get_serial_sequence('${table}', '${name}'),
        coalesce((select max("${name}") from ${table}), 1),
        exists (select from ${table}))`,
    )
  }
}

async function columnsOf(
  sql: Sql,
  table: string,
): Promise<readonly { name: string; type: string; identity: boolean }[]> {
  return sql.query(
    `select attname as name, format_type(atttypid, atttypmod) as type, attidentity <> '' as identity
    from pg_attribute
    where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = ''
    order by attnum`,
    [table],
  )
}

async function tallyOf(sql: Sql, tables: readonly string[]): Promise<StoreTally> {
  const tally: Record<string, number> = {}
  for (const table of tables) {
    const [row] = await sql.query<{ rows: number }>(
      `select count(*)::float8 as rows from ${knownTable(table)}`,
    )
    tally[table] = row?.rows ?? 0
  }
  return tally
}

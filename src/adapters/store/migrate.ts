import type { Connection, Sql } from '../sql/connection.ts'
import { waitForLock } from './locks.ts'
import { first } from './migrations/0001-first.ts'
import { versions } from './migrations/0002-versions.ts'
import { lookBack } from './migrations/0003-look-back.ts'
import { fullText } from './migrations/0004-full-text.ts'
import { compactCorpus } from './migrations/0005-compact-corpus.ts'
import { subscriptions } from './migrations/0006-subscriptions.ts'
import { replay } from './migrations/0007-replay.ts'
import { deliveries } from './migrations/0008-deliveries.ts'
import { corpusCare } from './migrations/0009-corpus-care.ts'
import { storyMoves } from './migrations/0010-story-moves.ts'
import { memoryDocument } from './migrations/0011-memory-document.ts'
import { placedAt } from './migrations/0012-placed-at.ts'
import { storyPins } from './migrations/0013-story-pins.ts'
import { search } from './migrations/0014-search.ts'
import { articleLooks } from './migrations/0015-article-looks.ts'
import { alarms } from './migrations/0016-alarms.ts'
import { toldSummaries } from './migrations/0017-told-summaries.ts'
import { whatStood } from './migrations/0018-what-stood.ts'
import { stoodAsItIs } from './migrations/0019-stood-as-it-is.ts'
import { askedWhole } from './migrations/0020-asked-whole.ts'

/**
 * Every migration ever released, in order; one that was released is never changed again. They
 * are modules, not .sql files, because the compiler copies no other files into dist/, and lists
 * of statements because one parameterised statement is all both connections do in a transaction.
 */
const MIGRATIONS: readonly (readonly string[])[] = [
  first,
  versions,
  lookBack,
  fullText,
  compactCorpus,
  subscriptions,
  replay,
  deliveries,
  corpusCare,
  storyMoves,
  memoryDocument,
  placedAt,
  storyPins,
  search,
  articleLooks,
  alarms,
  toldSummaries,
  whatStood,
  stoodAsItIs,
  askedWhole,
]

/**
 * Bring the database to this program's version, each migration in a transaction of its own.
 * Programs starting at once wait for each other. Throws on a database a newer program has made.
 */
export async function migrate(connection: Connection): Promise<void> {
  let version: number
  do version = await connection.transaction(migrateOnce)
  while (version < MIGRATIONS.length)
}

/** Bring an empty database to an earlier version, within the caller's transaction. */
export async function migrateTo(sql: Sql, version: number): Promise<void> {
  if (version > MIGRATIONS.length) throw new Error(newerDatabase(version))
  while ((await migrateOnce(sql)) < version) continue
}

async function migrateOnce(sql: Sql): Promise<number> {
  await waitForLock(sql, 'migration')
  const version = await readVersion(sql)
  if (version > MIGRATIONS.length) throw new Error(newerDatabase(version))
  const migration = MIGRATIONS[version]
  if (!migration) return version
  for (const statement of migration) await sql.query(statement)
  await sql.query('insert into migration (version) values ($1)', [version + 1])
  return version + 1
}

/** Tables stand in the connection's schema, which every statement finds without naming it. */
export async function readVersion(sql: Sql): Promise<number> {
  await sql.query(
    `create table if not exists migration (
      version integer primary key,
      applied_at timestamptz not null default now()
    )`,
  )
  const [row] = await sql.query<{ version: number }>(
    'select coalesce(max(version), 0)::integer as version from migration',
  )
  return row?.version ?? 0
}

function newerDatabase(version: number): string {
  return (
    `the database is at version ${version}, made by a newer wirewatch; this one knows versions ` +
    `up to ${MIGRATIONS.length}. Start the newer program, or give this one another database`
  )
}

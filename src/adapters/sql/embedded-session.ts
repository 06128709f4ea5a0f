import type { PGlite } from '@electric-sql/pglite'
import { createTurns } from './turns.ts'
import { parameterText } from './values.ts'

export interface Answer<Row = Record<string, unknown>> {
  readonly rows: Row[]
  /** Rows returned or, for a statement that returns none, rows changed. */
  readonly rowCount: number
  /** The command that ran: COMMIT of a failed transaction answers ROLLBACK. */
  readonly command: string
}

/** PGlite's one session, shared: whoever holds it is alone with it until the release. */
export interface Session {
  take(searchPath: string): Promise<Hold>
}

export interface Hold {
  run<Row>(text: string, parameters?: readonly unknown[]): Promise<Answer<Row>>
  inTransaction(): boolean
  /** Give the session back; a transaction left open is rolled back first. */
  release(): Promise<void>
}

/** About a thousand polls. */
const MANY = 20_000

/**
 * Share PGlite's session in turns. Each holder names the search path it needs, because BullMQ's
 * tables and ours have schemas of their own and the session has but one path at a time.
 * `afterMany` is called whenever MANY statements have been run.
 */
export function shareSession(db: PGlite, afterMany: () => void): Session {
  const turns = createTurns()
  let searchPath = ''
  let statements = 0
  return {
    async take(wanted) {
      const end = await turns.take()
      try {
        if (wanted !== searchPath) await db.exec(`SET search_path TO ${wanted}`)
        searchPath = wanted
      } catch (error) {
        end()
        throw error
      }
      return {
        run(text, parameters) {
          statements += 1
          return runStatement(db, text, parameters)
        },
        inTransaction: () => db.isInTransaction(),
        async release() {
          try {
            if (!db.closed && db.isInTransaction()) await db.exec('ROLLBACK')
          } finally {
            end()
            if (statements >= MANY) {
              statements = 0
              afterMany()
            }
          }
        },
      }
    },
  }
}

/** Without parameters the text may hold several statements; the last one's answer is given. */
async function runStatement<Row>(
  db: PGlite,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Answer<Row>> {
  const result =
    parameters.length === 0
      ? (await db.exec(text)).at(-1)
      : await db.query(text, parameters.map(parameterText))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the caller knows its rows
  const rows = (result?.rows ?? []) as Row[]
  return {
    rows,
    rowCount: rows.length > 0 ? rows.length : (result?.affectedRows ?? 0),
    command: result?.command ?? '',
  }
}

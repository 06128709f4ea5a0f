/**
 * One way to speak SQL over two connections: PGlite in a thread of its own, or a PostgreSQL server.
 * The SQL text is the same on both; only how a statement travels differs. What goes in and what
 * comes out is in values.ts.
 */
export interface Sql {
  /**
   * One statement with `$1` parameters. Statements asked before the first is answered are run in
   * the order asked; within a transaction they go to a server together, in one turn.
   */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>
  /** A transaction that has the database to itself: there is nobody to wait for. */
  readonly alone?: true
}

export interface Transaction extends Sql {
  /**
   * A statement whose answer nobody waits for: what comes next travels with it, and the
   * transaction fails with its error at the end at the latest.
   */
  send(text: string, parameters: readonly unknown[]): void
}

export interface Connection extends Sql {
  readonly kind: 'embedded' | 'postgres'
  /** Where unqualified tables live and are created. */
  readonly schema: string
  /** Several statements without parameters, for migrations: all of them stand or none. */
  exec(text: string): Promise<void>
  /**
   * All of `work`'s statements stand or none. On the embedded store, which has one connection,
   * every other statement waits until it ends. `work` must use the Sql it is given: the
   * Connection, used inside `work`, throws, because it would stand outside the transaction or
   * wait for itself. `work` may be run again after a deadlock or a serialisation failure.
   */
  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T>
  /**
   * What a PostgreSQL server does by itself and the embedded store has to be told: checkpoint,
   * remove dead rows, renew statistics. Nothing to do on a server.
   */
  keepHouse(): Promise<void>
  /**
   * Copy the embedded store as it stands now into a folder, which can be opened like any other.
   * Everybody waits for it. Absent where the store is on a server, or in memory.
   */
  copyTo?(folder: string): Promise<void>
  /** The connection as BullMQ's PostgreSQL backend wants it: a pg.Pool, or what passes for one. */
  readonly pool: unknown
  close(): Promise<void>
}

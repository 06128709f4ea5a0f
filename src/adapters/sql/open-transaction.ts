import type { Sql, Transaction } from './connection.ts'

/** The statements of one transaction, however they travel. */
export interface OpenTransaction {
  readonly sql: Transaction
  /** The work is over: a statement that comes now is refused. */
  end(): void
  /** End, and wait until nothing is under way; what made it fail, given what the work threw. */
  failedBy(thrown: unknown): Promise<unknown>
}

/** `begun` is what is under way before the first statement; `alone`, see `Sql`. */
export function openTransaction(
  run: Sql['query'],
  { begun, alone }: { readonly begun?: Promise<unknown>; readonly alone?: true },
): OpenTransaction {
  let open = true
  let last = begun
  let unawaited: { readonly error: unknown } | undefined
  const sql: Transaction = {
    ...(alone && { alone }),
    async query<Row extends object>(text: string, parameters?: readonly unknown[]) {
      if (!open) throw new Error('the transaction has ended: a statement came after it')
      const answer = run<Row>(text, parameters)
      last = answer
      return answer
    },
    send(text, parameters) {
      last = sql.query(text, parameters).catch((error: unknown) => (unawaited ??= { error }))
    },
  }
  return {
    sql,
    end: () => void (open = false),
    async failedBy(thrown) {
      open = false
      // Answers come in the order asked: after the last one nothing is under way, and what came
      // after a statement that failed has failed for that alone.
      await last?.catch(() => {})
      return unawaited ? unawaited.error : thrown
    },
  }
}

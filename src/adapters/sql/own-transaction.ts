import { AsyncLocalStorage } from 'node:async_hooks'

/** Knows whether the code now running was called from within a transaction of one connection. */
export interface OwnTransaction {
  enter<T>(work: () => Promise<T>): Promise<T>
  /** Throws inside `work`: the statement would not be part of the transaction, or never run. */
  refuse(): void
}

/** PostgreSQL answers the COMMIT of a failed transaction with a quiet ROLLBACK. */
export const FAILED_WITHIN =
  'the transaction was rolled back: one of its statements had failed, and its error was not passed on'

export const LEFT_OPEN =
  'the statements left a transaction open, which was undone: COMMIT is missing'

/**
 * Guard against using a Connection inside its own transaction. Over one connection such a
 * statement waits for itself for ever; over a pool it silently stands outside the transaction.
 */
export function createOwnTransaction(): OwnTransaction {
  const current = new AsyncLocalStorage<{ open: boolean }>()
  return {
    async enter(work) {
      const transaction = { open: true }
      try {
        return await current.run(transaction, work)
      } finally {
        // What was started inside and lives on, a worker's loop say, is free again from here.
        transaction.open = false
      }
    },
    refuse() {
      if (!current.getStore()?.open) return
      throw new Error(
        'the connection was used inside its own transaction: use the Sql that transaction() gives to its work',
      )
    },
  }
}

/**
 * No guard, for a program whose tests ran under one. On Node 20 knowing who called costs a hook at
 * every promise of the process, a tenth of the CPU of a first round.
 */
export const UNGUARDED: OwnTransaction = { enter: (work) => work(), refuse() {} }

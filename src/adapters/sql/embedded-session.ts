import type { Cluster } from './cluster.ts'
import { createStatements, type Answer } from './embedded-statements.ts'
import { createTurns } from './turns.ts'

/** PGlite's one session, shared: whoever holds it is alone with it until the release. */
export interface Session {
  take(searchPath: string): Promise<Hold>
  /** Hear every NOTIFY from now on, until the function answered is called. */
  listen(listener: (channel: string, payload: string) => void): () => void
}

export interface Hold {
  run<Row>(text: string, parameters?: readonly unknown[]): Promise<Answer<Row>>
  inTransaction(): boolean
  /** Give the session back; a transaction left open is rolled back first. */
  release(): Promise<void>
}

/** Tables grow by thousands of rows within a minute, and nobody else has plans made anew. */
const PLANS_LAST = 1000

/** About a thousand polls. */
const MANY = 20_000

/**
 * Share PGlite's session in turns. Each holder names the search path it needs, because BullMQ's
 * tables and ours have schemas of their own and the session has but one path at a time.
 * `afterMany` is called whenever MANY statements have been run.
 */
export function shareSession(cluster: Cluster, afterMany: () => void): Session {
  const turns = createTurns()
  const listeners = new Set<Parameters<Session['listen']>[0]>()
  const sent = createStatements(cluster, (channel, payload) => {
    for (const listener of listeners) listener(channel, payload)
  })
  let searchPath = ''
  let statements = 0
  let replanAfter = PLANS_LAST
  return {
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async take(wanted) {
      const end = await turns.take()
      try {
        if (wanted !== searchPath) await sent.run(wanted, `SET search_path TO ${wanted}`)
        searchPath = wanted
        if (statements > replanAfter) {
          replanAfter = statements + PLANS_LAST
          await sent.run(wanted, 'DISCARD PLANS')
        }
      } catch (error) {
        end()
        throw error
      }
      return {
        run(text, parameters) {
          statements += 1
          return sent.run(wanted, text, parameters)
        },
        inTransaction: () => sent.inTransaction(),
        async release() {
          try {
            if (!cluster.closed && sent.inTransaction()) await sent.run(wanted, 'ROLLBACK')
          } finally {
            end()
            if (statements >= MANY) {
              statements = 0
              replanAfter = PLANS_LAST
              afterMany()
            }
          }
        },
      }
    },
  }
}

import { EventEmitter } from 'node:events'
import type { Hold, Session } from './embedded-session.ts'
import type { Answer } from './embedded-statements.ts'
import type { OwnTransaction } from './own-transaction.ts'

/**
 * What passes for a pg.Pool over PGlite's one session: as much of it as BullMQ's PostgreSQL
 * backend uses. Clients are many, the session is one: a client holds it for one statement, or
 * from BEGIN to COMMIT or ROLLBACK. A NOTIFY reaches every client in the same turn of the event
 * loop, so `keepAlive` is no lie: no connection can drop in silence.
 */
export class EmbeddedPool extends EventEmitter {
  readonly options = { keepAlive: true }
  readonly #session: Session
  readonly #searchPath: string
  readonly #own: OwnTransaction

  constructor(session: Session, searchPath: string, own: OwnTransaction) {
    super()
    this.#session = session
    this.#searchPath = searchPath
    this.#own = own
    this.setMaxListeners(0)
  }

  async query(text: string, parameters?: readonly unknown[]): Promise<Answer> {
    const hold = await this.#take()
    try {
      return await hold.run(text, parameters)
    } finally {
      await hold.release()
    }
  }

  async connect(): Promise<EmbeddedClient> {
    const client = new EmbeddedClient(() => this.#take())
    const stop = this.#session.listen((channel, payload) => {
      client.emit('notification', { channel, payload, processId: process.pid })
    })
    client.once('released', stop)
    this.emit('connect', client)
    return client
  }

  async #take(): Promise<Hold> {
    this.#own.refuse()
    return this.#session.take(this.#searchPath)
  }

  /** The session belongs to the Connection, which closes it. */
  async end(): Promise<void> {}
}

class EmbeddedClient extends EventEmitter {
  readonly #take: () => Promise<Hold>
  #held: Hold | undefined

  constructor(take: () => Promise<Hold>) {
    super()
    this.#take = take
    this.setMaxListeners(0)
  }

  async query(text: string, parameters?: readonly unknown[]): Promise<Answer> {
    const hold = this.#held ?? (await this.#take())
    this.#held = undefined
    try {
      return await hold.run(text, parameters)
    } finally {
      if (hold.inTransaction()) this.#held = hold
      else await hold.release()
    }
  }

  release(): void {
    this.#held?.release().catch((error: unknown) => this.emit('error', error))
    this.#held = undefined
    this.emit('released')
  }
}

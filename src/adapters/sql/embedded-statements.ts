import { parse, protocol, types, type messages } from '@electric-sql/pglite'
import { joinBytes, type Cluster } from './cluster.ts'
import { parameterText, rowParsers } from './values.ts'

export interface Answer<Row = Record<string, unknown>> {
  readonly rows: Row[]
  /** Rows returned or, for a statement that returns none, rows changed. */
  readonly rowCount: number
  /** The command that ran: COMMIT of a failed transaction answers ROLLBACK. */
  readonly command: string
}

export interface Statements {
  /**
   * Run a statement. Without parameters the text may hold several; the last one's answer is
   * given. `searchPath` is the one in force. Statements asked before the first is answered are
   * run in the order asked.
   */
  run<Row>(searchPath: string, text: string, parameters?: readonly unknown[]): Promise<Answer<Row>>
  /** Whether the last statement answered left a transaction open. */
  inTransaction(): boolean
}

type Message = messages.BackendMessage

type Listener = (channel: string, payload: string) => void

/** Beside ours those of BullMQ; a text that is made anew for each use finds no room. */
const MOST_PREPARED = 200

const { Parser, serialize } = protocol

/** PGlite's own for what we do not name. */
const PARSERS = { ...types.parsers, ...rowParsers }

/**
 * Statements travel to PGlite as one message each, and stay prepared. Its own `query` sends six,
 * each with a turn of the event loop, and has every statement parsed and planned anew: a read by
 * primary key takes four times the CPU that way.
 */
export function createStatements(cluster: Cluster, notify: Listener): Statements {
  const names = new Map<string, string>()
  let named = 0
  let open = false

  async function send<Row>(...asked: Uint8Array[]): Promise<Answer<Row>> {
    if (cluster.closed) throw new Error('the store was closed before this statement')
    const said = readMessages(await cluster.ask(joinBytes(asked)))
    let failure: Error | undefined
    for (const message of said) {
      if (isReady(message)) open = message.status !== 'I'
      else if (isNotification(message)) notify(message.channel, message.payload)
      else if (message instanceof Error) failure ??= message
    }
    if (failure) throw failure
    const result = parse.parseResults(said, PARSERS).at(-1)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the caller knows its rows
    const rows = (result?.rows ?? []) as Row[]
    const { affectedRows = 0, command = '' } = result ?? {}
    return { rows, rowCount: rows.length > 0 ? rows.length : affectedRows, command }
  }

  return {
    inTransaction: () => open,
    async run(searchPath, text, parameters = []) {
      if (parameters.length === 0) return send(serialize.query(text))
      const key = `${searchPath}\n${text}`
      const known = names.get(key)
      const isToBeNamed = known === undefined && names.size < MOST_PREPARED
      // A name whose statement failed may be taken or not: it is not used again.
      const name = known ?? (isToBeNamed ? `s${(named += 1)}` : '')
      const answer = await send<never>(
        ...(known === undefined ? [serialize.parse({ name, text })] : []),
        bindMessage(name, parameters.map(parameterText)),
        serialize.describe({ type: 'P' }),
        serialize.execute({}),
        serialize.sync(),
      )
      if (isToBeNamed) names.set(key, name)
      return answer
    },
  }
}

function readMessages(bytes: Uint8Array): Message[] {
  const said: Message[] = []
  new Parser().parse(bytes, (message) => void said.push(message))
  return said
}

function isReady(message: Message): message is messages.ReadyForQueryMessage {
  return message.name === 'readyForQuery'
}

function isNotification(message: Message): message is messages.NotificationResponseMessage {
  return message.name === 'notification'
}

/** PGlite's own writer looks at every character and copies each message five times. */
function bindMessage(statement: string, values: readonly (string | null)[]): Buffer {
  const sizes = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)))
  const named = Buffer.byteLength(statement)
  const size = BIND_FRAME + named + sizes.reduce((sum, one) => sum + 4 + one, 0)
  const message = Buffer.alloc(size)
  let at = message.write('B', 0)
  at = message.writeInt32BE(size - 1, at)
  // The portal has no name.
  at += 1 + message.write(statement, at + 1) + 1
  // Every parameter is text.
  at = message.writeUInt16BE(values.length, at + 2)
  for (const [index, value] of values.entries()) {
    at = message.writeInt32BE(value === null ? -1 : sizes[index]!, at)
    if (value !== null) at += message.write(value, at)
  }
  return message
}

/** Letter, size, two ends of names, and three counts: of parameter formats, parameters, answer formats. */
const BIND_FRAME = 1 + 4 + 2 + 2 + 2 + 2

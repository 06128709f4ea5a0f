import { pino, type Logger } from 'pino'
import * as z from 'zod'
import type { Environment } from './environment.ts'

/**
 * One line per job, on standard error so that a command's own output can be piped: JSON for
 * machines, and for a person at a terminal the time, the message and why.
 */
export function openLog({ logLevel: level }: Pick<Environment, 'logLevel'>): Logger {
  const options = { level, timestamp: pino.stdTimeFunctions.isoTime }
  if (!process.stderr.isTTY) return pino(options, pino.destination({ fd: 2, sync: true }))
  return pino(options, { write: (line) => void process.stderr.write(`${readableLine(line)}\n`) })
}

const logged = z.object({
  time: z.string(),
  msg: z.string(),
  because: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
})

/** A logged line as a person reads it: `08:21:54  poll-feed bbc-world: failed (no such name)`. */
export function readableLine(line: string): string {
  const { time, msg, because, err } = logged.parse(JSON.parse(line))
  const why = err?.message ?? because
  return `${time.slice(11, 19)}  ${msg}${why ? ` (${why})` : ''}`
}

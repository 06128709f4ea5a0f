/**
 * The ledger as files: one for each subscriber, a line of JSON for each delivery, forced to disk
 * before the store is told. It stands in the data folder beside the store, and not in it, because
 * a store put back to an older copy has forgotten what was sent since.
 */
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ledger, LedgerEntry, Sent } from '../../ports.ts'

type Line = Omit<LedgerEntry, 'subscriberId'>

export function createFolderLedger(folder: string): Ledger {
  return {
    sent: async (subscriberId) => readLines(await linesIn(fileOf(folder, subscriberId))),
    async keep({ subscriberId, ...line }) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(fileOf(folder, subscriberId), 'a', 0o600)
      try {
        // The break before it ends a line that a death tore off.
        await file.appendFile(`\n${JSON.stringify(line)}`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
  }
}

function fileOf(folder: string, subscriberId: string): string {
  return join(folder, `${encodeURIComponent(subscriberId).replaceAll('.', '%2E')}.jsonl`)
}

export async function linesIn(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function readLines(lines: readonly string[]): Sent {
  const items = new Map<string, string>()
  const receipts = new Map<string, string>()
  for (const line of lines) {
    const entry = readLine(line)
    if (!entry) continue
    receipts.set(`${entry.digestId} ${entry.addressee}`, entry.receipt)
    for (const item of entry.items) items.set(item, entry.digestId)
  }
  return { items, receipts }
}

/** A line torn off by a death is no line: what it told of is posted again. */
function readLine(line: string): Line | undefined {
  if (!line.startsWith('{') || !line.endsWith('}')) return undefined
  try {
    const read: unknown = JSON.parse(line)
    return isLine(read) ? read : undefined
  } catch {
    return undefined
  }
}

function isLine(read: unknown): read is Line {
  return (
    read instanceof Object && 'digestId' in read && 'items' in read && Array.isArray(read.items)
  )
}

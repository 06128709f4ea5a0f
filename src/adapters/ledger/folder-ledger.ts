/**
 * The ledger as files: one for each subscriber, a line of JSON for each delivery, forced to disk
 * before the store is told. It stands in the data folder beside the store, and not in it, because
 * a store put back to an older copy has forgotten what was sent since.
 */
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ledger, LedgerEntry, Sent } from '../../ports.ts'

type Line = Omit<LedgerEntry, 'subscriberId'>

export function createFolderLedger(folder: string): Ledger {
  const known = new Map<string, Read>()
  return {
    async sent(subscriberId) {
      const path = fileOf(folder, subscriberId)
      const read = await readOn(path, known.get(path))
      known.set(path, read)
      return read
    },
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

/** What was read of a file so far: subscribers told at once are looked after every minute. */
interface Read extends Sent {
  readonly items: Map<string, string>
  readonly receipts: Map<string, string>
  /** Where its last line begins: another process may have been writing it. */
  readonly from: number
  /** Which file it was: one put back from a copy is read anew. */
  readonly file: number
}

/** What was appended since is added to what is known; the file itself is read once. */
async function readOn(path: string, before: Read | undefined): Promise<Read> {
  const nothing = { items: new Map(), receipts: new Map(), from: 0, file: 0 }
  const file = await openIfThere(path)
  if (!file) return nothing
  try {
    const { size, ino } = await file.stat()
    const known = before?.file === ino && before.from <= size ? before : { ...nothing, file: ino }
    const tail = Buffer.alloc(size - known.from)
    const { bytesRead } = await file.read(tail, 0, tail.length, known.from)
    const text = tail.subarray(0, bytesRead)
    addLines(known, text.toString('utf8').split('\n'))
    return { ...known, from: known.from + Math.max(0, text.lastIndexOf('\n')) }
  } finally {
    await file.close()
  }
}

function fileOf(folder: string, subscriberId: string): string {
  return join(folder, `${encodeURIComponent(subscriberId).replaceAll('.', '%2E')}.jsonl`)
}

export async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function addLines({ items, receipts }: Read, lines: readonly string[]): void {
  for (const line of lines) {
    const entry = readLine(line)
    if (!entry) continue
    receipts.set(`${entry.digestId} ${entry.addressee}`, entry.receipt)
    for (const item of entry.items) items.set(item, entry.digestId)
  }
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

/**
 * A backup as one file: lines of JSON, packed by gzip. The first line says what it is, then come
 * the tables with their rows and the files with their bytes; the last line has the SHA-256 of all
 * lines before it. Written beside its place, forced to disk and renamed: a half of one never
 * stands there. Nothing of it is ever held as a whole.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import * as z from 'zod'
import type { BackupFile, BackupHead, StorePart } from '../../ports.ts'

const FORMAT = 1
const WHAT = 'wirewatch backup'
const ROWS_AT_ONCE = 200

const headSchema = z.object({
  what: z.literal(WHAT),
  format: z.number(),
  program: z.string(),
  storeVersion: z.int().min(1),
  madeAt: z.iso.datetime(),
})
const endSchema = z.object({ end: z.object({ lines: z.number(), sha256: z.string() }) })

export class NoBackup extends Error {
  override readonly name = 'NoBackup'
}

/** A part of a backup as it is read: of the store, the beginning of a file, or its next bytes. */
export type BackupPart =
  | StorePart
  | { readonly role: BackupFile['role']; readonly name: string }
  | { readonly bytes: Uint8Array }

/** Write a backup to `path`, which only the user can read. Throws what stood in the way. */
export async function writeBackup(
  path: string,
  head: BackupHead,
  parts: AsyncIterable<StorePart>,
  files: AsyncIterable<BackupFile>,
): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.partial`
  const handle = await open(draft, 'wx', 0o600)
  try {
    const lines = linesOf(head, parts, files)
    await pipeline(lines, createGzip({ level: 6 }), async (packed: AsyncIterable<Uint8Array>) => {
      for await (const bytes of packed) await handle.writeFile(bytes)
    })
    await handle.sync()
    await handle.close()
    await rename(draft, path)
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(draft, { force: true })
    throw error
  }
}

async function* linesOf(
  { program, storeVersion, madeAt }: BackupHead,
  parts: AsyncIterable<StorePart>,
  files: AsyncIterable<BackupFile>,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let lines = 0
  const line = (value: unknown) => {
    const written = `${JSON.stringify(value)}\n`
    hash.update(written)
    lines += 1
    return written
  }
  yield line({ what: WHAT, format: FORMAT, program, storeVersion, madeAt })
  for await (const part of parts) {
    if ('table' in part) yield line(part)
    else yield part.rows.map(line).join('')
  }
  for await (const { role, name, bytes } of files) {
    yield line({ role, name })
    for await (const chunk of bytes) yield line({ bytes: Buffer.from(chunk).toString('base64') })
  }
  yield `${JSON.stringify({ end: { lines, sha256: hash.digest('hex') } })}\n`
}

/** The head of a backup. Throws NoBackup for anything else. */
export async function readBackupHead(path: string): Promise<BackupHead> {
  for await (const line of readLines(path)) return headOf(path, line)
  throw new NoBackup(`${path} is empty`)
}

/**
 * The parts of a backup in order. Throws NoBackup, at the end at the latest, where it is not whole
 * or not as it was written.
 */
export async function* readBackup(path: string): AsyncGenerator<BackupPart> {
  const hash = createHash('sha256')
  let lines = 0
  let ended = false
  let rows: (string | null)[][] = []
  for await (const line of readLines(path)) {
    if (ended) throw new NoBackup(`${path} goes on behind its end`)
    const value: unknown = parsed(path, line)
    const end = endSchema.safeParse(value).data?.end
    if (rows.length > 0 && (rows.length >= ROWS_AT_ONCE || !Array.isArray(value))) {
      yield { rows }
      rows = []
    }
    if (end) {
      if (end.lines !== lines || end.sha256 !== hash.digest('hex')) {
        throw new NoBackup(`${path} is damaged: its checksum is not that of what it holds`)
      }
      ended = true
      continue
    }
    hash.update(line).update('\n')
    lines += 1
    if (lines === 1) headOf(path, line)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as written above
    else if (Array.isArray(value)) rows.push(value as (string | null)[])
    else yield partOf(path, value)
  }
  if (!ended) throw new NoBackup(`${path} is cut off: its last line is missing`)
}

async function* readLines(path: string): AsyncGenerator<string> {
  const packed = createReadStream(path)
  const stream = packed.pipe(createGunzip())
  packed.on('error', (error) => stream.destroy(error))
  let rest = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    packed.destroy()
  }
  if (rest !== '') throw new NoBackup(`${path} is cut off in the middle of a line`)
}

/** What gunzip says of a damaged file, in words; trouble of the disk stays what it is. */
function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('Z_')) return error
  const what = code === 'Z_BUF_ERROR' ? 'is cut off' : 'is no backup, or damaged'
  return new NoBackup(`${path} ${what}`)
}

function headOf(path: string, line: string): BackupHead {
  const read = headSchema.safeParse(parsed(path, line))
  if (!read.success) throw new NoBackup(`${path} is no backup of wirewatch`)
  const { format, program, storeVersion, madeAt } = read.data
  if (format !== FORMAT) {
    throw new NoBackup(
      `${path} is a backup in format ${format}, and this program reads ${FORMAT}: use the wirewatch that made it, or a newer one`,
    )
  }
  return { program, storeVersion, madeAt: new Date(madeAt) }
}

function partOf(path: string, value: unknown): BackupPart {
  if (value instanceof Object) {
    if ('bytes' in value) return { bytes: Buffer.from(String(value.bytes), 'base64') }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as written above
    if ('table' in value || 'role' in value) return value as BackupPart
  }
  throw new NoBackup(`${path} holds what no backup holds`)
}

function parsed(path: string, line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new NoBackup(`${path} is damaged: a line of it cannot be read`)
  }
}

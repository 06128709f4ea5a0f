import { randomBytes } from 'node:crypto'
import { link, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, markOfThisProcess, readMark, writeMark } from './process-mark.ts'
import type { ProcessMark } from './process-mark.ts'

/** A folder that another living process has open. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

export interface FolderLock {
  release(): Promise<void>
}

const HEARTBEAT_MS = 5000
/** In another container no process can be looked up: its lock counts while its file is touched. */
const SILENCE_MS = 20_000

/**
 * Take a folder for this process alone, by a file `lock` within. A lock left by a process that
 * is gone is taken over. Throws FolderInUse when its owner lives.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock')
  const mark = writeMark(await markOfThisProcess())
  while (!(await placeMark(path, mark))) await removeStaleMark(path, folder)
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => {})
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    async release() {
      clearInterval(heartbeat)
      await unlink(path).catch(() => {})
    },
  }
}

/** Linking a finished file in is atomic: nobody ever reads half a mark. */
async function placeMark(path: string, mark: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, mark, { mode: 0o600 })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await unlink(draft)
  }
}

async function removeStaleMark(path: string, folder: string): Promise<void> {
  const found = await readFile(path, 'utf8').catch(() => undefined)
  if (found === undefined) return
  const owner = readMark(found)
  if (owner && (await holds(owner, path))) {
    throw new FolderInUse(
      `another wirewatch (pid ${owner.pid} on ${owner.host}) has ${folder} open; ` +
        'stop it, or set DATABASE_URL to a PostgreSQL server, which several may share',
    )
  }
  // Moved, looked at, then dropped: a second starter may have put its own mark here meanwhile.
  const aside = `${path}.${randomBytes(4).toString('hex')}`
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  if ((await readFile(aside, 'utf8')) !== found) await link(aside, path).catch(() => {})
  await unlink(aside)
}

async function holds(owner: ProcessMark, path: string): Promise<boolean> {
  const alive = await isAlive(owner)
  if (alive !== undefined) return alive
  const file = await stat(path).catch(() => undefined)
  return file !== undefined && Date.now() - file.mtimeMs < SILENCE_MS
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

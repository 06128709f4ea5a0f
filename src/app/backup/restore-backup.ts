import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readFile, rename, rm, copyFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BackupFile, BackupHead, StorePart } from '../../ports.ts'
import type { Environment } from '../environment.ts'
import { refuseFile } from '../named-file.ts'
import { makeFolder, SHARED } from '../make-folder.ts'
import { Refusal } from '../refusal.ts'
import { backups, foldersOf, hasStore, openWholeStore, refuseByName, storeInUse } from '../world.ts'
import { folderOfRole } from './installation-files.ts'
import { countRows } from './make-backup.ts'

export interface Restored {
  readonly head: BackupHead
  readonly rows: number
  /** What was done, line by line. */
  readonly done: readonly string[]
}

type Progress = (rows: number, what: string) => void

/** Read a backup to its end and answer its head. Throws Refusal where it is not whole. */
export async function checkBackup(file: string, progress: Progress): Promise<BackupHead> {
  const head = await backups.readBackupHead(file).catch(refuseByName).catch(refuseFile(file))
  for await (const _ of countRows(storeParts(file), progress)) continue
  return head
}

/**
 * Put a backup's store in place of the one that is there, and what belongs to it beside. The file
 * is read to its end first: nothing is changed for one that is damaged. What the ledger here knows
 * to be sent stays known.
 */
export async function restoreBackup(
  environment: Environment,
  file: string,
  force: boolean,
  progress: Progress,
): Promise<Restored> {
  const head = await checkBackup(file, (rows) => progress(rows, 'checking'))
  await refuseStoreInUse(environment, force)
  const spool = join(environment.dataFolder, `restoring.${randomBytes(4).toString('hex')}`)
  await makeFolder(spool)
  try {
    const files = await spoolFiles(file, spool)
    const parts = () => countRows(storeParts(file), progress)
    const { rows, done } = environment.databaseUrl
      ? await writeToServer(environment.databaseUrl, head, parts, force)
      : await writeToFolder(environment, head, parts, join(spool, 'store'))
    for (const one of files) done.push(await putFile(one, environment))
    return { head, rows, done: done.filter((line) => line !== '') }
  } finally {
    await rm(spool, { recursive: true, force: true })
  }
}

async function refuseStoreInUse(environment: Environment, force: boolean): Promise<void> {
  if (environment.databaseUrl || !(await hasStore(environment))) return
  const { store } = foldersOf(environment)
  const inUse = await storeInUse(store)
  if (inUse !== undefined) throw new Refusal(inUse)
  if (!force) {
    throw new Refusal(
      `there is a store in ${store} already; --force puts the backup in its place and keeps it beside`,
    )
  }
}

async function writeToServer(
  databaseUrl: string,
  head: BackupHead,
  parts: () => AsyncIterable<StorePart>,
  force: boolean,
): Promise<{ rows: number; done: string[] }> {
  const store = await openWholeStore({ databaseUrl })
  try {
    const rows = sum(await store.write(head.storeVersion, parts, force))
    return { rows, done: ['the store on the PostgreSQL server is that of the backup'] }
  } finally {
    await store.close()
  }
}

/** Written beside and renamed: one that died on the way left the store that was there. */
async function writeToFolder(
  environment: Environment,
  head: BackupHead,
  parts: () => AsyncIterable<StorePart>,
  draft: string,
): Promise<{ rows: number; done: string[] }> {
  const store = await openWholeStore({ folder: draft })
  let rows: number
  try {
    rows = sum(await store.write(head.storeVersion, parts, true))
  } finally {
    await store.close()
  }
  const place = foldersOf(environment).store
  const done = [`the store in ${place} is that of the backup`]
  if (existsSync(place)) {
    const stamp = new Date().toISOString().replace(/[-:]|\..*/g, '')
    const aside = `${place}.before-${stamp}`
    await rename(place, aside)
    done.push(`what was there is in ${aside}: remove it when all is well`)
  }
  await rename(draft, place)
  return { rows, done }
}

async function* storeParts(file: string): AsyncGenerator<StorePart> {
  try {
    for await (const part of backups.readBackup(file)) {
      if ('table' in part || 'rows' in part) yield part
    }
  } catch (error) {
    refuseByName(error)
  }
}

interface SpooledFile extends Pick<BackupFile, 'role' | 'name'> {
  readonly path: string
}

/** The backup's files in a folder for the while. A name that leads elsewhere is refused. */
async function spoolFiles(file: string, folder: string): Promise<readonly SpooledFile[]> {
  const spooled: SpooledFile[] = []
  let writing: FileHandle | undefined
  try {
    for await (const part of backups.readBackup(file)) {
      if ('role' in part) {
        await writing?.close()
        const { role, name } = part
        if (!/^[^/\\\0]+$/.test(name) || /^\.+$/.test(name)) {
          throw new Refusal(`${file} holds a file named "${name}": no backup of ours does`)
        }
        const path = join(folder, `${spooled.length}`)
        spooled.push({ role, name, path })
        writing = await open(path, 'wx', 0o600)
      } else if ('bytes' in part) await writing?.appendFile(part.bytes)
    }
  } finally {
    await writing?.close()
  }
  return spooled
}

/** The ledger is merged; a file of a person's that reads otherwise is left and the other put beside. */
async function putFile({ role, name, path }: SpooledFile, environment: Environment) {
  if (role === 'ledger') {
    const added = await backups.mergeLedger(foldersOf(environment).ledger, name, path)
    return added > 0 ? `${added} deliveries were added to the ledger ${name}` : ''
  }
  const place =
    role === 'configuration'
      ? environment.configurationFile
      : join(folderOfRole(role, environment), name)
  await makeFolder(dirname(place), SHARED)
  if (!existsSync(place)) {
    await copyFile(path, place)
    return `${place} was written`
  }
  if ((await readFile(path)).equals(await readFile(place))) return ''
  await copyFile(path, `${place}.restored`)
  return `${place} reads otherwise and was left; the backup's is ${place}.restored`
}

function sum(tally: Readonly<Record<string, number>>): number {
  return Object.values(tally).reduce((total, rows) => total + rows, 0)
}

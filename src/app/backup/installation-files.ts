/** What belongs to an installation beside its store: the ledger, the configuration, own seeds. */
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { BackupFile } from '../../ports.ts'
import { SHIPPED_SEEDS, type Environment } from '../environment.ts'
import { codeOf } from '../system-error.ts'
import { foldersOf } from '../world.ts'

/** Which folder each kind of file stands in; own seeds beside the program's get a folder of their own. */
export function folderOfRole(role: BackupFile['role'], environment: Environment): string {
  const { configurationFile, seedsFolder } = environment
  const folders = {
    ledger: foldersOf(environment).ledger,
    configuration: dirname(configurationFile),
    seeds: seedsFolder === SHIPPED_SEEDS ? 'seeds' : seedsFolder,
  }
  return folders[role]
}

/** Every file, in the order of a backup. The seeds that come with the program are left out. */
export async function* installationFiles(environment: Environment): AsyncGenerator<BackupFile> {
  const { configurationFile, seedsFolder } = environment
  const { ledger } = foldersOf(environment)
  yield* filesIn('ledger', ledger, (name) => name.endsWith('.jsonl'))
  const own = basename(configurationFile)
  yield* filesIn('configuration', dirname(configurationFile), (name) => name === own)
  if (seedsFolder === SHIPPED_SEEDS) return
  yield* filesIn('seeds', seedsFolder, (name) => name.endsWith('.md'))
}

async function* filesIn(
  role: BackupFile['role'],
  folder: string,
  wanted: (name: string) => boolean,
): AsyncGenerator<BackupFile> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  for (const name of names.filter(wanted).toSorted()) {
    yield { role, name, bytes: createReadStream(join(folder, name)) }
  }
}

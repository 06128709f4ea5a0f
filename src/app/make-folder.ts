import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { whyNot } from './named-file.ts'
import { Refusal } from './refusal.ts'
import { codeOf } from './system-error.ts'

/**
 * Make a folder for this user alone, with those above it. Node's own `recursive` tries for ever
 * where a folder is that nothing can be made in, as below /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await isFolder(folder))) return
    const above = dirname(folder)
    if (codeOf(error) !== 'ENOENT' || (await isFolder(above))) throw error
    await makeFolder(above)
    await makeFolder(folder)
  }
}

/** For `catch`: throws a Refusal that names the folder of the embedded store and what to do. */
export function refuseDataFolder(folder: string): (error: unknown) => never {
  return (error) => {
    const because = codeOf(error) === 'ENOENT' ? `${folder} cannot be made` : whyNot(folder, error)
    throw because === undefined
      ? error
      : new Refusal(`${because}; WIREWATCH_DATA can name another folder`)
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

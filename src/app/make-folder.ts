import { access, constants, mkdir, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { whyNot } from './named-file.ts'
import { Refusal } from './refusal.ts'
import { codeOf } from './system-error.ts'

/** The mode of folders others may read too, as far as the umask lets them. */
export const SHARED = 0o777

/**
 * Make a folder, for this user alone unless another mode is given, with those above it. Node's own `recursive` tries for ever
 * where a folder is that nothing can be made in, as below /proc.
 */
export async function makeFolder(folder: string, mode = 0o700): Promise<void> {
  try {
    await mkdir(folder, { mode })
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await isFolder(folder))) return
    const above = dirname(folder)
    if (codeOf(error) !== 'ENOENT' || (await isFolder(above))) throw error
    await makeFolder(above, mode)
    await makeFolder(folder, mode)
  }
}

/**
 * Refuse to begin where the data folder cannot be written to. On a store of a server too: what
 * reached whom is kept in it, and a mail posted that cannot be noted there is posted again.
 */
export async function needDataFolder(folder: string): Promise<void> {
  await makeFolder(folder)
    .then(() => access(folder, constants.W_OK | constants.X_OK))
    .catch(refuseDataFolder(folder))
}

/** For `catch`: throws a Refusal that names the folder and what to do. */
export function refuseDataFolder(folder: string): (error: unknown) => never {
  return (error) => {
    const because = whyNoFolder(folder, error)
    throw because === undefined
      ? error
      : new Refusal(`${because}; WIREWATCH_DATA can name another folder`)
  }
}

function whyNoFolder(folder: string, error: unknown): string | undefined {
  switch (codeOf(error)) {
    case 'ENOENT':
      return `${folder} cannot be made`
    case 'EEXIST':
      return `${folder} is a file and no folder`
    default:
      return whyNot(folder, error)
  }
}

/** Bytes that this user may still write to where a folder is. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

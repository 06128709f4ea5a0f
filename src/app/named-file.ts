/** Files that a person named: trouble with one is refused by its name, with what to do. */
import type { ReadStream, WriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { Refusal } from './refusal.ts'
import { codeOf } from './system-error.ts'

/** For `catch`: throws a Refusal for trouble of the file's own, and any other as it is. */
export function refuseFile(file: string): (error: unknown) => never {
  return (error) => {
    const because = whyNot(file, error)
    throw because === undefined ? error : new Refusal(because)
  }
}

/** What stands in the way of a file, in words; undefined for trouble that is not its own. */
export function whyNot(file: string, error: unknown): string | undefined {
  switch (codeOf(error)) {
    case 'ENOENT':
      return `no file ${file}`
    case 'EEXIST':
      return `${file} is there already; name another, or move it away`
    case 'EISDIR':
      return `${file} is a folder; name a file`
    case 'ENOTDIR':
      return `${file}: what should be a folder on the way is a file`
    case 'EACCES':
    case 'EPERM':
      return `${file} is closed to the user ${userInfo().username}; change its owner or its mode`
    case 'EROFS':
      return `${file} stands on a file system that is read-only`
    default:
      return undefined
  }
}

/** A file to be read through; refused where it cannot be. */
export async function openFile(file: string): Promise<ReadStream> {
  const handle = await open(file).catch(refuseFile(file))
  const isFolder = (await handle.stat()).isDirectory()
  if (!isFolder) return handle.createReadStream()
  await handle.close()
  throw new Refusal(`${file} is a folder; name a file`)
}

/** A file to be written that must not be there yet; refused where it cannot be made. */
export async function createFile(file: string): Promise<WriteStream> {
  const handle = await open(file, 'wx').catch(refuseNewFile(file))
  return handle.createWriteStream()
}

/** As `refuseFile`, of a file that is to be made: where nothing is, its folder is missing. */
export function refuseNewFile(file: string): (error: unknown) => never {
  return (error) => {
    if (codeOf(error) !== 'ENOENT') return refuseFile(file)(error)
    throw new Refusal(`no folder for ${file}; make it first`)
  }
}

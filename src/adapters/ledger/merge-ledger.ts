import { randomBytes } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { openIfThere } from './folder-ledger.ts'

/**
 * Put the lines of another ledger's file before those that stand here: what either knows to be sent
 * is known from then on. Answers how many lines were new here.
 */
export async function mergeLedger(folder: string, name: string, from: string): Promise<number> {
  const path = join(folder, name)
  const own = new Set(await linesIn(path))
  const added = (await linesIn(from)).filter((line) => line !== '' && !own.has(line))
  if (added.length === 0) return 0
  const draft = `${path}.${randomBytes(4).toString('hex')}.partial`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile([...added, ...own].join('\n'))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  return added.length
}

async function linesIn(path: string): Promise<string[]> {
  const file = await openIfThere(path)
  try {
    return file ? (await file.readFile('utf8')).split('\n') : []
  } finally {
    await file?.close()
  }
}

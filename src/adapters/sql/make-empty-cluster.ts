/**
 * Run by `npm run build`: make the empty cluster that first starts unpack, unless one of this
 * PGlite is there.
 */
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { EMPTY_CLUSTER, packCluster } from './empty-cluster.ts'

const STAMP = new URL('empty-cluster.txt', import.meta.url)

const pglite = import.meta.resolve('@electric-sql/pglite')
const manifest = await readFile(new URL('../package.json', pglite), 'utf8')
const stamp = `PGlite ${/"version": "([^"]+)"/.exec(manifest)?.[1] ?? ''}, files`
const found = await readFile(STAMP, 'utf8').catch(() => undefined)
if (found !== stamp) {
  const folder = await mkdtemp(join(tmpdir(), 'wirewatch-cluster-'))
  try {
    const db = await PGlite.create(folder)
    await db.close()
    const draft = new URL(`empty-cluster.${process.pid}`, import.meta.url)
    await writeFile(draft, packCluster(folder))
    await rename(draft, EMPTY_CLUSTER)
    await writeFile(STAMP, stamp)
  } finally {
    await rm(folder, { recursive: true })
  }
}

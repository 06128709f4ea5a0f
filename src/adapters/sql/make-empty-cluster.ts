/**
 * Run by `npm run build`: make the empty cluster that first starts unpack, unless one of this
 * PGlite is there.
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { EMPTY_CLUSTER } from './empty-cluster.ts'

const STAMP = new URL('empty-cluster.txt', import.meta.url)

const pglite = import.meta.resolve('@electric-sql/pglite')
const manifest = await readFile(new URL('../package.json', pglite), 'utf8')
const stamp = `PGlite ${/"version": "([^"]+)"/.exec(manifest)?.[1] ?? ''}`
const found = await readFile(STAMP, 'utf8').catch(() => undefined)
if (found !== stamp) {
  const db = await PGlite.create('memory://')
  const dump = await db.dumpDataDir('gzip')
  await db.close()
  const draft = new URL(`empty-cluster.${process.pid}`, import.meta.url)
  await writeFile(draft, new Uint8Array(await dump.arrayBuffer()))
  await rename(draft, EMPTY_CLUSTER)
  await writeFile(STAMP, stamp)
}

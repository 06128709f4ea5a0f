import { existsSync, fsyncSync } from 'node:fs'
import { chmod, mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import { joinBytes, type Cluster } from './cluster.ts'
import { unpackEmptyCluster } from './empty-cluster.ts'

/**
 * Open PGlite over `folder`/cluster, or make it there. Whatever a killed predecessor left is
 * put right: a cluster whose making was cut off is made anew, a stale postmaster.pid removed,
 * and PostgreSQL itself replays its log.
 */
export async function openCluster(folder: string): Promise<Cluster> {
  const cluster = join(folder, 'cluster')
  // Stands from before the making until after it: no commit was ever answered while it stood.
  const unfinished = join(folder, 'unfinished')
  if (existsSync(unfinished)) await rm(cluster, { recursive: true, force: true })
  if (!existsSync(join(cluster, 'PG_VERSION'))) await writeFile(unfinished, '', { mode: 0o600 })
  await mkdir(cluster, { recursive: true, mode: 0o700 })
  await chmod(cluster, 0o700)
  await rm(join(cluster, 'postmaster.pid'), { force: true })
  if (existsSync(unfinished)) unpackEmptyCluster(cluster)
  optimiseLate()
  const db = await PGlite.create(cluster, { startParams: startParams() })
  syncFiles(db)
  if (existsSync(unfinished)) {
    await db.exec('CHECKPOINT')
    await rm(unfinished)
    await syncFolder(folder)
  }
  return clusterOver(db)
}

/**
 * How much a function of PostgreSQL runs before V8 compiles it once more, for speed: Node 20 says
 * 1,800,000, and most of what it compiles at that is run at the start and never again. A loop counts by
 * the bytes it goes back, so the few functions of 20 to 100 KB, which read and run SQL, come to a
 * hundred million soon and take V8 a tenth of a second and more each.
 */
const OPTIMISE_AFTER = 2_000_000_000

/** To be said before PostgreSQL is read. */
function optimiseLate(): void {
  setFlagsFromString(`--wasm-tiering-budget=${OPTIMISE_AFTER}`)
}

/** A cluster in memory, made anew or from the dump of another. */
export async function openInMemory(dump?: Blob): Promise<Cluster> {
  optimiseLate()
  return clusterOver(await PGlite.create('memory://', dump ? { loadDataDir: dump } : {}))
}

/** What PGlite says is taken as it comes: its own reader would mix up the answers of two at once. */
function clusterOver(db: PGlite): Cluster {
  return {
    get closed() {
      return db.closed
    },
    async ask(messages) {
      const said: Uint8Array[] = []
      // It says it from its own memory. Our files are written through: there is nothing to sync beside them.
      const hear = (bytes: Uint8Array) => void said.push(bytes.slice())
      await db.execProtocolRawStream(messages, { syncToFs: false, onRawData: hear })
      return joinBytes(said)
    },
    close: () => db.close(),
  }
}

/** The log is kept short, or checkpoints would recycle up to a gigabyte of it. */
const SETTINGS = ['max_wal_size=64MB', 'min_wal_size=32MB', 'shared_buffers=32MB']

/**
 * PGlite switches fsync off (-F); a commit that is answered must outlive a power cut. Buffers are
 * filled with zeros at every start, and what they have no room for the system has in memory.
 */
function startParams(): string[] {
  const durable = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
  return [...durable, ...SETTINGS.flatMap((setting) => ['-c', setting])]
}

interface NodeFiles {
  readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number }
}

/**
 * Emscripten's file system over Node's has no fsync, and PostgreSQL's goes unheard: give it one.
 * Drop this when PGlite's NODEFS has it.
 */
function syncFiles(db: PGlite): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- there, but not in its types
  const { NODEFS } = db.Module as unknown as { readonly NODEFS: NodeFiles }
  NODEFS.stream_ops.fsync = (stream) => {
    fsyncSync(stream.nfd)
    return 0
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

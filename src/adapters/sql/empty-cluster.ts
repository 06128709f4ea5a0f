import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { gunzipSync, gzipSync } from 'node:zlib'

/** Beside the built program; a source tree that runs unbuilt has none. */
export const EMPTY_CLUSTER = new URL('empty-cluster.gz', import.meta.url)

/** Paths within a cluster, folders before what is in them, and the bytes of what is a file. */
type Files = ReadonlyMap<string, Uint8Array | 'folder'>

/** All that is in a folder, as one file in V8's format. */
export function packCluster(folder: string): Uint8Array {
  const files = new Map<string, Uint8Array | 'folder'>()
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const place = join(folder, path)
    files.set(path, statSync(place).isDirectory() ? 'folder' : new Uint8Array(readFileSync(place)))
  }
  return gzipSync(serialize(files satisfies Files))
}

/**
 * Put the empty cluster that was made when the program was built into `folder`, which is there.
 * Making one takes many times as long. Answers whether there is one.
 */
export function unpackEmptyCluster(folder: string): boolean {
  let packed: Uint8Array
  try {
    packed = readFileSync(EMPTY_CLUSTER)
  } catch {
    return false
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as it was packed
  const files = deserialize(gunzipSync(packed)) as Files
  for (const [path, bytes] of files) {
    const place = join(folder, path)
    if (bytes === 'folder') mkdirSync(place, { recursive: true, mode: 0o700 })
    else writeFileSync(place, bytes, { mode: 0o600 })
  }
  return true
}

import { promisify } from 'node:util'
import {
  brotliDecompress,
  brotliDecompressSync,
  gunzip,
  gunzipSync,
  inflate,
  inflateRaw,
  inflateRawSync,
  inflateSync,
} from 'node:zlib'
import { tooLarge, VisitTrouble } from './visit-trouble.ts'

/**
 * Undo the Content-Encoding of a body. Throws VisitTrouble when more than `limit` bytes come out
 * of it, or when it cannot be unpacked.
 */
export async function unpackBody(
  bytes: Uint8Array,
  encoding: string,
  limit: number,
): Promise<Uint8Array> {
  const packings = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  if (packings.length > 3) throw new VisitTrouble('packed more than three times over')
  let rest = bytes
  for (const packing of packings.toReversed()) rest = await unpackOnce(rest, packing, limit)
  // Some outlets serve a .gz file as it lies on disk, without a word in the headers.
  return isGzip(rest) ? unpackOnce(rest, 'gzip', limit) : rest
}

async function unpackOnce(bytes: Uint8Array, packing: string, limit: number): Promise<Uint8Array> {
  const open = UNPACK.get(packing)
  if (!open) {
    throw new VisitTrouble(`packed as "${packing.slice(0, 40)}", which was not asked for`)
  }
  try {
    return await open(bytes, { maxOutputLength: limit })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit)
    const words = error instanceof Error ? error.message : String(error)
    throw new VisitTrouble(`the ${packing} body cannot be unpacked: ${words}`)
  }
}

interface Options {
  readonly maxOutputLength: number
}
type UnpackNow = (bytes: Uint8Array, options: Options) => Uint8Array
type Unpack = (bytes: Uint8Array, options: Options) => Promise<Uint8Array>

/** Most feeds: to wake another thread for them and be woken takes longer than to unpack them. */
const SMALL = 65_536
/** A small body may blow up; what takes longer than a millisecond or two is for another thread. */
const LITTLE = 1_048_576

function unpack(now: UnpackNow, elsewhere: Unpack): Unpack {
  return async (bytes, options) => {
    if (bytes.length > SMALL) return elsewhere(bytes, options)
    const maxOutputLength = Math.min(options.maxOutputLength, LITTLE)
    try {
      return now(bytes, { maxOutputLength })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return elsewhere(bytes, options)
    }
  }
}

const openGzip = unpack(gunzipSync, promisify(gunzip))
const openZlib = unpack(inflateSync, promisify(inflate))
const openRaw = unpack(inflateRawSync, promisify(inflateRaw))

/** A proxy may have unpacked the body and left the header standing. */
const openIfGzip: Unpack = async (bytes, options) =>
  isGzip(bytes) ? openGzip(bytes, options) : bytes

/** Never asked for, sent all the same, with and without the zlib wrapping RFC 9110 requires. */
const openDeflate: Unpack = (bytes, options) =>
  ((bytes[0] ?? 0) & 0x0f) === 8 ? openZlib(bytes, options) : openRaw(bytes, options)

const UNPACK: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', openIfGzip],
  ['x-gzip', openIfGzip],
  ['br', unpack(brotliDecompressSync, promisify(brotliDecompress))],
  ['deflate', openDeflate],
])

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

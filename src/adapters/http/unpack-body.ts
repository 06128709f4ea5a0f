import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
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

type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>

const openGzip: Unpack = promisify(gunzip)
const openZlib: Unpack = promisify(inflate)
const openRaw: Unpack = promisify(inflateRaw)

/** A proxy may have unpacked the body and left the header standing. */
const openIfGzip: Unpack = async (bytes, options) =>
  isGzip(bytes) ? openGzip(bytes, options) : bytes

/** Never asked for, sent all the same, with and without the zlib wrapping RFC 9110 requires. */
const openDeflate: Unpack = (bytes, options) =>
  ((bytes[0] ?? 0) & 0x0f) === 8 ? openZlib(bytes, options) : openRaw(bytes, options)

const UNPACK: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', openIfGzip],
  ['x-gzip', openIfGzip],
  ['br', promisify(brotliDecompress) satisfies Unpack],
  ['deflate', openDeflate],
])

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

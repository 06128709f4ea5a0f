import { detect } from 'jschardet'
import { fromWindows1252 } from '../text/windows-1252.ts'

/**
 * Bytes as text: by byte order mark, by the charset named, as UTF-8 where it is that without
 * fault, else by what the bytes look like. Never throws; `problem` tells of a guess.
 */
export function decodeDocument(
  bytes: Uint8Array,
  named?: string,
): { readonly text: string; readonly problem?: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode(bytes, 'utf-16le') ?? '' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode(bytes, 'utf-16be') ?? '' }
  const asNamed = named ? decode(bytes, named, true) : undefined
  if (asNamed !== undefined) return { text: asNamed }
  const asUtf8 = decode(bytes, 'utf-8', true)
  if (asUtf8 !== undefined) return { text: asUtf8 }
  const { encoding } = detect(Buffer.from(bytes.subarray(0, 20_000)))
  const guess = encoding ? decode(bytes, encoding) : undefined
  const charset = guess === undefined ? 'windows-1252' : encoding?.toLowerCase()
  const text = guess ?? decode(bytes, 'windows-1252') ?? ''
  return { text, problem: `not UTF-8 and no charset that fits is named; read as ${charset}` }
}

function decode(bytes: Uint8Array, charset: string, strictly = false): string | undefined {
  try {
    const decoder = new TextDecoder(charset.trim(), { fatal: strictly })
    return decoder.encoding === 'windows-1252' ? fromWindows1252(bytes) : decoder.decode(bytes)
  } catch {
    // An unknown name, or bytes that charset does not have.
    return undefined
  }
}

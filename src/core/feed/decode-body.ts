import { detect } from 'jschardet'
import {
  declaredCharsets,
  decodeDeclared,
  decodedAs,
  settledName,
  type DecodedBody,
} from './decode-declared.ts'

/** Enough for the sniffer to be sure, and little enough to be quick. */
const SNIFFED = 64 * 1024

/**
 * Turn a feed's bytes into text, by `decodeDeclared`, else by what they look like, else as
 * windows-1252. What knows the looks is large, and hardly a feed needs it: it is kept apart.
 */
export function decodeBody(bytes: Uint8Array, contentType?: string): DecodedBody {
  return decodeDeclared(bytes, contentType) ?? sniffed(bytes, declaredCharsets(bytes, contentType))
}

function sniffed(bytes: Uint8Array, declared: readonly string[]): DecodedBody {
  const guess = detect(bytes.subarray(0, SNIFFED)).encoding
  const charset = settledName(guess ?? undefined) || 'windows-1252'
  const said = declared.length > 0 ? `declared as ${declared.join(' and ')}` : 'without a charset'
  return {
    ...decodedAs(bytes, charset),
    charset,
    problems: [`the text came ${said}, which its bytes are not; read as ${charset}`],
  }
}

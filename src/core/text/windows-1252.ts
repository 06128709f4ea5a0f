/** What windows-1252 has where ISO 8859-1 has control characters, from 0x80 on. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/**
 * By hand, because Node from 20.18.3 decodes windows-1252 as ISO 8859-1 (nodejs/node#56542) and so loses
 * every typographic quote. TextDecoder can do it again when no Node that does so is supported.
 */
export function fromWindows1252(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length)
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0
    units[index] = byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252.charCodeAt(byte - 0x80) : byte
  }
  return new TextDecoder('utf-16le').decode(units)
}

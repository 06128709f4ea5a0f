/** Shingles as little-endian uint32s. */
export function fingerprintBytes(shingles: readonly number[]): Buffer {
  const bytes = Buffer.alloc(shingles.length * 4)
  shingles.forEach((shingle, at) => bytes.writeUInt32LE(shingle, at * 4))
  return bytes
}

export function shinglesOfBytes(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shingles: number[] = []
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) shingles.push(view.getUint32(at, true))
  return shingles
}

/** The same as base64. */
export function writeFingerprint(shingles: readonly number[]): string {
  return fingerprintBytes(shingles).toString('base64')
}

/** The shingles of a written fingerprint, whatever blanks are in it; or what is wrong with it. */
export function readFingerprint(written: string): readonly number[] | string {
  const code = written.replace(/\s+/gu, '')
  const bytes = Buffer.from(code, 'base64')
  if (!/^[A-Za-z0-9+/]*={0,2}$/u.test(code) || bytes.length % 4 !== 0) {
    return 'the fingerprint is not base64 of whole 32-bit numbers; make it anew from the original'
  }
  const shingles = shinglesOfBytes(bytes)
  if (shingles.some((shingle, at) => at > 0 && shingle <= (shingles[at - 1] ?? 0))) {
    return 'the fingerprint is out of order, so it was cut or changed; make it anew from the original'
  }
  return shingles
}

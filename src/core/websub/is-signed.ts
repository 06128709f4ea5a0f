import { createHmac, timingSafeEqual } from 'node:crypto'

/** WebSub 7.1; a hub chooses. */
const METHODS = new Set(['sha1', 'sha256', 'sha384', 'sha512'])

/** Whether a body bears the signature (`X-Hub-Signature: sha256=…`) of one who has the secret. */
export function isSigned(body: Uint8Array, header: string | undefined, secret: string): boolean {
  const [, method = '', written = ''] = /^(\w+)=([0-9a-f]+)$/i.exec(header?.trim() ?? '') ?? []
  if (!METHODS.has(method.toLowerCase())) return false
  const expected = createHmac(method.toLowerCase(), secret).update(body).digest()
  const given = Buffer.from(written, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

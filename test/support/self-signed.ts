import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/**
 * A certificate for one host name, signed by itself and made on the spot, so that no key lies in
 * the repository and none expires. X.509 in DER by hand (RFC 5280 4.1), the least that TLS takes.
 */
export function selfSigned(host: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'))
  const name = sequence(set(sequence(Buffer.from('0603550403', 'hex'), der(0x0c, text(host)))))
  const now = Date.now()
  const valid = sequence(utcTime(now - 86_400_000), utcTime(now + 86_400_000))
  const serial = createHash('sha1').update(publicKey.export({ type: 'spki', format: 'der' }))
  const altNames = der(0x04, sequence(der(0x82, text(host))))
  const extensions = sequence(sequence(Buffer.from('0603551d11', 'hex'), altNames))
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), serial.digest().subarray(0, 8)])),
    ecdsaWithSha256,
    name,
    valid,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  )
  const signature = sign('sha256', content, privateKey)
  const bits = der(0x03, Buffer.concat([Buffer.from([0]), signature]))
  const certificate = sequence(content, ecdsaWithSha256, bits)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function set(part: Buffer): Buffer {
  return der(0x31, part)
}

function utcTime(time: number): Buffer {
  const digits = new Date(time).toISOString().replace(/\D/g, '').slice(2, 14)
  return der(0x17, text(`${digits}Z`))
}

function text(value: string): Buffer {
  return Buffer.from(value, 'utf8')
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

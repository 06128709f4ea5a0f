import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { unpackBody } from './unpack-body.ts'

const LIMIT = 8 * 1024 * 1024

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
] as const)('%s gives the same of little and of much', async (encoding, pack) => {
  for (const size of [3, 40_000, 3_000_000]) {
    const body = Buffer.alloc(size, 'Lavrov in Wonsan. ')
    expect(body.equals(await unpackBody(pack(body), encoding, LIMIT))).toBe(true)
  }
})

test('a little that blows up beyond the limit is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(LIMIT + 1))
  expect(bomb.length).toBeLessThan(10_000)
  await expect(unpackBody(bomb, 'gzip', LIMIT)).rejects.toThrow('larger than the 8 MB')
  await expect(unpackBody(gzipSync('Lavrov'), 'gzip', 5)).rejects.toThrow('larger than the 5 bytes')
})

test('what is no such packing is told in words', async () => {
  await expect(unpackBody(Buffer.from('plain'), 'br', LIMIT)).rejects.toThrow(
    'the br body cannot be unpacked',
  )
})

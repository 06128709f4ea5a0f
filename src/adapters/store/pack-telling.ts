/**
 * A telling as it stands in the database: its shingles as little-endian uint32s, its terms and
 * facts as deflated JSON without the names of properties. Probes follow from the shingles.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { fingerprintBytes, shinglesOfBytes } from '../../core/corpus/fingerprint.ts'
import { probesOf } from '../../core/story/shingles.ts'
import type { Counted, Fact, Telling } from '../../model.ts'

/** Small windows: a telling is a few kilobytes, and setting up a large one takes longer. */
const DEFLATE = { level: 6, windowBits: 12, memLevel: 5 } as const
const INFLATE = { windowBits: 12, chunkSize: 4096 } as const

export interface PackedTelling {
  readonly shingles: Uint8Array
  readonly terms: Uint8Array
  readonly facts: Uint8Array
}

export function packTelling({ shingles, terms, facts }: Telling): PackedTelling {
  return {
    shingles: fingerprintBytes(shingles),
    terms: packJson(Object.entries(terms).flat()),
    facts: packJson(
      facts.flatMap(({ key, written, kind, counted }) => [key, written, kind, counted ?? 0]),
    ),
  }
}

/** Shingles with the probes among them. */
export function unpackShingles(packed: Uint8Array): Pick<Telling, 'shingles' | 'probes'> {
  const shingles = shinglesOfBytes(packed)
  return { shingles, probes: probesOf(shingles) }
}

export function unpackTerms(packed: Uint8Array): Telling['terms'] {
  const flat = unpackJson<string | number>(packed)
  // Without a prototype it is a table from the first term on, and not a shape of its own for each.
  const terms: Record<string, number> = Object.create(null)
  for (let at = 0; at < flat.length; at += 2) terms[String(flat[at])] = Number(flat[at + 1])
  return terms
}

export function unpackFacts(packed: Uint8Array): readonly Fact[] {
  return chunks(unpackJson(packed), 4).map((packedFact) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as packed
    const [key, written, kind, counted] = packedFact as [string, string, Fact['kind'], Counted | 0]
    return { key, written, kind, ...(counted !== 0 && { counted }) }
  })
}

/** As packed bytes travel in JSON, and as a parameter both connections take. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

function packJson(value: readonly unknown[]): Uint8Array {
  return deflateRawSync(JSON.stringify(value), DEFLATE)
}

function unpackJson<T>(packed: Uint8Array): T[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as packed
  return JSON.parse(inflateRawSync(packed, INFLATE).toString()) as T[]
}

function chunks<T>(flat: readonly T[], size: number): T[][] {
  return Array.from({ length: flat.length / size }, (_, at) =>
    flat.slice(at * size, (at + 1) * size),
  )
}

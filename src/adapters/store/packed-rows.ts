/** A document's row as far as it takes to find where it is filed. */
export interface PackedRow {
  readonly id: string
  readonly number: number
  readonly story: number
  readonly shingles: Uint8Array
  readonly terms: Uint8Array | null
  readonly original: Uint8Array | null
}

export const PACKED_COLUMNS = 'id, number, story, shingles, terms, original'

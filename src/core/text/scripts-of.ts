const LATIN = /^[\0-\u036F\u1E00-\u1EFF\u2000-\u20CF]*$/
const EAST_ASIAN = /[\u1100-\u11FF\u2E80-\uFFFF]/

/** Whether a text holds nothing but Latin letters, Greek among them at most, and plain signs. */
export function isLatin(text: string): boolean {
  return LATIN.test(text)
}

/**
 * Whether a text may hold Hangul, Han or kana, in whatever form: a look that spares others a
 * search. Sooner yes than no.
 */
export function mayBeEastAsian(text: string): boolean {
  return EAST_ASIAN.test(text)
}

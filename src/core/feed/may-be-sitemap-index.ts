/** Larger ones list an archive; they are refused by name when the body is read as a feed. */
const MOST_BYTES = 1024 * 1024

/** Whether a body is worth reading as an index of sitemaps, at one look at its bytes. */
export function mayBeSitemapIndex({ buffer, byteOffset, length }: Uint8Array): boolean {
  return length <= MOST_BYTES && Buffer.from(buffer, byteOffset, length).includes('<sitemapindex')
}

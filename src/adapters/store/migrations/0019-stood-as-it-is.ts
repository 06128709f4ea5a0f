/**
 * What stood in a feed is hashes, which PostgreSQL tried in vain to compress at every visit that
 * brought news: half of what putting it on record cost.
 */
export const stoodAsItIs: readonly string[] = [
  'alter table feed_memory alter column stood set storage external',
]

/**
 * What was read, filed by the beginnings of its words in segments of 2,048 items, some time after
 * it came (core/search): polls pay nothing for it, and what is not filed yet is read through.
 * `search_again` holds items of filed segments that were worded otherwise since.
 */
export const search: readonly string[] = [
  `create table search_key (
    segment integer not null,
    key integer not null,
    items bytea not null,
    primary key (segment, key)
  )`,
  `create table search_segment (
    segment integer primary key,
    filed_at timestamptz not null
  )`,
  `create table search_again (number bigint primary key)`,
]

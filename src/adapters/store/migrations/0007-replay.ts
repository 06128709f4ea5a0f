/**
 * What a replay of the past must know beyond what was read: in which order items came on record
 * (polls run side by side, and the same event in two of them is news only in the first), when a
 * poll came on record (a digest of the same minute may have missed it), and how an item was worded
 * before a watch answered it.
 */
export const replay: readonly string[] = [
  `alter table item add column number bigint generated always as identity`,
  `create unique index item_number on item (number)`,
  `alter table poll add column recorded_at timestamptz`,
  `alter table item_version add column summary text`,
  `alter table item_version add column text text`,
]

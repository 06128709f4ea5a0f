/**
 * Headlines change while an item stays the same one. `item` keeps the wording it was placed with,
 * which the matched places point into; every headline it ever had stands here.
 */
export const versions: readonly string[] = [
  `create table item_version (
    item_id text not null references item on delete cascade,
    read_at timestamptz not null,
    title text not null,
    primary key (item_id, read_at)
  )`,
  `alter table feed_memory add column overflowed_at timestamptz`,
]

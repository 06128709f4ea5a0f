/** Whether articles that were told still stand at their addresses, and who was told that not. */
export const articleLooks: readonly string[] = [
  `create table article_look (
    item_id text primary key references item on delete cascade,
    looks integer not null,
    next_at timestamptz,
    stood_at timestamptz,
    missing_since timestamptz,
    vanished_at timestamptz,
    status integer
  )`,
  `create index article_look_vanished on article_look (vanished_at) where vanished_at is not null`,
  `alter table told add column vanished boolean not null default false`,
]

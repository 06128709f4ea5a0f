/**
 * Each addressee of a digest has a delivery of its own, tried again until it is settled; what was
 * told to whom stands by story, for threads, corrections and alarms; and what subscribers ask for
 * by the links in their digests is kept, never overwritten.
 */
export const deliveries: readonly string[] = [
  `alter table delivery rename column delivered_at to at`,
  `alter table delivery add column addressee text not null default ''`,
  `alter table delivery add column attempts integer not null default 1`,
  `alter table delivery add column next_try_at timestamptz`,
  `alter table delivery drop constraint delivery_pkey`,
  `alter table delivery add primary key (digest_id, addressee)`,
  `alter table digest add column settled boolean not null default false`,
  `update digest set settled = true where id in (select digest_id from delivery)`,
  `create index digest_unsettled on digest (subscriber_id) where not settled`,
  `create table told (
    digest_id text not null references digest on delete cascade,
    subscriber_id text not null,
    story_id text not null,
    item_id text,
    headline text not null,
    message_id text not null,
    at timestamptz not null,
    rising boolean not null
  )`,
  `create index told_story on told (subscriber_id, story_id, at)`,
  `create index told_item on told (subscriber_id, item_id, at)`,
  `insert into told
    select digest.id, digest.subscriber_id, story->>'storyId', story->'lead'->>'itemId',
      story->'lead'->>'title', digest.digest->>'messageId', digest.composed_at, false
    from digest, json_array_elements(digest.digest->'stories') story`,
  `create table subscriber_action (
    number integer generated always as identity primary key,
    subscriber_id text not null,
    at timestamptz not null,
    kind text not null,
    subject text not null,
    detail json not null,
    undone_at timestamptz
  )`,
  `create index subscriber_action_of on subscriber_action (subscriber_id, number)`,
  `create table secret (name text primary key, value text not null)`,
]

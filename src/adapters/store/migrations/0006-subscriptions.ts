/** Hubs that tell of a feed's news (WebSub), and the hub each feed names. */
export const subscriptions: readonly string[] = [
  `create table subscription (
    feed_id text primary key,
    hub text not null,
    topic text not null,
    path text not null unique,
    secret text not null,
    state text not null,
    asked_at timestamptz not null,
    attempts integer not null,
    lease_until timestamptz,
    renew_at timestamptz,
    pushed_at timestamptz,
    because text not null
  )`,
  `alter table feed_memory add column hub json`,
]

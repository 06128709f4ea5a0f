/**
 * The first tables. Rows of the lookup tables (`probe`, `story_term`) come by the million, so
 * they carry the store's own integers instead of text ids and stand under plain b-tree primary
 * keys: on the embedded store these answer thousands of look-ups a second, a GIN index a hundred.
 *
 * Tellings are `json`, not `jsonb`: they are written and read whole, and `json` is handed back
 * as it was put in, without being taken apart on the way.
 */
export const first: readonly string[] = [
  `create table feed_memory (
    feed_id text primary key,
    url text not null,
    etag text,
    last_modified text,
    validators_since timestamptz,
    body_hash text,
    baseline_at timestamptz,
    last_visit_at timestamptz,
    last_success_at timestamptz,
    failures_in_a_row integer not null,
    next_visit_at timestamptz,
    answered_by text,
    moved_to text,
    moved_since timestamptz,
    moved_visits integer,
    moved_at timestamptz,
    missing_since timestamptz,
    gone_said_at timestamptz,
    gone_since timestamptz,
    usual_gap_ms float8,
    latest_item_at timestamptz,
    keyed_by text,
    last_ids json,
    asked_to_wait_until timestamptz,
    wishes json,
    because text not null
  )`,
  // One row per host ever visited: few, small, and never in the way of one another.
  `create table host_lease (
    host text primary key,
    holder text not null,
    until timestamptz not null,
    next_start_at timestamptz not null
  )`,
  `create table poll (
    feed_id text not null,
    at timestamptz not null,
    feed_name text not null,
    outcome text not null,
    because text not null,
    problems json not null,
    item_count integer not null,
    fresh_count integer not null,
    placed_count integer not null,
    baseline boolean not null,
    overflowed boolean not null,
    primary key (feed_id, at)
  )`,
  `create index poll_at on poll (at)`,
  // Outlives the items: an undated item that comes back after months is not news. An item stands
  // here by its key and by its address, because a feed's guids may lose their trust.
  `create table seen (
    feed_id text not null,
    key text not null,
    first_seen_at timestamptz not null,
    primary key (feed_id, key)
  )`,
  // `text` is null where it says the same as the summary.
  `create table item (
    id text primary key,
    feed_id text not null,
    key text not null,
    title text not null,
    url text not null,
    outlet text not null,
    published timestamptz,
    updated timestamptz,
    authors json not null,
    summary text not null,
    text text,
    categories json not null,
    language text,
    image text,
    first_read_at timestamptz not null
  )`,
  `create index item_first_read_at on item (first_read_at)`,
  `create table story (
    number integer generated always as identity primary key,
    id text not null unique,
    title text not null,
    first_at timestamptz not null,
    last_at timestamptz not null
  )`,
  `create index story_last_at on story (last_at)`,
  // Facts stand beside the rest of the telling: of an old document in a long story only they
  // are read.
  `create table document (
    number integer generated always as identity primary key,
    id text not null unique,
    story integer not null references story,
    origin text not null,
    title text not null,
    outlet text not null,
    url text not null,
    language text,
    published timestamptz,
    told_at timestamptz not null,
    recipe integer not null,
    telling json not null,
    facts json not null,
    original json,
    seed_content text
  )`,
  `create index document_story on document (story, told_at)`,
  `create index document_seed on document (id) where seed_content is not null`,
  // The shingle is unsigned 32-bit, which PostgreSQL has no type for: kept as bigint.
  `create table probe (
    value bigint not null,
    document integer not null,
    primary key (value, document)
  )`,
  `create table term (
    term text primary key,
    number integer not null generated always as identity,
    documents integer not null
  )`,
  `create table story_term (
    term integer not null,
    story integer not null,
    primary key (term, story)
  )`,
  // Counting a million documents at every poll would cost more than the poll.
  `create table corpus_size (
    documents integer not null,
    only_row boolean primary key default true check (only_row)
  )`,
  `insert into corpus_size (documents) values (0)`,
  `create table placement (
    sequence bigint generated always as identity primary key,
    item_id text not null unique references item on delete cascade,
    story_id text not null,
    document_id text not null,
    placed_at timestamptz not null,
    answers json not null,
    verdict json not null,
    held_back text
  )`,
  `create index placement_story on placement (story_id, sequence)`,
  `create table digest (
    id text primary key,
    subscriber_id text not null,
    after_sequence bigint not null,
    up_to_sequence bigint not null,
    composed_at timestamptz not null,
    digest json not null
  )`,
  // Two composers at work at once cannot both tell the same placements. A digest that says
  // "nothing new" covers none, and the next one may start where it started.
  `create unique index digest_covers on digest (subscriber_id, after_sequence)
    where up_to_sequence > after_sequence`,
  `create index digest_subscriber on digest (subscriber_id, up_to_sequence, composed_at)`,
  `create index digest_composed_at on digest (composed_at)`,
  `create table delivery (
    digest_id text primary key references digest on delete cascade,
    delivered_at timestamptz not null,
    outcome text not null,
    receipt text not null
  )`,
  // A slot in which there was nothing to tell has passed all the same.
  `create table look (
    subscriber_id text primary key,
    at timestamptz not null
  )`,
]

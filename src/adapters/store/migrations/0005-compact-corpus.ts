/**
 * The corpus by the million. A document is filed under its few weightiest terms, and terms are
 * numbers: hashes, which need no table of words to be found by. Tellings are packed (see
 * pack-telling.ts); what a document of an earlier version had is packed by `packCorpus` at the
 * first opening.
 *
 * Look-up tables hold nothing but integers under plain b-tree primary keys: on the embedded store
 * these answer thousands of look-ups a second, a GIN index a hundred.
 */
export const compactCorpus: readonly string[] = [
  `drop table probe`,
  `drop table story_term`,
  `drop table term`,
  `create table probe (
    value integer not null,
    document integer not null,
    primary key (value, document)
  )`,
  // Room left in each page lets a count rise in place.
  `create table term (
    hash integer primary key,
    documents integer not null
  ) with (fillfactor = 80)`,
  `create table story_term (
    term integer not null,
    story integer not null,
    primary key (term, story)
  )`,
  `alter table document rename column telling to telling_before`,
  `alter table document rename column facts to facts_before`,
  `alter table document rename column original to original_before`,
  `alter table document alter column telling_before drop not null`,
  `alter table document alter column facts_before drop not null`,
  `alter table document add column shingles bytea`,
  `alter table document add column terms bytea`,
  `alter table document add column facts bytea`,
  `alter table document add column original bytea`,
  `create index document_to_pack on document (number) where shingles is null`,
  `create index document_told_at on document (told_at)`,
]

/**
 * What was told before `forgotten_before` may have been in the corpus and no longer is. Documents
 * that keep but their fingerprint have no terms; the others are found by their time.
 */
export const corpusCare: readonly string[] = [
  `alter table corpus_size add column forgotten_before timestamptz`,
  `create index document_to_fade on document (told_at) where terms is not null`,
  `create index document_recipe on document (recipe, number)`,
]

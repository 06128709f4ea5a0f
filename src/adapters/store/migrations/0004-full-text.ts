/** Whether an item's text was read from its article's page, and if not, why. */
export const fullText: readonly string[] = [`alter table item add column full_text json`]

/** The summary an article was corrected to, so that the same change is told once. */
export const toldSummaries: readonly string[] = [`alter table told add column summary text`]

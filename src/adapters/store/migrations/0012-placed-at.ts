/** What was placed in the last days is read at each digest and on the page of watches. */
export const placedAt: readonly string[] = [
  `create index placement_placed_at on placement (placed_at)`,
]

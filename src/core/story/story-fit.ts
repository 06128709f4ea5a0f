/**
 * When two groups of tellings are one story. What counts is not how alike they are but how alike
 * across beside how alike within: two earthquakes share every word of earthquakes, and still each
 * one's tellings are closer to each other. Of few tellings that is known roughly, so of them less
 * is asked; the more both groups have, the nearer to 1 the two must come.
 * How the figures were found: docs/decisions/0022-same-story.md.
 */
export interface Group {
  readonly size: number
  /** Summed likeness of all its pairs. */
  readonly pairs: number
}

/** Likeness assumed of two tellings of one story, counting as much as one pair of the group. */
const USUAL = 0.25

/** Share of the likeness within that two groups of one telling each, or one beside many, need. */
const ALONE = 0.7
const ONE_WITH_MANY = 0.32
const MANY_WITH_MANY = 0.65

/** Groups less alike than this share common words at most. */
const LEAST = 0.09

/** A group whose own tellings are less alike than this draws in no others for it. */
const LEAST_WITHIN = 0.2

/**
 * How well two groups fit together, given the summed likeness of the pairs across: 1 and more is
 * one story.
 */
export function fit(a: Group, b: Group, across: number): number {
  const between = across / (a.size * b.size)
  if (between < LEAST) return 0
  return between / Math.sqrt(within(a) * within(b)) / needed(a.size, b.size)
}

/** How alike the tellings of a group are to each other, from the least that counts up to 1. */
export function within({ size, pairs }: Group): number {
  return Math.max(LEAST_WITHIN, (pairs + USUAL) / ((size * (size - 1)) / 2 + 1))
}

function needed(a: number, b: number): number {
  if (a === 1 && b === 1) return ALONE
  const known = 1 - 1 / Math.sqrt(Math.min(a, b))
  return ONE_WITH_MANY + (MANY_WITH_MANY - ONE_WITH_MANY) * known
}

/**
 * The same event in another language. No word is shared, so names that mean one in any language,
 * numbers and dates must say it: three names, or two and a number or a date that is not the day
 * itself; within two days; and clearly more than any other story of these days shares. What falls
 * short opens a story of its own: told twice costs a reader less than not told.
 */
import type { Document, MatchedTelling, Story, Telling } from '../../model.ts'
import { isNeutralName } from './neutral-names.ts'
import type { Candidate, Neighbours } from './neighbours.ts'
import { scriptOf } from './script-of.ts'
import { daysBetween } from './spans-of-time.ts'

const WITHIN_DAYS = 2

const NAMES_ALONE = 3
const NAMES_WITH_A_FIGURE = 2

/** A second story that shares nearly as much leaves open which one it is. */
const CLEARLY = 1.2

interface Shared {
  readonly names: readonly string[]
  readonly figures: readonly string[]
}

/** The story of another language that a telling is of, if one alone is meant. */
export function storyAcross(told: MatchedTelling, neighbours: Neighbours): Candidate | undefined {
  const ranked = neighbours
    .stories()
    .flatMap((story) => nearestIn(story, told, neighbours) ?? [])
    .toSorted((a, b) => b.weight - a.weight)
  const [best, second] = ranked
  if (!best?.isEnough || (second && second.weight * CLEARLY > best.weight)) return undefined
  const { story, nearest, likeness, across } = best
  return { story, fit: 1, likeness, nearest, compared: [nearest], across }
}

function nearestIn(story: Story, told: MatchedTelling, neighbours: Neighbours) {
  const script = scriptOf(told.telling)
  const others = story.documents.filter(
    ({ telling, published = story.lastAt }) =>
      scriptOf(telling) !== undefined &&
      scriptOf(telling) !== script &&
      daysBetween(told.at, published) <= WITHIN_DAYS,
  )
  const found = others.map((nearest) => weigh(nearest, story, told, neighbours))
  return found.toSorted((a, b) => b.weight - a.weight).at(0)
}

function weigh(nearest: Document, story: Story, told: MatchedTelling, { weightOf }: Neighbours) {
  const shared = sharedNeutral(told.telling, nearest.telling, told.at)
  const sum = (terms: readonly string[]) => terms.reduce((all, term) => all + weightOf(term), 0)
  const weight = sum([...shared.names, ...shared.figures])
  const own = Object.keys(told.telling.terms).filter(isNeutralName)
  const isEnough =
    shared.names.length >= NAMES_ALONE ||
    (shared.names.length >= NAMES_WITH_A_FIGURE && shared.figures.length > 0)
  const likeness = shared.names.length / Math.max(1, own.length)
  const across = [...shared.names, ...shared.figures].map((term) => term.slice(2))
  return { story, nearest, weight, isEnough, likeness, across }
}

/** Names two tellings share, whatever language each is in. */
export function namesInBoth(own: Telling, other: Telling): readonly string[] {
  return Object.keys(own.terms).filter((term) => isNeutralName(term) && term in other.terms)
}

function sharedNeutral(own: Telling, other: Telling, at: Date): Shared {
  const both = Object.keys(own.terms).filter((term) => term in other.terms)
  const today = `d:${at.toISOString().slice(0, 10)}`
  return {
    names: namesInBoth(own, other),
    figures: both.filter(
      (term) => term.startsWith('n:') || (/^d:\d{4}-\d\d-\d\d$/.test(term) && term !== today),
    ),
  }
}

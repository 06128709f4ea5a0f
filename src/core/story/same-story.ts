import type { Document, MatchedTelling, Story, Telling } from '../../model.ts'
import { archiveDay, tellsOtherDays } from './archive-day.ts'
import type { Candidate } from './neighbours.ts'
import { daysOutside } from './spans-of-time.ts'

/** So alike, and told in the same days: one story. */
export const SAME_STORY = 0.16

/** An event long past is told again only by what is very alike: its like happens again. */
const SAME_PAST_STORY = 0.4

/** So many times as alike to a story of other days as to one of these. */
const CLEARLY_MORE = 1.4

/** Days within which one event is told. */
const TOLD_WITHIN = 14

/** Two texts that name so much and nothing in common fill one form with two events. */
const NAMES_ENOUGH = 3

/**
 * The story a telling is of, among candidates ordered by likeness, and whether it is one of other
 * days. Such a story must be very alike; one that is clearly more alike than those of these days
 * but not so much leaves the telling without a story.
 */
export function sameStory(
  told: MatchedTelling,
  candidates: readonly Candidate[],
): { readonly candidate: Candidate; readonly past: boolean } | undefined {
  const possible = candidates.filter(
    ({ story, likeness }) =>
      likeness >= SAME_STORY &&
      !isYetToCome(told, story) &&
      !isOtherInSameForm(told.telling, story.documents),
  )
  const [first] = possible
  const near = possible.find(({ story }) => !isFarInTime(told, story))
  if (!first) return undefined
  if (first === near) return { candidate: first, past: false }
  if (first.likeness >= SAME_PAST_STORY) return { candidate: first, past: true }
  if (!near || first.likeness >= near.likeness * CLEARLY_MORE) return undefined
  return { candidate: near, past: false }
}

/** No telling of 2023 tells a story of 2025. */
function isYetToCome({ at }: MatchedTelling, { firstAt }: Story): boolean {
  return firstAt > at && daysOutside(at, firstAt, firstAt) > TOLD_WITHIN
}

/** Far by when they were told, or by the days they tell of, where a feed dates an old piece anew. */
function isFarInTime({ match, telling, at }: MatchedTelling, story: Story): boolean {
  const day = archiveDay(telling, match.item.published)
  const time = day ?? at
  if (daysOutside(time, story.firstAt, story.lastAt) <= TOLD_WITHIN) return false
  if (daysOutside(at, story.firstAt, story.lastAt) > TOLD_WITHIN) return true
  const tellings = story.documents.map((document) => document.telling)
  return day !== undefined && tellsOtherDays(tellings, day)
}

/** Nobody and no number in common, though both name enough. */
function isOtherInSameForm(telling: Telling, documents: readonly Document[]): boolean {
  const own = whoAndHowMany(telling)
  const story = new Set(documents.flatMap((document) => [...whoAndHowMany(document.telling)]))
  if (own.size < NAMES_ENOUGH || story.size < NAMES_ENOUGH) return false
  return ![...own].some((key) => story.has(key))
}

/** Single words of names, since one outlet writes Sergei Lavrov and another Lavrov. */
function whoAndHowMany({ facts }: Telling): ReadonlySet<string> {
  return new Set(
    facts.flatMap(({ kind, key }) =>
      kind === 'name' ? key.slice('name:'.length).split(' ') : kind === 'number' ? [key] : [],
    ),
  )
}

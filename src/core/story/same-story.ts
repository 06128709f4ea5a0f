import type { MatchedTelling } from '../../model.ts'
import type { Candidate } from './neighbours.ts'
import { daysOutside } from './spans-of-time.ts'

/** So alike, and told in the same days: one story. */
export const SAME_STORY = 0.16

/** An event long past is told again only by what is very alike: its like happens again. */
const SAME_PAST_STORY = 0.4

/** Days within which one event is told. */
const TOLD_WITHIN = 14

/** Two texts that name so much and nothing in common fill one form with two events. */
const NAMES_ENOUGH = 3

/** Whether a telling is of the candidate's story. */
export function isSameStory({ at }: MatchedTelling, candidate: Candidate): boolean {
  const { story, likeness, shared } = candidate
  const isForm = shared.facts === 0 && shared.of >= NAMES_ENOUGH && shared.storyOf >= NAMES_ENOUGH
  if (isForm) return false
  const apart = daysOutside(at, story.firstAt, story.lastAt)
  return likeness >= (apart <= TOLD_WITHIN ? SAME_STORY : SAME_PAST_STORY)
}

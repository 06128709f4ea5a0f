import type { StoryMove, Document, MatchedTelling, Story, Telling } from '../../model.ts'
import { archiveDay, tellsOtherDays } from './archive-day.ts'
import { namesInBoth, storyAcross } from './across-languages.ts'
import type { Candidate, Neighbours } from './neighbours.ts'
import { regroup } from './regroup.ts'
import { isSameForm } from './same-form.ts'
import { scriptOf } from './script-of.ts'
import { daysOutside } from './spans-of-time.ts'

/** An event long past is told again only by what is very alike: its like happens again. */
const SAME_PAST_STORY = 0.4

/** So many times as alike to a story of other days as to one of these. */
const CLEARLY_MORE = 1.4

/** Days within which one event is told. */
const TOLD_WITHIN = 14

/** Two texts that name so much and nothing in common fill one form with two events. */
const NAMES_ENOUGH = 3

/** The story a telling is of, if any, and what is moved among stories because of it. */
export interface SameStory {
  readonly candidate?: Candidate
  /** A story of other days: its like may have happened again. */
  readonly past: boolean
  readonly moves: readonly StoryMove[]
}

/**
 * The story a telling is of, among candidates ordered by how well it fits. One of other days must
 * be very alike; one that is clearly more alike than those of these days but not so much leaves
 * the telling without a story. Stories of these days are looked at again with the telling among
 * them, and what they prove to be is put right in `neighbours`.
 */
export function sameStory(
  told: MatchedTelling,
  candidates: readonly Candidate[],
  neighbours: Neighbours,
): SameStory {
  const possible = candidates.filter(
    ({ story, nearest }) =>
      !isYetToCome(told, story) &&
      !isSameForm(told.match.item.title, told.telling, nearest) &&
      !isOtherInSameForm(told.telling, story.documents),
  )
  const ofTheseDays = possible.filter(({ story }) => !isFarInTime(told, story))
  const past = possible.find(({ fit, story }) => fit >= 1 && isFarInTime(told, story))
  const [near] = ofTheseDays
  if (past && !(near && near.fit >= past.fit)) {
    if (past.likeness >= SAME_PAST_STORY) return { candidate: past, past: true, moves: [] }
    const isNearest = !near || near.fit < 1 || past.likeness >= near.likeness * CLEARLY_MORE
    if (isNearest) return { past: false, moves: [] }
  }
  return amongTheseDays(told, ofTheseDays, neighbours)
}

function amongTheseDays(
  told: MatchedTelling,
  candidates: readonly Candidate[],
  neighbours: Neighbours,
): SameStory {
  const { published } = told.match.item
  const own = { telling: told.telling, ...(published ? { published } : {}) }
  const { storyId, moves } = regroup(own, candidates, neighbours)
  neighbours.move(moves)
  const story = neighbours.stories().find(({ id }) => id === storyId)
  const found = story && neighbours.compare(told.telling, story)
  if (found && !mayJoinAnother(told, found.story)) return { candidate: found, past: false, moves }
  const across = storyAcross(told, neighbours)
  const candidate = across ?? found
  if (!candidate) return { past: false, moves }
  if (!across || !found || !mayTakeIn(told, across.story) || !isAllOf(found.story, across)) {
    return { candidate: found ?? candidate, past: false, moves }
  }
  const joining = joinAcross(found.story, across)
  neighbours.move([joining])
  const joined = neighbours.stories().find(({ id }) => id === across.story.id)
  const merged = joined && neighbours.compare(told.telling, joined)
  return { candidate: merged ?? found, past: false, moves: [...moves, joining] }
}

/** A story told in one script alone, and put together by no person. */
function mayJoinAnother({ telling }: MatchedTelling, { documents }: Story): boolean {
  const script = scriptOf(telling)
  return documents.every(
    (document) =>
      [script, undefined].includes(scriptOf(document.telling)) &&
      document.origin !== 'seed' &&
      !document.pinned,
  )
}

/** Where this script tells it already, that was set against the telling and is another story. */
function mayTakeIn({ telling }: MatchedTelling, { documents }: Story): boolean {
  return documents.every((document) => scriptOf(document.telling) !== scriptOf(telling))
}

/** Every telling of the one names somebody the other names: a story of two events joins nothing. */
function isAllOf({ documents }: Story, { nearest }: Candidate): boolean {
  return documents.every(({ telling }) => namesInBoth(telling, nearest.telling).length > 0)
}

function joinAcross({ id: from, title }: Story, { story, across = [] }: Candidate): StoryMove {
  const because = `'${title}' is the same event in another language, by ${across.join(', ')}`
  return { from, to: story.id, title: story.title, because }
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
  if (own.size < NAMES_ENOUGH) return false
  const story = new Set<string>()
  for (const document of documents) {
    for (const key of whoAndHowMany(document.telling)) {
      if (own.has(key)) return false
      story.add(key)
    }
  }
  return story.size >= NAMES_ENOUGH
}

/** Single words of names, since one outlet writes Sergei Lavrov and another Lavrov. */
function whoAndHowMany({ facts }: Telling): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const { kind, key } of facts) {
    if (kind === 'name') for (const word of key.slice('name:'.length).split(' ')) keys.add(word)
    if (kind === 'number') keys.add(key)
  }
  return keys
}

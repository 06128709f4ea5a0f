import { NEAR_WINDOW_DAYS } from '../../model.ts'
import type { StoryMove, Document, Story, Telling } from '../../model.ts'
import { agglomerate } from './agglomerate.ts'
import { archiveDay } from './archive-day.ts'
import type { Candidate, Neighbours } from './neighbours.ts'
import { daysBetween } from './spans-of-time.ts'
import { storyIdOf } from './story-id.ts'

/** Stories looked at again beside a telling: those that fit about so well, and no more than that. */
const RECONSIDERED = 0.6
const RECONSIDERED_STORIES = 4

type Told = Pick<Document, 'telling' | 'published'>

/** What came of looking again: the story of the telling, if any, and what is moved for it. */
export interface Regrouping {
  readonly storyId?: string
  readonly moves: readonly StoryMove[]
}

/**
 * Look again at the stories a telling comes near, with it among them: one may prove to be two
 * events, two may prove to be one. So the order in which items come hardly matters. Documents
 * that a person put together, as seeds or by a merge or split, stay so. `candidates` are those of these days,
 * best first.
 */
export function regroup(
  told: Told,
  candidates: readonly Candidate[],
  { likeness, tellApart }: Pick<Neighbours, 'likeness' | 'tellApart'>,
): Regrouping {
  const near = candidates.filter(({ fit }) => fit >= RECONSIDERED).slice(0, RECONSIDERED_STORIES)
  if (near.length === 0) return { moves: [] }
  const documents = near.flatMap(({ compared }) => compared)
  const times = [...documents.map(timeTold), timeTold(told)]
  const tellings = [...documents, told].map(({ telling }) => telling)
  const groups = agglomerate(
    likenessesOf(tellings, times, likeness),
    heldGroups(documents),
    (a, b) => {
      const both = [...a, ...b]
      const inFirst = tellApart(
        both.map((at) => tellings[at]!),
        a.length,
      )
      return inFirst && [both.filter((_, at) => inFirst[at]), both.filter((_, at) => !inFirst[at])]
    },
  )
  return settle(
    groups,
    documents,
    near.map(({ story }) => story),
  )
}

function likenessesOf(
  tellings: readonly Telling[],
  times: readonly (Date | undefined)[],
  likeness: (a: Telling, b: Telling) => number,
): number[][] {
  const table = tellings.map(() => tellings.map(() => 1))
  for (let i = 1; i < tellings.length; i++) {
    for (let j = 0; j < i; j++) {
      const apart = areApart(times[i], times[j])
      table[i]![j] = table[j]![i] = apart ? 0 : likeness(tellings[i]!, tellings[j]!)
    }
  }
  return table
}

/** The day it tells of where a feed dates an old piece anew. */
function timeTold({ telling, published }: Told): Date | undefined {
  return archiveDay(telling, published) ?? published
}

function areApart(a: Date | undefined, b: Date | undefined): boolean {
  return a !== undefined && b !== undefined && daysBetween(a, b) > NEAR_WINDOW_DAYS
}

/** Documents that a person put together. */
function heldGroups(documents: readonly Document[]): number[][] {
  const groups = new Map<string, number[]>()
  for (const [at, document] of documents.entries()) {
    const { storyId } = document
    if (isHeld(document)) groups.set(storyId, [...(groups.get(storyId) ?? []), at])
  }
  return [...groups.values()]
}

function isHeld({ origin, pinned }: Document): boolean {
  return origin === 'seed' || pinned === true
}

/**
 * Which story each group is: a story's id and headline stay with the telling that opened it, or
 * where that is not among those looked at, with most of its documents. A group that is left over
 * opens a story of its own.
 */
function settle(
  groups: readonly (readonly number[])[],
  documents: readonly Document[],
  stories: readonly Story[],
): Regrouping {
  const own = documents.length
  const claims = groups
    .flatMap((members, group) =>
      countStories(members, documents).map((claim) => ({ ...claim, group })),
    )
    .toSorted(
      (a, b) =>
        b.held - a.held ||
        Number(b.opens) - Number(a.opens) ||
        b.count - a.count ||
        a.group - b.group,
    )
  const storyOf = new Map<number, string>()
  const taken = new Set<string>()
  for (const { group, storyId } of claims) {
    if (storyOf.has(group) || taken.has(storyId)) continue
    storyOf.set(group, storyId)
    taken.add(storyId)
  }
  const known = new Set(stories.map(({ id }) => id))
  for (const [group, members] of groups.entries()) {
    const [first] = members.filter((at) => at !== own)
    if (storyOf.has(group) || first === undefined) continue
    const id = freshId(documents[first]!.id, known)
    known.add(id)
    storyOf.set(group, id)
  }
  const ownGroup = groups.findIndex((members) => members.includes(own))
  const storyId = storyOf.get(ownGroup)
  return {
    ...(storyId === undefined ? {} : { storyId }),
    moves: movesFor(groups, documents, stories, storyOf, taken),
  }
}

/** What of a story stands in a group: how many documents, how many by a person's hand, its opening one. */
interface Claim {
  readonly storyId: string
  readonly count: number
  readonly held: number
  readonly opens: boolean
}

function countStories(members: readonly number[], documents: readonly Document[]): Claim[] {
  const counts = new Map<string, Omit<Claim, 'storyId'>>()
  for (const at of members) {
    const document = documents[at]
    if (!document) continue
    const { storyId, id } = document
    const { count, held, opens } = counts.get(storyId) ?? { count: 0, held: 0, opens: false }
    counts.set(storyId, {
      count: count + 1,
      held: held + (isHeld(document) ? 1 : 0),
      opens: opens || storyId === storyIdOf(id),
    })
  }
  return [...counts].map(([storyId, counted]) => ({ storyId, ...counted }))
}

/** No other story goes by it, unless the one this document opened was merged and is there again. */
function freshId(documentId: string, known: ReadonlySet<string>): string {
  let id = storyIdOf(documentId)
  for (let turn = 2; known.has(id); turn++) id = `${storyIdOf(documentId)}-${turn}`
  return id
}

/**
 * A story nobody kept goes with all it has; of one that was kept, and of one in which a person put
 * documents that were not looked at, only what left it.
 */
function movesFor(
  groups: readonly (readonly number[])[],
  documents: readonly Document[],
  stories: readonly Story[],
  storyOf: ReadonlyMap<number, string>,
  kept: ReadonlySet<string>,
): StoryMove[] {
  const titles = new Map(stories.map(({ id, title }) => [id, title]))
  const staying = new Set(kept)
  for (const story of stories) if (story.documents.some(isHeld)) staying.add(story.id)
  const split: StoryMove[] = []
  const merged: StoryMove[] = []
  for (const [group, members] of groups.entries()) {
    const to = storyOf.get(group)
    if (to === undefined) continue
    for (const { storyId: from } of countStories(members, documents)) {
      if (from === to) continue
      const moved = members.flatMap((at) =>
        documents[at]?.storyId === from ? [documents[at]] : [],
      )
      const title = titles.get(to) ?? moved[0]!.title
      const other = titles.get(from) ?? from
      const ids = { documents: moved.map(({ id }) => id) }
      if (staying.has(from))
        split.push({ from, to, title, ...ids, because: splitBecause(moved, other) })
      else merged.push({ from, to, title, ...ids, because: mergedBecause(other, title) })
    }
  }
  return [...split, ...wholly(merged)]
}

/** The last part of a story that is no more takes along what was not looked at. */
function wholly(merged: readonly StoryMove[]): StoryMove[] {
  const last = new Map(merged.map((move) => [move.from, move]))
  return merged.map((move) => {
    if (last.get(move.from) !== move) return move
    const { from, to, title, because } = move
    return { from, to, title, because }
  })
}

function splitBecause(moved: readonly Document[], title: string): string {
  const many = moved.length === 1 ? 'this telling is' : `these ${moved.length} tellings are`
  return `${many} closer to each other and others than to the rest of the story '${title}'`
}

function mergedBecause(from: string, to: string): string {
  return `tellings of '${from}' and '${to}' are as alike across as within: one event`
}

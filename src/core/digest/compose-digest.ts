/**
 * What one subscriber is told at one time, and what is held back, with the reason for each.
 *
 * Stories come in an order that can be checked by eye: new before updates, then those that more
 * outlets tell in their own words, then the latest.
 */
import type {
  Answer,
  Digest,
  FeedRecord,
  HeldBack,
  PlacedItem,
  Subscriber,
  ToldStory,
  Watch,
} from '../../model.ts'
import { isMuted } from '../watch/is-muted.ts'
import { tellStory } from './tell-story.ts'

export interface DigestMaterial {
  readonly subscriber: Subscriber
  readonly watches: readonly Watch[]
  /** Where the subscriber's last digest ended; undefined before the first. */
  readonly last: { readonly upTo: number; readonly composedAt: Date } | undefined
  /** Every placement recorded since, in order of sequence. */
  readonly placed: readonly PlacedItem[]
  readonly feeds: readonly FeedRecord[]
  readonly now: Date
}

interface StoryGroup {
  readonly placed: readonly PlacedItem[]
  readonly told: ToldStory | undefined
}

/**
 * The digest, or undefined when there is nothing to tell and the subscriber wants no mail for
 * that; what was held back then counts towards the next digest, because nothing is marked as told.
 */
export function composeDigest(material: DigestMaterial): Digest | undefined {
  const { subscriber, last, feeds, now } = material
  const watchNames = watchNamesOf(subscriber, material.watches, now)
  const placed = material.placed.map((one) => ({ ...one, answers: ours(one.answers, watchNames) }))
  const groups = groupByStory(placed, watchNames)
  const stories = rankStories(groups)
  if (stories.length === 0 && !subscriber.evenWhenNothingIsNew) return undefined
  const after = last?.upTo ?? 0
  const id = digestId(subscriber, now)
  return {
    id,
    messageId: `<${id}@wirewatch.local>`,
    subscriberId: subscriber.id,
    composedAt: now,
    covers: {
      after,
      upTo: placed.reduce((greatest, { sequence }) => Math.max(greatest, sequence), after),
      from: last?.composedAt ?? earliest(placed) ?? now,
      to: now,
    },
    stories,
    heldBack: groups.flatMap(heldBackOf),
    feeds,
    watches: watchNames.map((name) => watchTally(name, groups)),
  }
}

function watchNamesOf(subscriber: Subscriber, watches: readonly Watch[], now: Date): string[] {
  const names = watches.filter((watch) => !isMuted(watch, now)).map(({ name }) => name)
  return subscriber.watches ? names.filter((name) => subscriber.watches?.includes(name)) : names
}

function ours(answers: readonly Answer[], watchNames: readonly string[]): Answer[] {
  return answers.filter(({ watch }) => watchNames.includes(watch))
}

function groupByStory(placed: readonly PlacedItem[], watchNames: readonly string[]): StoryGroup[] {
  const byStory = new Map<string, PlacedItem[]>()
  for (const one of placed) {
    const group = byStory.get(one.verdict.storyId)
    if (group) group.push(one)
    else byStory.set(one.verdict.storyId, [one])
  }
  return [...byStory.values()].map((group) => ({
    placed: group,
    told: tellStory(group, watchNames),
  }))
}

function rankStories(groups: readonly StoryGroup[]): ToldStory[] {
  const weighed = groups.flatMap(({ placed, told }) =>
    told ? [{ told, isNew: told.kind === 'new' ? 1 : 0, ...weigh(placed) }] : [],
  )
  return weighed
    .toSorted(
      (a, b) =>
        b.isNew - a.isNew ||
        b.ownWords - a.ownWords ||
        b.latest - a.latest ||
        (a.told.storyId < b.told.storyId ? -1 : 1),
    )
    .map(({ told }) => told)
}

/** Outlets that wrote for themselves, and when the story last moved; a date in the future counts as now. */
function weigh(placed: readonly PlacedItem[]): { ownWords: number; latest: number } {
  const own = placed.filter(({ verdict }) => !['known', 'copy'].includes(verdict.kind))
  const times = placed.map(({ item, placedAt }) =>
    Math.min((item.published ?? placedAt).getTime(), placedAt.getTime()),
  )
  return {
    ownWords: new Set(own.map(({ item }) => item.outlet)).size,
    latest: times.reduce((latest, time) => Math.max(latest, time), 0),
  }
}

/** Of a told story only what was set aside for its own reason; copies and retellings count under it. */
function heldBackOf({ placed, told }: StoryGroup): HeldBack[] {
  return placed
    .filter(({ verdict, heldBack }) => !told || heldBack !== undefined || verdict.kind === 'known')
    .flatMap(({ item, answers: [answer], verdict, heldBack }) =>
      answer
        ? [
            {
              itemId: item.id,
              title: item.title,
              outlet: item.outlet,
              url: item.url,
              watch: answer.watch,
              verdict: verdict.kind,
              because: heldBack ?? verdict.because,
            },
          ]
        : [],
    )
}

function watchTally(name: string, groups: readonly StoryGroup[]): Digest['watches'][number] {
  const answered = groups.map(
    ({ placed }) =>
      placed.filter(({ answers }) => answers.some(({ watch }) => watch === name)).length,
  )
  return {
    name,
    answered: answered.reduce((sum, count) => sum + count, 0),
    told: groups.filter(({ told }, index) => told && answered[index] !== 0).length,
  }
}

function earliest(placed: readonly PlacedItem[]): Date | undefined {
  return placed.map(({ placedAt }) => placedAt).toSorted((a, b) => a.getTime() - b.getTime())[0]
}

/** 'desk-20250712T220000Z': readable, sortable, and safe as a file's name. */
function digestId(subscriber: Subscriber, now: Date): string {
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '')
  return `${subscriber.id.replace(/[^A-Za-z0-9_-]/g, '-')}-${stamp}`
}

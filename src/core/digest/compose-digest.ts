/**
 * What one subscriber is told at one time, and what is held back, with the reason for each.
 *
 * Stories come in the order of their points (score-story.ts), the latest first of equals.
 */
import type {
  Answer,
  Digest,
  DigestPast,
  FeedRecord,
  HeldBack,
  PlacedItem,
  Rising,
  Subscriber,
  ToldStory,
  Watch,
  Wishes,
} from '../../model.ts'
import { isMuted } from '../watch/is-muted.ts'
import { addresseesOf } from './addressees.ts'
import { correctTellings, tellOfVanished, uncorrected } from './correct-tellings.ts'
import { risingStories } from './rising-stories.ts'
import { scoreStory } from './score-story.ts'
import { setMutedAside } from './set-muted-aside.ts'
import { tellStory } from './tell-story.ts'
import { hasWishes, isUnsubscribed, wishesOf } from './wishes.ts'

export interface DigestMaterial {
  readonly subscriber: Subscriber
  readonly watches: readonly Watch[]
  /** Where the subscriber's last digest ended; undefined before the first. */
  readonly last: { readonly upTo: number; readonly composedAt: Date } | undefined
  /** Every placement recorded since, or as far back as a first digest goes, in order of sequence. */
  readonly placed: readonly PlacedItem[]
  readonly feeds: readonly FeedRecord[]
  readonly now: Date
  /** What was before; nothing where it is left out. */
  readonly past?: DigestPast
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
  const { subscriber, last, feeds, now, past = {} } = material
  const wishes = wishesOf(past.actions ?? [])
  const addressees = addresseesOf(subscriber)
    .map(({ key }) => key)
    .filter((key) => !isUnsubscribed(past.actions ?? [], key))
  if (addressees.length === 0) return undefined
  const watchNames = watchNamesOf(subscriber, material.watches, now)
  const placed = material.placed.map((one) => ({
    ...one,
    ...setAside(one, past, wishes),
    answers: ours(one.answers, watchNames),
  }))
  const groups = groupByStory(placed, watchNames, wishes)
  const rising = risingOf(subscriber, past, wishes, groups)
  const stories = rankStories(groups, material.watches, rising, past)
  const changed = [
    ...correctTellings(past.rewordings ?? []),
    ...tellOfVanished(past.vanishings ?? []),
  ]
  const corrections = uncorrected(changed, past.toldItems)
  const isSilent = stories.length + rising.length + corrections.length === 0
  if (isSilent && !subscriber.evenWhenNothingIsNew) return undefined
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
    addressees,
    ...(rising.length > 0 && { rising }),
    ...(corrections.length > 0 && { corrections }),
    ...(hasWishes(wishes) && { wishes }),
  }
}

/** The same told even when nothing is new; undefined only where every address is unsubscribed. */
export function composeAnyway(material: DigestMaterial): Digest | undefined {
  const subscriber = { ...material.subscriber, evenWhenNothingIsNew: true }
  return composeDigest({ ...material, subscriber })
}

/** A reason not to tell an item that lies between this subscriber and it. */
function setAside(
  { item, verdict }: PlacedItem,
  { toldItems }: DigestPast,
  wishes: Wishes,
): { heldBack?: string } {
  const before = toldItems?.get(item.id)
  if (before !== undefined) return { heldBack: `told already, in digest ${before}` }
  return wishes.mutedStories.includes(verdict.storyId) ? { heldBack: 'you muted this story' } : {}
}

function watchNamesOf(subscriber: Subscriber, watches: readonly Watch[], now: Date): string[] {
  const names = watches.filter((watch) => !isMuted(watch, now)).map(({ name }) => name)
  return subscriber.watches ? names.filter((name) => subscriber.watches?.includes(name)) : names
}

function ours(answers: readonly Answer[], watchNames: readonly string[]): Answer[] {
  return answers.filter(({ watch }) => watchNames.includes(watch))
}

function groupByStory(
  placed: readonly PlacedItem[],
  watchNames: readonly string[],
  wishes: Wishes,
): StoryGroup[] {
  const byStory = new Map<string, PlacedItem[]>()
  for (const one of placed) {
    const group = byStory.get(one.verdict.storyId)
    if (group) group.push(one)
    else byStory.set(one.verdict.storyId, [one])
  }
  return [...byStory.values()].map(setMutedAside).map((group) => {
    const told = tellStory(group, watchNames)
    const tooLittle = told && lacksFacts(told, wishes)
    if (tooLittle === undefined) return { placed: group, told }
    return { placed: group.map((one) => ({ heldBack: tooLittle, ...one })), told: undefined }
  })
}

/** An update with fewer new facts than the subscriber asked for by saying "not new". */
function lacksFacts({ kind, watch, sentences }: ToldStory, wishes: Wishes): string | undefined {
  const wanted = wishes.factsWanted[watch] ?? 1
  const facts = sentences.reduce((sum, sentence) => sum + sentence.facts.length, 0)
  if (kind === 'new' || facts >= wanted || wanted <= 1) return undefined
  return `brings ${facts} new facts; by your “not new” an update of ${watch} needs ${wanted}`
}

/** Stories that rise and are this subscriber's, each said once in a day. */
function risingOf(
  { paceAlarm }: Subscriber,
  { paces = [], tellings = [] }: DigestPast,
  wishes: Wishes,
  groups: readonly StoryGroup[],
): Rising[] {
  if (!paceAlarm) return []
  const watched = new Set([
    ...groups.filter(({ placed }) => placed.some(({ answers }) => answers.length > 0)).map(storyOf),
    ...tellings.map(({ storyId }) => storyId),
  ])
  const said = new Set(tellings.flatMap(({ storyId, rising }) => (rising ? [storyId] : [])))
  return risingStories(paces).filter(
    ({ storyId }) =>
      watched.has(storyId) && !said.has(storyId) && !wishes.mutedStories.includes(storyId),
  )
}

function storyOf({ placed: [first] }: StoryGroup): string | undefined {
  return first?.verdict.storyId
}

function rankStories(
  groups: readonly StoryGroup[],
  watches: readonly Watch[],
  rising: readonly Rising[],
  { tellings = [] }: DigestPast,
): ToldStory[] {
  const weighed = groups.flatMap(({ placed, told }) => {
    if (!told) return []
    const urgent = urgentOf(placed, watches)
    const rises = rising.some(({ storyId }) => storyId === told.storyId)
    const watch = watches.find(({ name }) => name === told.watch)
    const earlier = tellings.filter(
      ({ storyId, rising: alarm }) => storyId === told.storyId && !alarm,
    )
    const story = { ...told, ...urgent, ...(earlier.length > 0 && { earlier }) }
    const score = scoreStory(story, placed, watch, rises)
    return [{ story: { ...story, score }, latest: latestOf(placed) }]
  })
  return weighed
    .toSorted(
      (a, b) =>
        b.story.score.points - a.story.score.points ||
        b.latest - a.latest ||
        (a.story.storyId < b.story.storyId ? -1 : 1),
    )
    .map(({ story }) => story)
}

function urgentOf(placed: readonly PlacedItem[], watches: readonly Watch[]): { urgent?: true } {
  const urgent = watches.filter((watch) => watch.urgent).map(({ name }) => name)
  const answers = placed
    .filter(({ heldBack }) => heldBack === undefined)
    .flatMap((one) => one.answers)
  return answers.some(({ watch }) => urgent.includes(watch)) ? { urgent: true } : {}
}

/** When the story last moved; a date in the future counts as now. */
function latestOf(placed: readonly PlacedItem[]): number {
  const times = placed.map(({ item, placedAt }) =>
    Math.min((item.published ?? placedAt).getTime(), placedAt.getTime()),
  )
  return times.reduce((latest, time) => Math.max(latest, time), 0)
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

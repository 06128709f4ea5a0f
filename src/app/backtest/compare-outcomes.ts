import { readingMinutes } from '../../core/digest/reading-time.ts'
import { decidingParts, explainMatch } from '../../core/watch/explain-match.ts'
import { isMuted } from '../../core/watch/is-muted.ts'
import type { Digest, PlacedItem, Subscriber, ToldStory, Watch } from '../../model.ts'
import type { Outcome, ReplayFacts } from './replay-history.ts'

/** What changes for one subscriber. */
export interface Difference {
  readonly subscriberId: string
  readonly name: string
  readonly before: Pace
  readonly after: Pace
  /** Told now and not before, and the other way round, in order of time. */
  readonly gained: readonly Change[]
  readonly lost: readonly Change[]
  /** Told in both, but at another time, as another kind or under another headline. */
  readonly otherwise: readonly { readonly before: Telling; readonly after: Telling }[]
  /** Told before, and waiting for the next digest now. */
  readonly waiting: readonly Telling[]
  /** Told alike in both. */
  readonly same: number
}

/** What a subscriber has to read. */
export interface Pace {
  readonly mails: number
  readonly stories: number
  readonly mailsPerWeek: number
  readonly storiesPerWeek: number
  readonly minutesPerWeek: number
}

/** A story in a digest. */
export interface Telling {
  readonly digestId: string
  readonly at: Date
  readonly story: ToldStory
}

export interface Change extends Telling {
  /** Why it is not told in the other outcome. */
  readonly because: string
}

interface Found extends Telling {
  readonly items: readonly PlacedItem[]
  /** Not told yet at the end of the time compared. */
  readonly waits: boolean
}

/** How what subscribers are told changes from one outcome to another, subscriber by subscriber. */
export function compareOutcomes(
  before: Outcome,
  after: Outcome,
  facts: Pick<ReplayFacts, 'from' | 'to'>,
): readonly Difference[] {
  const subscribers = new Map<string, Subscriber>()
  for (const { plan } of [after, before]) {
    for (const one of plan.subscribers) if (!subscribers.has(one.id)) subscribers.set(one.id, one)
  }
  return [...subscribers.values()].map((subscriber) => {
    const [old, now] = [before, after].map((outcome) => tellingsFor(outcome, subscriber.id))
    const pairs = pairUp(old ?? [], now ?? [])
    const told = pairs.both.filter((pair) => isTold(pair.before) && isTold(pair.after))
    return {
      subscriberId: subscriber.id,
      name: subscriber.name,
      before: paceOf(digestsFor(before, subscriber.id), facts),
      after: paceOf(digestsFor(after, subscriber.id), facts),
      gained: pairs.onlyAfter
        .filter(isTold)
        .map((found) => withReason(found, before, subscriber.id)),
      lost: pairs.onlyBefore.filter(isTold).map((found) => withReason(found, after, subscriber.id)),
      otherwise: told.filter(isToldOtherwise).map(withoutItems),
      waiting: pairs.both
        .filter((pair) => isTold(pair.before) && pair.after.waits)
        .map(({ after: next }) => asTelling(next)),
      same: told.filter((pair) => !isToldOtherwise(pair)).length,
    }
  })
}

const ONE_DAY = 86_400_000

/** Mails, stories and minutes of reading, and what that makes in a week. */
export function paceOf(
  digests: readonly Digest[],
  { from, to }: Pick<ReplayFacts, 'from' | 'to'>,
): Pace {
  // Out of a quarter of an hour no week can be made: a day is counted as no less than one.
  const weeks = Math.max(to.getTime() - from.getTime(), ONE_DAY) / (7 * ONE_DAY)
  const stories = digests.reduce((sum, digest) => sum + digest.stories.length, 0)
  const minutes = digests.reduce((sum, digest) => sum + readingMinutes(digest), 0)
  return {
    mails: digests.length,
    stories,
    mailsPerWeek: digests.length / weeks,
    storiesPerWeek: stories / weeks,
    minutesPerWeek: minutes / weeks,
  }
}

export function digestsFor({ digests }: Outcome, subscriberId: string): readonly Digest[] {
  return digests.filter((digest) => digest.subscriberId === subscriberId)
}

function tellingsFor(outcome: Outcome, subscriberId: string): readonly Found[] {
  const placed = [...outcome.placed.values()]
  const waiting = outcome.waiting.filter((digest) => digest.subscriberId === subscriberId)
  return [...digestsFor(outcome, subscriberId), ...waiting].flatMap((digest) => {
    const { id, composedAt, covers, stories } = digest
    const covered = placed.slice(covers.after, covers.upTo)
    return stories.map((story) => ({
      digestId: id,
      at: composedAt,
      story,
      // Told before it was moved, an item stands in another story now.
      items: covered.filter(({ item, verdict }) =>
        story.itemIds ? story.itemIds.includes(item.id) : verdict.storyId === story.storyId,
      ),
      waits: waiting.includes(digest),
    }))
  })
}

interface Pair {
  readonly before: Found
  readonly after: Found
}

/**
 * Two tellings are of the same news when they share an item: under another configuration another
 * item may open the story, and give it another id.
 */
function pairUp(before: readonly Found[], after: readonly Found[]) {
  const byItem = new Map<string, Found>()
  for (const found of before) for (const { item } of found.items) byItem.set(item.id, found)
  const both: Pair[] = []
  const onlyAfter: Found[] = []
  const met = new Set<Found>()
  for (const found of after) {
    const partners = new Set(found.items.flatMap(({ item }) => byItem.get(item.id) ?? []))
    for (const partner of partners) met.add(partner)
    const [nearest] = [...partners].toSorted((a, b) => apart(a, found) - apart(b, found))
    if (nearest) both.push({ before: nearest, after: found })
    else onlyAfter.push(found)
  }
  return { both, onlyAfter, onlyBefore: before.filter((found) => !met.has(found)) }
}

function apart(a: Found, b: Found): number {
  return Math.abs(a.at.getTime() - b.at.getTime())
}

function isToldOtherwise({ before, after }: Pair): boolean {
  return (
    before.at.getTime() !== after.at.getTime() ||
    before.story.kind !== after.story.kind ||
    before.story.headline !== after.story.headline
  )
}

function withoutItems({ before, after }: Pair): { before: Telling; after: Telling } {
  return { before: asTelling(before), after: asTelling(after) }
}

function isTold({ waits }: Found): boolean {
  return !waits
}

function asTelling({ digestId, at, story }: Found): Telling {
  return { digestId, at, story }
}

function withReason(found: Found, other: Outcome, subscriberId: string): Change {
  return { ...asTelling(found), because: whyNotTold(found, other, subscriberId) }
}

/** Why the other outcome does not tell this news, by what became of the item that leads it. */
function whyNotTold({ items, story, at }: Found, other: Outcome, subscriberId: string): string {
  const lead = items.find(({ item }) => item.id === story.lead.itemId) ?? items[0]
  const subscriber = other.plan.subscribers.find(({ id }) => id === subscriberId)
  if (!subscriber) return 'the subscriber is not there'
  if (!lead) return 'nothing of it is there'
  if (!other.plan.feeds.some(({ id }) => id === lead.item.feedId)) {
    return `its feed (${lead.item.feedId}) is not read`
  }
  const known = items.flatMap(({ item }) => other.placed.get(item.id) ?? [])
  const fate = known.find(({ item }) => item.id === lead.item.id) ?? known[0]
  return fate ? fateInWords(fate, other, subscriber, at) : unanswered(lead, story, other)
}

function unanswered(
  { item, placedAt }: PlacedItem,
  { watch: name }: ToldStory,
  { plan }: Outcome,
): string {
  const watch = plan.watches.find((candidate) => candidate.name === name)
  if (!watch) return `there is no watch ${name}, and no other asks for it`
  const reasons = decidingParts(explainMatch(item, watch, placedAt)).map(
    ({ clause, because }) => `${clause}: ${because}`,
  )
  return `${name} does not ask for it (${reasons.join('; ')})`
}

function fateInWords(
  { answers, verdict, heldBack }: PlacedItem,
  { plan }: Outcome,
  subscriber: Subscriber,
  at: Date,
): string {
  const asking = plan.watches.filter(({ name }) => answers.some(({ watch }) => watch === name))
  if (asking.every((watch) => !reaches(watch, subscriber))) {
    return `only ${namesOf(asking)} asks for it, which ${subscriber.name} is not told`
  }
  const silent = answers.flatMap(({ watch, muted }) => (muted ? [watch] : []))
  if (asking.every((watch) => silent.includes(watch.name) || isMuted(watch, at))) {
    return `${namesOf(asking)} is muted`
  }
  if (heldBack !== undefined) return heldBack
  return `it is a ${verdict.kind} there: ${verdict.because}`
}

function reaches({ name }: Watch, { watches }: Subscriber): boolean {
  return watches?.includes(name) ?? true
}

function namesOf(watches: readonly Watch[]): string {
  return watches.map(({ name }) => name).join(' and ')
}

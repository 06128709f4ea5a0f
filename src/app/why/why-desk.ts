/**
 * What became of anything a person names, and why: the one place that finds it out, for the
 * command and the page. What waits is composed as the next digest would be, so that the answer is
 * the digest's own.
 */
import { composeAnyway } from '../../core/digest/compose-digest.ts'
import { feedHealths } from '../../core/feed/feed-health.ts'
import { addressAsked, variantsOf } from '../../core/why/addresses-of.ts'
import { BEFORE_FIRST, placeInDigest, whyLeftOut } from '../../core/why/place-in-digest.ts'
import { watchesOfItem } from '../../core/why/watches-of-item.ts'
import type { DigestOfFate, Fate, HostFeed, Why, WhyItem, WhyStory } from '../../core/why/why.ts'
import type { DigestOnRecord, FoundItem, PlacedItem, Subscriber } from '../../model.ts'
import { digestMaterial, type DigestWorld } from '../../pipeline.ts'
import type { Store } from '../../ports.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { lookAtTiming } from '../look-at-timing.ts'
import { KEEP_ITEMS_DAYS } from '../timetable.ts'

export type WhyWorld = DigestWorld & { readonly store: Store }

type Settings = Pick<Configuration, 'watches' | 'subscribers' | 'feeds'>

/** An item's address or id, a digest's id or Message-ID, a story's id, or the page's own address of one. */
export async function findWhy(world: WhyWorld, settings: Settings, asked: string): Promise<Why> {
  const name = asked.trim().replace(/^<(.+)@wirewatch\.local>$/, '$1')
  const address = addressAsked(name)
  const addresses = address === undefined ? [] : variantsOf(address)
  const found = await world.store.findItems({ id: name, addresses })
  if (found.length > 0) {
    const items: WhyItem[] = []
    for (const one of found) items.push(await whyItem(world, settings, one))
    return { kind: 'items', items }
  }
  const id =
    address === undefined ? name : (/\/(?:stories|digests)\/([^/]+)/.exec(address)?.[1] ?? name)
  const byId = await whyById(world, settings, decodeURIComponent(id))
  if (byId) return byId
  const seen = await world.store.seenAddresses(addresses)
  if (address !== undefined && seen.length > 0) {
    const names = new Map(settings.feeds.map((feed) => [feed.id, feed.name]))
    const when = seen.map(({ feedId, at }) => ({ feed: names.get(feedId) ?? feedId, at }))
    return { kind: 'forgotten', address, seen: when, keptDays: KEEP_ITEMS_DAYS }
  }
  return neverRead(world, settings, asked, address)
}

async function whyById(world: WhyWorld, settings: Settings, id: string): Promise<Why | undefined> {
  const record = await world.store.digest(id)
  if (record) return { kind: 'digest', ...whyDigest(record, settings) }
  const story = await whyStory(world, settings, id)
  return story && { kind: 'story', ...story }
}

function whyDigest(record: DigestOnRecord, { subscribers }: Settings) {
  const { digest } = record
  return {
    ...ofFate(record),
    subscriber: nameOf(digest.subscriberId, subscribers),
    from: digest.covers.from,
    to: digest.covers.to,
    stories: digest.stories.map(({ storyId, kind, headline, watch, because }) => ({
      storyId,
      kind,
      headline,
      watch,
      because,
    })),
    heldBack: digest.heldBack,
  }
}

async function whyStory(
  world: WhyWorld,
  settings: Settings,
  id: string,
): Promise<WhyStory | undefined> {
  const story = await world.store.story(id)
  if (!story) return undefined
  const placed = await world.store.placementsOf(id)
  const latest = placed.at(-1)
  const told = await world.store.digestsOfStory(id)
  return {
    id,
    title: story.title,
    firstAt: story.firstAt,
    lastAt: story.lastAt,
    tellings: placed.map(({ item, placedAt, verdict, heldBack }) => ({
      itemId: item.id,
      title: item.title,
      outlet: item.outlet,
      placedAt,
      verdict: verdict.kind,
      ...(heldBack !== undefined && { heldBack }),
    })),
    told: told.map((record) => ({
      ...ofFate(record),
      subscriber: nameOf(record.digest.subscriberId, settings.subscribers),
      headline:
        record.digest.stories.find(({ storyId }) => storyId === id)?.headline ?? story.title,
    })),
    latest: latest ? await fatesOf(world, settings, latest) : [],
  }
}

async function whyItem(world: WhyWorld, settings: Settings, found: FoundItem): Promise<WhyItem> {
  const { item, readAt, baseline, placed } = found
  const { id, feedId, title, url, outlet, published } = item
  return {
    item: { id, feedId, title, url, outlet, ...(published && { published }) },
    readAt,
    feed: found.feedName ?? nameOf(feedId, settings.feeds),
    baseline,
    watches: watchesOfItem(found, settings.watches),
    ...(placed && {
      verdict: placed.verdict,
      placedAt: placed.placedAt,
      ...(placed.heldBack !== undefined && { heldBack: placed.heldBack }),
    }),
    fates: placed ? await fatesOf(world, settings, placed) : [],
  }
}

/** One for each subscriber of the configuration, and for each digest of one who is gone. */
async function fatesOf(
  world: WhyWorld,
  settings: Settings,
  placed: PlacedItem,
): Promise<readonly Fate[]> {
  const over = await world.store.digestsOver(placed.sequence)
  const known = new Set(settings.subscribers.map(({ id }) => id))
  const gone = over.filter(({ digest }) => !known.has(digest.subscriberId))
  const fates: Fate[] = []
  for (const subscriber of settings.subscribers) {
    const theirs = over.filter(({ digest }) => digest.subscriberId === subscriber.id)
    const inDigests = theirs.map((record) => fateIn(world, settings, placed, record, subscriber))
    fates.push(...inDigests)
    if (theirs.length === 0) fates.push(await fateToCome(world, settings, placed, subscriber))
  }
  return [...fates, ...gone.map((record) => fateIn(world, settings, placed, record))]
}

function fateIn(
  { now }: WhyWorld,
  { watches, subscribers }: Settings,
  placed: PlacedItem,
  record: DigestOnRecord,
  subscriber: Pick<Subscriber, 'name' | 'watches'> = {
    name: nameOf(record.digest.subscriberId, subscribers),
  },
): Fate {
  const { after, from } = record.digest.covers
  const place =
    placeInDigest(placed, record.digest) ??
    (after === 0 && placed.placedAt < from
      ? BEFORE_FIRST
      : whyLeftOut(placed.answers, subscriber, watches, now()))
  return { subscriber: subscriber.name, ...place, digest: ofFate(record) }
}

/** The next digest composed as if it went out now, told even when nothing is new. */
async function fateToCome(
  world: WhyWorld,
  { watches }: Settings,
  placed: PlacedItem,
  subscriber: Subscriber,
): Promise<Fate> {
  const { name } = subscriber
  const material = await digestMaterial(world, subscriber, watches)
  if (!material.placed.some(({ sequence }) => sequence === placed.sequence)) {
    return { subscriber: name, ...BEFORE_FIRST }
  }
  const digest = composeAnyway(material)
  if (!digest) {
    return { subscriber: name, what: 'left out', because: 'every address is unsubscribed' }
  }
  const place = placeInDigest(placed, digest)
  if (!place) {
    return { subscriber: name, ...whyLeftOut(placed.answers, subscriber, watches, world.now()) }
  }
  if (place.what === 'held back') return { subscriber: name, ...place }
  const timing = await lookAtTiming(world, subscriber, watches)
  const when = timing.due ? `it is due: ${timing.because}` : timing.because
  const until = timing.due ? undefined : timing.until
  return {
    subscriber: name,
    what: 'waiting',
    because: `for the next digest, where ${place.because}; ${when}`,
    ...(until && { until }),
  }
}

async function neverRead(
  { store, now }: WhyWorld,
  { feeds }: Settings,
  asked: string,
  address: string | undefined,
): Promise<Why> {
  const nothing = { kind: 'never read', asked, keptDays: KEEP_ITEMS_DAYS } as const
  if (address === undefined) return { ...nothing, feeds: [] }
  const host = new URL(address).hostname.replace(/^www\./, '')
  const carried = new Map((await store.feedsOfHost(host)).map((one) => [one.feedId, one.items]))
  const healths = feedHealths(feeds, await store.feedMemories(), now())
  const nearby = healths.filter(({ id, url }) => carried.has(id) || isOf(host, url))
  return {
    ...nothing,
    address,
    host,
    feeds: nearby.map(({ id, name, url, health, because, lastReadAt, overflowedAt }): HostFeed => ({
      name,
      url,
      health,
      because,
      ...(lastReadAt && { lastReadAt }),
      ...(overflowedAt && { overflowedAt }),
      items: carried.get(id) ?? 0,
    })),
  }
}

/** Whether a feed stands at the host, or one a name below or above it: feeds.bbci.co.uk is none. */
function isOf(host: string, url: string): boolean {
  if (!URL.canParse(url)) return false
  const own = new URL(url).hostname.replace(/^www\./, '')
  return own === host || own.endsWith(`.${host}`) || host.endsWith(`.${own}`)
}

function ofFate({ digest, deliveries }: DigestOnRecord): DigestOfFate {
  return { id: digest.id, composedAt: digest.composedAt, deliveries }
}

function nameOf(id: string, list: readonly { readonly id: string; readonly name: string }[]) {
  return list.find((one) => one.id === id)?.name ?? id
}

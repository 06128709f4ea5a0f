import { hash32 } from '../../core/text/hash32.ts'
import type { Digest, FeedRecord, ToldStory } from '../../model.ts'
import type { HistoryStore, World } from '../../ports.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Environment } from '../environment.ts'
import { noStoreYet, serviceOrStore } from '../service-or-store.ts'
import { openWorld } from '../world.ts'
import { askPast } from './ask-past.ts'

/** What was read and sent before, wherever it can be read from. */
export interface Past extends Pick<HistoryStore, 'history'> {
  /** The latest digests that were really sent, since an instant. */
  sent(since: Date): Promise<readonly SentDigest[]>
  feedRecords(from: Date, to: Date): Promise<readonly FeedRecord[]>
  /** Where that is, in words. */
  readonly where: string
  close(): Promise<void>
}

export interface SentDigest {
  readonly id: string
  readonly subscriberId: string
  readonly composedAt: Date
  /** What it told, each by its kind, the item that led and a hash of its words: 'new 1a2b 97'. */
  readonly told: readonly string[]
}

/** Digests compared with what was really sent: more would be read whole, and say no more. */
const MOST_SENT = 1000

/** Open the past: see serviceOrStore. Throws Refusal with what to do when there is none. */
export function openPast(
  environment: Environment,
  configuration: Configuration,
  orElse = '',
): Promise<Past> {
  return serviceOrStore(environment, configuration, {
    ask: askPast,
    open: () => openStore(environment, configuration),
    withoutStore: noStoreYet(environment, 'nothing was read so far', orElse),
    notGiven: 'no history',
  })
}

async function openStore(environment: Environment, configuration: Configuration): Promise<Past> {
  const world = await openWorld({ environment, configuration })
  return { ...pastOf(world), where: world.parts.store, close: () => world.close() }
}

/** The same out of a store that is open: what the service answers with. */
export function pastOf({ store }: Pick<World, 'store'>): Omit<Past, 'where' | 'close'> {
  return {
    history: (range) => store.history(range),
    feedRecords: (from, to) => store.feedRecords(from, to),
    sent: async (since) => {
      const digests = await store.digests(MOST_SENT)
      return digests
        .map(({ digest }) => asSent(digest))
        .filter(({ composedAt }) => composedAt >= since)
    },
  }
}

export function asSent(digest: Digest): SentDigest {
  const { id, subscriberId, composedAt, stories, rising = [], corrections = [] } = digest
  const told = [
    ...stories.map((story) => `${story.kind} ${story.lead.itemId} ${hash32(wordsOf(story))}`),
    ...rising.map(({ title }) => `rising ${title}`),
    ...corrections.map(
      ({ headline, text }) => `corrected ${headline}${text ? ` ${text.now}` : ''}`,
    ),
  ]
  return { id, subscriberId, composedAt, told: told.toSorted() }
}

/** All that a reader is told of a story; counts of copies go on while a digest is composed. */
function wordsOf({ watch, headline, sentences, otherHeadlines, urgent, earlier = [] }: ToldStory) {
  return JSON.stringify([
    watch,
    headline,
    sentences.map(({ text }) => text),
    otherHeadlines.map((other) => other.headline),
    urgent === true,
    earlier.map((telling) => telling.headline),
  ])
}

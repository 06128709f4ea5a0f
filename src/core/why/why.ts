/**
 * What `why` answers: what became of an item, a digest or a story, as plain data for the command
 * and the page alike. Every part says its `because`.
 */
import type { Delivery, HeldBack, Item, ToldStory, Verdict } from '../../model.ts'
import type { FeedHealth } from '../feed/feed-health.ts'

export type Why =
  | { readonly kind: 'items'; readonly items: readonly WhyItem[] }
  | ({ readonly kind: 'digest' } & WhyDigest)
  | ({ readonly kind: 'story' } & WhyStory)
  /** It was read once; what it said is no longer kept. */
  | {
      readonly kind: 'forgotten'
      readonly address: string
      readonly seen: readonly { readonly feed: string; readonly at: Date }[]
      readonly keptDays: number
    }
  /** Nothing goes by this name or address. */
  | {
      readonly kind: 'never read'
      readonly asked: string
      /** As it would be on record; absent for what is no address. */
      readonly address?: string
      readonly host?: string
      /** The feeds that carry addresses of this host, and how they are. */
      readonly feeds: readonly HostFeed[]
      readonly keptDays: number
    }

export interface WhyItem {
  readonly item: Pick<Item, 'id' | 'feedId' | 'title' | 'url' | 'outlet' | 'published'>
  readonly readAt: Date
  readonly feed: string
  readonly baseline: boolean
  readonly watches: WatchesOfItem
  /** Absent where no watch asked for it. */
  readonly verdict?: Verdict
  readonly placedAt?: Date
  /** Why no digest may tell it, whoever it is for. */
  readonly heldBack?: string
  readonly fates: readonly Fate[]
}

export interface WatchesOfItem {
  readonly answered: readonly AnsweredWatch[]
  /** What all but answered: the clauses that failed, and by how little. */
  readonly nearly: readonly NearWatch[]
  /** These would answer it now and were not asked when it was read. */
  readonly answeringNow: readonly string[]
  /** How many others have nothing of what they ask for in it. */
  readonly others: number
}

export interface AnsweredWatch {
  readonly watch: string
  /** The words that answered, as they stand in the text. */
  readonly words: readonly string[]
  readonly muted?: true
}

export interface NearWatch {
  readonly watch: string
  readonly failed: readonly { readonly clause: string; readonly because: string }[]
}

/** What became of an item for one subscriber. */
export interface Fate {
  readonly subscriber: string
  readonly what: 'told' | 'counted' | 'held back' | 'left out' | 'waiting'
  readonly because: string
  readonly digest?: DigestOfFate
  /** For what waits: when it may come. */
  readonly until?: Date
}

export interface DigestOfFate {
  readonly id: string
  readonly composedAt: Date
  readonly deliveries: readonly Delivery[]
}

export interface WhyDigest extends DigestOfFate {
  readonly subscriber: string
  readonly from: Date
  readonly to: Date
  readonly stories: readonly Pick<
    ToldStory,
    'storyId' | 'kind' | 'headline' | 'watch' | 'because'
  >[]
  readonly heldBack: readonly HeldBack[]
}

export interface WhyStory {
  readonly id: string
  readonly title: string
  readonly firstAt: Date
  readonly lastAt: Date
  readonly tellings: readonly {
    readonly itemId: string
    readonly title: string
    readonly outlet: string
    readonly placedAt: Date
    readonly verdict: Verdict['kind']
    readonly heldBack?: string
  }[]
  readonly told: readonly (DigestOfFate & {
    readonly subscriber: string
    readonly headline: string
  })[]
  /** What became of its latest telling. */
  readonly latest: readonly Fate[]
}

export interface HostFeed extends Pick<FeedHealth, 'name' | 'url' | 'health' | 'because'> {
  readonly lastReadAt?: Date
  /** Since when some of its items may have come and gone unread. */
  readonly overflowedAt?: Date
  /** How many items of this host it gave, among the latest of all feeds. */
  readonly items: number
}

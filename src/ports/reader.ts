/**
 * What the reader's pages ask of the store: stories in portions, what stands in which digest, how
 * much came when, and the items a search may find. Whatever grows with the store comes in
 * portions, the newest first.
 */
import type {
  DigestOnRecord,
  Item,
  PlacedItem,
  Verdict,
  VerdictKind,
  WordsAsked,
} from '../model.ts'

export interface ReaderStore {
  /**
   * Stories by latest telling. A watch or state asks for stories with such items in the time; of
   * these a portion may have few or none and still say where to go on.
   */
  storyLines(asked: StoriesAsked): Promise<Portion<StoryLine>>
  /** Placements of one story in the order they came, after a sequence. */
  timeline(
    storyId: string,
    range: { readonly after?: number; readonly limit: number },
  ): Promise<readonly PlacedItem[]>
  /** How one story stands; undefined where there is none. */
  storyLine(storyId: string): Promise<StoryLine | undefined>
  /** Digests in whose time items of the story came, the latest first. */
  digestsAbout(storyId: string, limit: number): Promise<readonly DigestOnRecord[]>
  /** Items that answered each watch, by day in a zone, and mails that told of it. */
  coverage(from: Date, zone: string): Promise<readonly CoverageDay[]>
  /** Items placed since an instant, by verdict; feeds' starting points are not among them. */
  placedSince(from: Date): Promise<VerdictCounts>
  /** The archive, the latest first; of one subscriber or of all. */
  digestArchive(asked: {
    readonly subscriberId?: string
    /** The id of a digest, to go on behind it. */
    readonly before?: string
    readonly limit: number
  }): Promise<Portion<DigestOnRecord, string>>
  /** Ids of the subscriber's digests before and after one. */
  digestsBeside(id: string): Promise<{ readonly earlier?: string; readonly later?: string }>
  /**
   * Items a search may find, the latest read first. What is left out surely does not answer; what
   * is given need not. Of a watch, an outlet or a verdict that few have a portion may have few or
   * none and still say where to go on.
   */
  searchable(asked: SearchAsked): Promise<Portion<SearchHit>>
  /** File what was read for searching, as far as it has settled; answers how many items. */
  fileForSearch(now: Date): Promise<number>
}

/** Some of many, and where the rest begins; `next` is absent where there is no more. */
export interface Portion<T, At = Place> {
  readonly rows: readonly T[]
  readonly next?: At
}

/** A place in an order of instants; the number tells equals apart. */
export interface Place {
  readonly at: Date
  readonly number: number
}

export interface StoriesAsked {
  readonly watch?: string
  /** Opened, taken further, or told in contradiction in this time. */
  readonly state?: 'new' | 'update' | 'disputed'
  readonly from?: Date
  readonly before?: Place
  readonly limit: number
}

export type VerdictCounts = Readonly<Partial<Record<VerdictKind, number>>>

/** A story as a list shows it. */
export interface StoryLine {
  readonly id: string
  readonly title: string
  readonly firstAt: Date
  readonly lastAt: Date
  /** By verdict, seeds not among them. */
  readonly kinds: VerdictCounts
  readonly seeds: number
  /** Watches its items answer, those first that most do. */
  readonly watches: readonly string[]
  /** Each outlet with the origins of its tellings, in the order they first told it. */
  readonly tellers: readonly { readonly outlet: string; readonly sources: readonly string[] }[]
  readonly languages: readonly string[]
  readonly disputed: boolean
  /** The latest item that brought something new and was not held back. */
  readonly news?: {
    readonly kind: VerdictKind
    readonly at: Date
    readonly title: string
    readonly outlet: string
    readonly sentence?: string
  }
}

export interface CoverageDay {
  readonly watch: string
  /** '2025-07-12', in the zone asked for. */
  readonly day: string
  /** New stories and updates. */
  readonly news: number
  /** Copies, retellings and what was known or held back. */
  readonly rest: number
  readonly mails: number
}

export interface SearchAsked {
  /** Absent: any words. */
  readonly words?: WordsAsked
  readonly watch?: string
  /** A piece of the outlet's name, in whatever capitals. */
  readonly outlet?: string
  /** `none`: items that answered no watch. */
  readonly verdict?: VerdictKind | 'none'
  /** Read from, and before. */
  readonly from?: Date
  readonly to?: Date
  /** The number of an item, to go on behind it. */
  readonly before?: number
  readonly limit: number
}

export interface SearchHit {
  /** Its place in the order in which items came on record. */
  readonly number: number
  readonly item: Item
  readonly readAt: Date
  /** Absent where it answered no watch. */
  readonly placed?: {
    readonly watches: readonly string[]
    readonly verdict: Verdict
    readonly storyId: string
    readonly heldBack?: string
  }
}

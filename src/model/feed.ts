export interface Feed {
  /** Stable name in the store: changing it makes the feed a new one. Lower-case slug. */
  readonly id: string
  /** The outlet's name as readers know it, shown in digests. */
  readonly name: string
  readonly url: string
  /** BCP 47 tag assumed when neither feed nor item names its language. */
  readonly language?: string
  /** ISO 3166 code of the outlet's country, in capitals, where the reader names it. */
  readonly country?: string
  /** Wanted milliseconds between visits; the outlet's own wishes may lengthen it. */
  readonly every: number
  /** The reader named no pace for this feed: `every` is the default, the feed's rhythm decides. */
  readonly paceIsFree?: true
  /** It gives only teasers: the article's page of each fresh item is read. */
  readonly fullText?: true
  /** It asks a search for the words of a watch, and goes with either. */
  readonly madeBy?: MadeBySearch
}

export interface MadeBySearch {
  readonly search: string
  readonly watch: string
}

/** Everything remembered about visiting a feed; deciding the next visit needs nothing else. */
export interface FeedMemory {
  readonly feedId: string
  /** The address the validators belong to: on another address they are not sent. */
  readonly url: string
  /** Echoed byte for byte, each kept on its own. */
  readonly etag?: string
  readonly lastModified?: string
  /** When the validators were first taken; they are dropped after eight days. */
  readonly validatorsSince?: Date
  /** Hash of the last body read, so that an unchanged 200 is not parsed again. */
  readonly bodyHash?: string
  /** The first visit that was read: what stood in the feed then is never news. */
  readonly baselineAt?: Date
  readonly lastVisitAt?: Date
  readonly lastSuccessAt?: Date
  readonly failuresInARow: number
  /** How the last visit failed; absent where it did not, or was put on record by an older Wirewatch. */
  readonly failure?: Failure
  readonly nextVisitAt?: Date
  /** The address that last gave a body, after redirects: validators go there and nowhere else. */
  readonly answeredBy?: string
  /** Where permanent redirects alone led, since when, and at how many visits in a row. */
  readonly movedTo?: string
  readonly movedSince?: Date
  readonly movedVisits?: number
  /** Since when the move is believed: visits go straight there. */
  readonly movedAt?: Date
  /** Since when nothing but 404 and 410 is answered, and since when 410 alone. */
  readonly missingSince?: Date
  readonly goneSaidAt?: Date
  /** Since when the feed counts as gone and is visited once a week. */
  readonly goneSince?: Date
  /** Milliseconds between two of its items as a rule, and when the latest one came. */
  readonly usualGapMs?: number
  readonly latestItemAt?: Date
  /** The latest reading of which every item was new: some may have been missed before it. */
  readonly overflowedAt?: Date
  /** The feed's guids proved worthless: its items are known by their address, for good. */
  readonly keyedBy?: 'address'
  /** Of the last reading: address and headline -> guid, as short hashes, to find that out. */
  readonly lastIds?: Readonly<Record<string, string>>
  /** Of the last reading: keys and wordings as short hashes, one after the other. */
  readonly shown?: string
  /** The outlet asked by Retry-After to wait until then: it binds every feed of its host. */
  readonly askedToWaitUntil?: Date
  /** What the feed last said of visits, kept for the visits that bring no body. */
  readonly wishes?: VisitWishes
  /** The hub the feed names, which could tell of its news (WebSub). */
  readonly hub?: Hub
  /** Of the subscription there, as the store has it: never written with the memory. */
  readonly pushUntil?: Date
  readonly pushedAt?: Date
  readonly pushBecause?: string
  /** Why the next visit is then, in words for the page. */
  readonly because: string
}

export interface Hub {
  readonly url: string
  /** The feed's address as the hub knows it. */
  readonly topic: string
}

/** A hub asked to tell of a feed's news (WebSub, W3C 2018). */
export interface Subscription {
  readonly feedId: string
  readonly hub: Hub
  /** The end of the address the hub calls; nobody can guess it. */
  readonly path: string
  /** Signs what the hub sends. */
  readonly secret: string
  readonly state: 'asked' | 'verified' | 'denied' | 'failed'
  readonly askedAt: Date
  /** How often it was asked since it was last verified. */
  readonly attempts: number
  readonly leaseUntil?: Date
  readonly renewAt?: Date
  /** When the hub last told of news. */
  readonly pushedAt?: Date
  readonly because: string
}

/** What came back from one visit. Trouble is a value, so that no exit can forget to record it. */
export type Fetched =
  | {
      readonly kind: 'body'
      /** The address that answered, after redirects. */
      readonly url: string
      /** The same, where every redirect on the way was for good (301, 308). */
      readonly movedTo?: string
      readonly status: number
      /** Lower-case header names. */
      readonly headers: Readonly<Record<string, string>>
      /** Decompressed. */
      readonly bytes: Uint8Array
    }
  | {
      readonly kind: 'unchanged'
      readonly url: string
      readonly movedTo?: string
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly because: string
    }
  | {
      readonly kind: 'failed'
      readonly url: string
      readonly because: string
      /** What of the reason anybody acts on; absent where that is the status, or nothing. */
      readonly failureKind?: FailureKind
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
    }

/** How a visit failed, as far as anybody does something about it: words are for people alone. */
export type FailureKind =
  /** DNS does not know the name: it is written wrong, or gone, or our own network is. */
  | 'no such name'
  /** No connection, or no answer of DNS: as a rule our own network. */
  | 'not reached'
  /** The host is there and takes no connection. */
  | 'refused'
  | 'not trusted'
  /** It leads where polling.allow_hosts does not. */
  | 'not allowed'
  /** By a status that brings no feed. */
  | 'answered'
  /** A body came that is no feed. */
  | 'unreadable'
  | 'other'

export interface Failure {
  readonly kind: FailureKind
  readonly because: string
  readonly status?: number
}

/** When a feed wants to be left alone, in its own words. Hours are GMT. */
export interface VisitWishes {
  readonly ttlMinutes?: number
  readonly skipHours?: readonly number[]
  readonly skipDays?: readonly string[]
}

export interface FeedHeading {
  readonly title?: string
  /** The outlet's page, absolute. */
  readonly url?: string
  readonly language?: string
  readonly description?: string
  readonly updated?: Date
  /** Minutes the feed asks to be left alone (`ttl`, `sy:`). */
  readonly ttlMinutes?: number
  readonly skipHours?: readonly number[]
  readonly skipDays?: readonly string[]
  /** Where it says its news is told (WebSub), and its own address there. */
  readonly hub?: string
  readonly self?: string
}

/** One entry as it stood on the wire: names settled, nothing yet cleaned. HTML stays HTML. */
export interface ParsedEntry {
  readonly id?: string
  readonly title?: string
  readonly url?: string
  readonly published?: string
  readonly updated?: string
  readonly authors: readonly string[]
  readonly summary?: string
  readonly content?: string
  readonly categories: readonly string[]
  readonly language?: string
  readonly image?: string
  /** The outlet named inside the entry (RSS `source`, Google News). */
  readonly source?: string
  /** Base for relative addresses (xml:base, else the feed's own address). */
  readonly base?: string
}

export interface Parsed {
  readonly format?: 'rss' | 'atom' | 'rdf' | 'json' | 'sitemap'
  readonly feed: FeedHeading
  readonly entries: readonly ParsedEntry[]
  /** What was wrong, in words for the feed's page; empty when all was well. */
  readonly problems: readonly string[]
}

/** What a body proved to be, without its entries: nobody needs them who has the items. */
export interface Outline extends Omit<Parsed, 'entries'> {
  readonly entryCount: number
}

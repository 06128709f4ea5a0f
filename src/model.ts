/**
 * The words. One word per thing: in code, tables, commands, pages and docs.
 *
 * feed        an address we poll (RSS, Atom, RDF, JSON Feed, news sitemap)
 * poll        one visit to a feed, and what came of it
 * item        one entry of a feed, normalised
 * seen        an item key met before in this feed
 * watch       a named query a person wrote
 * match       an item, a watch, and the words that answered
 * corpus      everything already known: the seed documents and every matched item since
 * document    one member of the corpus
 * telling     what is kept of a text so that later texts can be set against it
 * story       one event and its developments, however many outlets tell it
 * verdict     what an item is against the corpus, with `because`
 * subscriber  who gets digests, when, by which channel
 * digest      what one subscriber is told at one time
 * message     a digest ready to post
 * delivery    the record that it was posted
 */

// ---- feed ---------------------------------------------------------------------------------

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
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
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

// ---- item ---------------------------------------------------------------------------------

export interface Item {
  /** Derived from feed and key: the same on every machine and every run. */
  readonly id: string
  readonly feedId: string
  /** What makes an item the same item within its feed. */
  readonly key: string
  readonly title: string
  /** Absolute, tracking removed; empty when the entry had none. */
  readonly url: string
  /** The outlet that tells it: the item's own source where named, else the feed's name. */
  readonly outlet: string
  readonly published?: Date
  readonly updated?: Date
  readonly authors: readonly string[]
  /** Plain text. */
  readonly summary: string
  /** Plain text, the longest the feed gave; may equal the summary. */
  readonly text: string
  readonly categories: readonly string[]
  readonly language?: string
  readonly image?: string
  /** Where the feed gives only teasers: whether the article was read for its text, and why not. */
  readonly fullText?: { readonly read: boolean; readonly because: string }
}

/** What came of reading the page behind a teaser. */
export interface Article {
  readonly itemId: string
  /** Plain text, a paragraph a line; absent where only the teaser is left. */
  readonly text?: string
  readonly because: string
}

/** An item the feed words otherwise than when it was last read. */
export interface Revision {
  /** As it stands in the feed now. */
  readonly item: Item
  /** It stands in a story already, in the wording it had then. */
  readonly placed: boolean
}

/**
 * How a feed worded an item from a visit on; summary and text where no watch had answered it, or
 * where they are others than it was placed with.
 */
export interface Wording {
  readonly at: Date
  readonly title: string
  readonly summary?: string
  readonly text?: string
}

/** An item as it stands on record. */
export interface PastItem {
  /** Its place in the order in which items came on record. */
  readonly number: number
  /** As a watch first answered it, or as its feed words it now. */
  readonly item: Item
  /** When its feed first gave it: the start of that visit. */
  readonly readAt: Date
  /** When that visit came on record, a moment later. */
  readonly recordedAt: Date
  /** The visit before that one which could be read. */
  readonly readBefore?: Date
  /** Every wording it had, the first one first, where its feed changed it. */
  readonly wordings?: readonly Wording[]
  /** It stood in the feed at the first visit and never was news. */
  readonly baseline: boolean
  /** It stands in a story. */
  readonly placed: boolean
}

/** A visit's body read to the end: its entries as they stood, and the items made of them. */
export interface Reading {
  readonly parsed: Parsed
  readonly items: readonly Item[]
}

// ---- watch --------------------------------------------------------------------------------

/** Where words are looked for. */
export type Field = 'title' | 'text' | 'lede' | 'author' | 'category' | 'source'

/** What is known of an item besides its words. */
export type Trait = 'url' | 'site' | 'feed' | 'lang' | 'country'

/** A parsed query. Built by parseQuery, read by the matcher and `explain`. */
export type Query =
  | { readonly kind: 'all'; readonly of: readonly Query[] }
  | { readonly kind: 'any'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | {
      readonly kind: 'phrase'
      /** As written, for showing. */
      readonly written: string
      /** As written between spaces; what is a word in them is the matcher's to say. */
      readonly words: readonly string[]
      /** Where to look; absent: title and text. */
      readonly field?: Field
      /** Letter for letter, capitals included, without other forms of the words: `=ROK`. */
      readonly exact?: true
      /** `*` in the words stands for any end of a word, `?` for any one character. */
      readonly wildcards?: true
    }
  | {
      readonly kind: 'near'
      /** Words that may stand between the two, at most. */
      readonly within: number
      /** The first of the two must come first. */
      readonly ordered: boolean
      /** Two: each a phrase, an `any` of phrases, or another `near`. */
      readonly of: readonly [Query, Query]
    }
  /** At least so many places; `of` as in `near`. */
  | { readonly kind: 'atLeast'; readonly times: number; readonly of: Query }
  | {
      readonly kind: 'expression'
      /** As written, slashes and flag included. */
      readonly written: string
      readonly pattern: string
      /** Small letters and capitals are one: `/…/i`. */
      readonly anyCase?: true
      readonly field?: Field | 'url'
    }
  | {
      readonly kind: 'trait'
      readonly trait: Trait
      readonly written: string
      readonly value: string
      /** For `country`: what the configuration says of feeds, by their ids. */
      readonly countries?: Readonly<Record<string, string>>
    }
  /** Told from an instant on, or before one. */
  | { readonly kind: 'told'; readonly written: string; readonly from?: Date; readonly to?: Date }
  /** Milliseconds between being told and being read: less than `under`, more than `over`. */
  | {
      readonly kind: 'age'
      readonly written: string
      readonly under?: number
      readonly over?: number
    }
  /** What a name of the configuration stands for: `@lavrov`. */
  | { readonly kind: 'named'; readonly written: string; readonly of: Query }

export interface Watch {
  readonly name: string
  readonly query: Query
  /** The query as the person wrote it. */
  readonly written: string
  /** Followed and put on record, and not told: for good, or until an instant. */
  readonly muted?: { readonly until?: Date }
  /** What answers it is told at once, in quiet hours too. */
  readonly urgent?: true
  /** How its stories stand among others; absent: normal. */
  readonly priority?: 'low' | 'high'
}

/** A place in an item's field that answered a clause; offsets in UTF-16 code units. */
export interface Span {
  readonly field: 'title' | 'text'
  readonly start: number
  readonly end: number
  /** The clause as written that this place answered. */
  readonly clause: string
}

export interface Match {
  readonly item: Item
  /** Every watch the item answers, with the places, in the order of the configuration. */
  readonly answers: readonly Answer[]
}

export interface Answer {
  readonly watch: string
  readonly spans: readonly Span[]
  /** The watch was muted when the item came: it is never told for it. */
  readonly muted?: true
}

/** Which of its words an item must have to answer; words by their keys (core/search). */
export type WordsAsked =
  | { readonly kind: 'all' | 'any'; readonly of: readonly WordsAsked[] }
  | { readonly kind: 'one of'; readonly keys: readonly number[] }

// ---- corpus and stories -------------------------------------------------------------------

export interface Fact {
  /** What makes two facts the same: '10,000 troops' and 'ten thousand soldiers' share one. */
  readonly key: string
  /** As it stood in the text. */
  readonly written: string
  /**
   * A deed is a turn of events (arrived, cancelled), a negation what is said not to be so, a
   * source an agency or outlet on whose word the text is told.
   */
  readonly kind: 'name' | 'number' | 'date' | 'quote' | 'deed' | 'negation' | 'source'
  readonly counted?: Counted
}

/** What a number counts, so that two outlets' numbers for one thing can be set beside each other. */
export interface Counted {
  readonly value: number
  /** A kind of thing, 'troops'; with a plus where it is so many more. */
  readonly thing: string
  /** "more than", "up to", "about", or the number itself. */
  readonly bound: 'least' | 'most' | 'about' | 'exact'
  /** Stems of the words told round it. */
  readonly context: readonly string[]
}

/** What is kept of a text so that later texts can be set against it. Plain, storable data. */
export interface Telling {
  /** Version of the recipe; tellings of another version are made anew, never compared. */
  readonly recipe: number
  /** Sorted distinct 32-bit hashes of the word runs of the main text. */
  readonly shingles: readonly number[]
  /** The few shingles by which near-copies are looked up. A subset chosen by value alone. */
  readonly probes: readonly number[]
  /** Distinct terms of headline and text with their counts. */
  readonly terms: Readonly<Record<string, number>>
  readonly facts: readonly Fact[]
}

/** One member of the corpus. */
export interface Document {
  readonly id: string
  readonly storyId: string
  readonly origin: 'seed' | 'item'
  readonly title: string
  readonly outlet: string
  readonly url: string
  readonly language?: string
  readonly published?: Date
  readonly telling: Telling
  /** Of a seed, what its telling is made of: by this a changed one is known. */
  readonly content?: string
  /** A person put it in its story: nothing but a person moves it. */
  readonly pinned?: true
  /**
   * For seeds with a fingerprint of an original whose text is not kept: its shingles.
   * A text contained in it is the original come back.
   */
  readonly original?: { readonly shingles: readonly number[]; readonly probes: readonly number[] }
}

export interface Story {
  readonly id: string
  /** Headline of the telling that opened it. */
  readonly title: string
  /** Time of the event as far as known: first and last telling's published time. */
  readonly firstAt: Date
  readonly lastAt: Date
  readonly documents: readonly Document[]
}

/** How far apart in time two tellings of one event may lie, in days. */
export const NEAR_WINDOW_DAYS = 14

/** A sentence with the facts it carries. */
export interface TellingSentence {
  readonly text: string
  readonly facts: readonly Fact[]
}

/** A telling taken apart. */
export interface TellingParts {
  readonly headline: TellingSentence
  readonly sentences: readonly TellingSentence[]
}

/** A match made ready for placing. */
export interface MatchedTelling {
  readonly match: Match
  readonly telling: Telling
  /** As shown: the headline without the outlet's name, the text without its dateline. */
  readonly parts: TellingParts
  /** When it was told: published, else when we first read it. */
  readonly at: Date
}

/** What the store hands out of the corpus for a batch of matches. */
export interface Neighbourhood {
  /** Stories that share a probe or weighty terms with the matches, whole, with documents. */
  readonly stories: readonly Story[]
  /** Documents in the corpus, and in how many of them each asked-for term stands. */
  readonly documentCount: number
  readonly documentFrequency: Readonly<Record<string, number>>
  /** Item -> story, where a person put an item of these in a story before it is placed anew. */
  readonly pins?: Readonly<Record<string, string>>
  /** Of what was told before, documents were forgotten: it may have been known once. */
  readonly forgottenBefore?: Date
}

export type VerdictKind = 'known' | 'copy' | 'retelling' | 'update' | 'new'

export interface NewSentence {
  readonly text: string
  /** The facts in it that no earlier telling of the story had. */
  readonly facts: readonly Fact[]
}

export interface Verdict {
  readonly kind: VerdictKind
  readonly storyId: string
  readonly storyTitle: string
  /** The document it is most like, if any. */
  readonly partner?: {
    readonly documentId: string
    readonly title: string
    readonly outlet: string
    readonly origin: 'seed' | 'item'
  }
  /** 0 to 1: how alike to the partner; what is compared depends on the kind and is in because. */
  readonly similarity: number
  /** For an update: what is new. For a new story: the sentences that tell it. Else empty. */
  readonly newSentences: readonly NewSentence[]
  /**
   * The agencies and outlets on whose word it is told, its own where it cites nobody. Absent in
   * verdicts given before origins were read.
   */
  readonly origins?: readonly string[]
  /** Where it counts one thing otherwise than an earlier telling of its story. */
  readonly contradictions?: readonly Contradiction[]
  readonly because: string
}

/** Two outlets that do not agree how many. */
export interface Contradiction {
  readonly thing: string
  /** The item's own first. */
  readonly sides: readonly { readonly written: string; readonly outlet: string }[]
}

/** How many outlets tell a story, which of them on their own word, and on whose word it is told. */
export interface StoryOrigins {
  readonly outlets: number
  readonly independent: readonly string[]
  readonly origins: readonly string[]
}

/** Documents that stand in another story from now on: seen late, or told by a person. */
export interface StoryMove {
  readonly from: string
  readonly to: string
  /** Headline of the story they now stand in, where it is opened by this. */
  readonly title: string
  /** Ids of the documents; absent: all of the story, which is no more. */
  readonly documents?: readonly string[]
  readonly because: string
}

/** A move as it stands on record. */
export interface RecordedMove {
  readonly at: Date
  /** `wirewatch`, or the person's name. */
  readonly madeBy: string
  readonly from: string
  readonly to: string
  readonly documents: readonly string[]
  readonly because: string
}

/** A match with its place in the corpus: what one poll adds to what is known. */
export interface Placement {
  readonly match: Match
  readonly verdict: Verdict
  readonly document: Document
  /** What this item showed of others: they are moved before it is placed. */
  readonly moves?: readonly StoryMove[]
  /**
   * Whether a digest may tell it. Not so for a feed's baseline and for old news come back;
   * `heldBack` says which.
   */
  readonly heldBack?: string
}

// ---- poll ---------------------------------------------------------------------------------

/** One poll: at once the return value, the log line, the row on the page and the test's witness. */
export interface PollReport {
  readonly feed: Feed
  readonly at: Date
  readonly outcome: 'news' | 'nothing new' | 'unchanged' | 'failed' | 'unreadable'
  /** Why, where the outcome needs a reason. */
  readonly because: string
  readonly problems: readonly string[]
  /** Items in the feed, and those not seen before. */
  readonly itemCount: number
  readonly fresh: readonly Item[]
  /** Items seen before that are worded otherwise now. */
  readonly revised: readonly Revision[]
  readonly placements: readonly Placement[]
  /** True when the poll's items are the feed's starting point and none of them is news. */
  readonly baseline: boolean
  /** True when the feed shares no item with the last poll: some may have come and gone between. */
  readonly overflowed: boolean
  /** What is remembered for the next visit: validators, failures, when and why. */
  readonly memory: FeedMemory
}

// ---- digest -------------------------------------------------------------------------------

export interface Subscriber {
  readonly id: string
  readonly name: string
  /** Mail addresses. */
  readonly to: readonly string[]
  /** Names of the watches told; absent: all. */
  readonly watches?: readonly string[]
  readonly schedule: Schedule
  /** IANA zone in which times are read and written. */
  readonly zone: string
  /** Send even when nothing is new. */
  readonly evenWhenNothingIsNew: boolean
  /** When digests wait, but for urgent watches. */
  readonly quiet?: readonly QuietHours[]
  /** Told out of turn when outlets on one story rise far above the usual. */
  readonly paceAlarm?: true
  readonly channels?: readonly Channel[]
}

/** A way to a subscriber beside mail. `id` tells it from the subscriber's others. */
export type Channel = { readonly id: string } & (
  | { readonly kind: 'webhook'; readonly url: string; readonly secret?: string | undefined }
  | { readonly kind: 'slack' | 'teams' | 'discord'; readonly url: string }
  | {
      readonly kind: 'telegram'
      readonly server: string
      readonly token: string
      readonly chat: string
    }
  | {
      readonly kind: 'matrix'
      readonly server: string
      readonly token: string
      readonly room: string
    }
  | { readonly kind: 'ntfy'; readonly url: string; readonly token?: string | undefined }
)

/** One of those a digest goes to, each with a delivery of its own. */
export type Addressee = { readonly key: string } & (
  { readonly address: string } | { readonly channel: Channel }
)

/** Cron patterns in the subscriber's zone; config turns `every: 1h`, `daily: "07:30"` into them. */
export interface Schedule {
  readonly crons: readonly string[]
  /** As written in the configuration, for showing. */
  readonly written: string
  /** Local days without a digest: '2025-12-25'. */
  readonly except?: readonly string[]
  /** Told at once, when news has gathered for so many milliseconds. */
  readonly gatherMs?: number
}

export type Weekday = 'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat'

/** From a time of day to the next time it is `to`; both in the subscriber's zone: '22:00'. */
export interface QuietHours {
  readonly from: string
  readonly to: string
  /** The days on which they begin; absent: every day. */
  readonly days?: readonly Weekday[] | undefined
}

/** A recorded placement as the digest sees it. `sequence` grows in the order of commits. */
export interface PlacedItem {
  readonly sequence: number
  readonly placedAt: Date
  readonly item: Item
  readonly answers: readonly Answer[]
  readonly verdict: Verdict
  readonly heldBack?: string
  /** Every headline it had, first to last, where the outlet changed it. */
  readonly headlines?: readonly string[]
}

/** What one feed did in the digest's time: the proof of silence is made of these. */
export interface FeedRecord {
  readonly feedId: string
  readonly name: string
  readonly polls: number
  readonly failedPolls: number
  /** Items read for the first time. */
  readonly freshItems: number
  readonly lastSuccessAt?: Date
  /** The last failure's words, when the latest poll failed. */
  readonly trouble?: string
  /** The feed counts as gone and is visited once a week. */
  readonly goneSince?: Date
  /** The latest poll of which every item was new: some may have been missed before it. */
  readonly overflowedAt?: Date
  /** Milliseconds between two of its items as a rule, and when the latest one came. */
  readonly usualGapMs?: number
  readonly latestItemAt?: Date
}

/** An item on record with all that was decided of it. */
export interface FoundItem {
  readonly item: Item
  /** When its feed first gave it, and the feed's name then. */
  readonly readAt: Date
  readonly feedName?: string
  /** It stood in the feed at the first visit and never was news. */
  readonly baseline: boolean
  /** Absent where no watch asked for it. */
  readonly placed?: PlacedItem
}

export interface ToldStory {
  readonly storyId: string
  readonly kind: 'new' | 'update'
  /** The watch it answers best, under which it stands. */
  readonly watch: string
  readonly headline: string
  readonly lead: {
    readonly outlet: string
    readonly url: string
    readonly title: string
    readonly published?: Date
    readonly itemId: string
  }
  /** For an update: the story's own title. */
  readonly storyTitle: string
  /** The sentences told, with the outlet each was read in. */
  readonly sentences: readonly {
    readonly text: string
    readonly outlet: string
    readonly url: string
    readonly facts: readonly string[]
  }[]
  /** Headlines of the other items that brought something new, each with its outlet. */
  readonly otherHeadlines: readonly { readonly headline: string; readonly outlet: string }[]
  /** Other outlets telling the same, copies and retellings alike, without the lead's. */
  readonly alsoIn: readonly string[]
  readonly origins?: StoryOrigins
  readonly contradictions?: readonly Contradiction[]
  readonly copies: number
  readonly retellings: number
  readonly updates: number
  /** Words of the watch that answered, as they stood in the text. */
  readonly answered: readonly string[]
  /** The clauses of that watch they answered, as written. */
  readonly clauses?: readonly string[]
  readonly because: string
  /** Every item of it in the digest's time, told or counted. */
  readonly itemIds?: readonly string[]
  /** It answers an urgent watch. */
  readonly urgent?: true
  /** Where it stands among the others, and what that is made of. */
  readonly score?: Score
  /** When this subscriber was told of it before, first to last. */
  readonly earlier?: readonly EarlierTelling[]
}

/** Points by which stories are ordered: their sum, and each with what it is given for. */
export interface Score {
  readonly points: number
  readonly parts: readonly { readonly label: string; readonly points: number }[]
}

/** A story as one subscriber was told of it before. */
export interface EarlierTelling {
  readonly storyId: string
  readonly digestId: string
  readonly messageId: string
  readonly at: Date
  readonly headline: string
  /** The item that led; absent where only its rise was told. */
  readonly itemId?: string
  /** It was told as rising. */
  readonly rising?: true
  /** Title of the story it was told under, where it stands in another since. */
  readonly under?: string
}

/** Outlets that told one story within `PACE_HOURS`, that many stretches of time ago. */
export interface Pace {
  readonly storyId: string
  readonly title: string
  readonly outlets: number
  readonly stretchesAgo: number
}

/** The stretch of time in which a story's outlets are counted, in hours. */
export const PACE_HOURS = 2

/** A story told by far more outlets at once than stories usually are. */
export interface Rising {
  readonly storyId: string
  readonly title: string
  readonly outlets: number
  /** Outlets in such a stretch of time that only one in twenty goes beyond. */
  readonly usual: number
}

/** An article told before whose outlet words it otherwise now. */
export interface Correction {
  readonly told: EarlierTelling
  readonly outlet: string
  readonly url: string
  readonly headline: string
  readonly because: string
  /** When the change was met; absent in digests of before it was kept. */
  readonly at?: Date
  /** The article is gone from its address. */
  readonly vanished?: true
  /** The sentence of its summary that changed, and the summary it stands in now. */
  readonly text?: { readonly was?: string; readonly now: string; readonly summary: string }
}

/** What a subscriber asked for by the links in the digests, and has not taken back. */
export interface Wishes {
  readonly mutedStories: readonly string[]
  /** Watch -> new facts an update must bring to be told; one where none is named. */
  readonly factsWanted: Readonly<Record<string, number>>
}

/** An item that was not told, and why. */
export interface HeldBack {
  readonly itemId: string
  readonly title: string
  readonly outlet: string
  readonly url: string
  readonly watch: string
  readonly verdict: VerdictKind
  readonly because: string
}

export interface Digest {
  /** Derived from subscriber and slot: a second composing gives the same digest. */
  readonly id: string
  readonly messageId: string
  readonly subscriberId: string
  readonly composedAt: Date
  /** Placements told: sequence after `after`, up to and with `upTo`. */
  readonly covers: {
    readonly after: number
    readonly upTo: number
    readonly from: Date
    readonly to: Date
  }
  readonly stories: readonly ToldStory[]
  readonly heldBack: readonly HeldBack[]
  readonly feeds: readonly FeedRecord[]
  /** Per watch: how many items answered it, told or not. */
  readonly watches: readonly {
    readonly name: string
    readonly answered: number
    readonly told: number
  }[]
  /** Who it goes to, as `addresseesOf` names them; fixed at composing. */
  readonly addressees?: readonly string[]
  readonly rising?: readonly Rising[]
  readonly corrections?: readonly Correction[]
  /** Sent to try the way: its subject says so, and it is kept nowhere. */
  readonly test?: true
  /** The subscriber's wishes it was composed by, where there are any. */
  readonly wishes?: Wishes
}

export interface Message {
  readonly messageId: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly date: Date
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly html: string
  /** Which of a subscriber's several addresses it is for; a file's name needs to tell them apart. */
  readonly copyFor?: string
}

/** What stands on every message: the sender and, where it can be reached, the page. */
export interface Letterhead {
  /** An address with or without a name: 'Wirewatch <news@example.org>'. */
  readonly from: string
  readonly page?: {
    /** Without a slash at the end: 'https://news.example.org'. */
    readonly url: string
    /** What action links are signed with. */
    readonly key: string
  }
}

/** A digest made ready for a way beside mail: one HTTP request. */
export interface Notice {
  readonly method: 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came of posting a digest to one addressee so far. */
export interface Delivery {
  readonly digestId: string
  /** As `addresseesOf` names it. */
  readonly addressee: string
  /** Of the latest try. */
  readonly at: Date
  /**
   * Accepted and refused are final: a refusal for good (SMTP 5xx) would be one tomorrow too.
   * Trouble is tried again.
   */
  readonly outcome: 'accepted' | 'refused' | 'trouble'
  /** What the other side answered. */
  readonly receipt: string
  readonly attempts: number
  /** After trouble: when to try again. */
  readonly nextTryAt?: Date
}

/** A digest with what came of posting it. */
export interface DigestOnRecord {
  readonly digest: Digest
  readonly deliveries: readonly Delivery[]
}

/** Something a subscriber asked for by a signed link. */
export interface SubscriberAction {
  readonly subscriberId: string
  readonly at: Date
  readonly kind: ActionKind
  /** The addressee of an `unsubscribe`, else the story. */
  readonly subject: string
  /** What the page says it was about: a headline, an address; and the story's watch. */
  readonly detail: { readonly words: string; readonly watch?: string }
}

export type ActionKind = 'unsubscribe' | 'mute' | 'not-new' | 'more'

/** An action as it stands on record. */
export interface RecordedAction extends SubscriberAction {
  readonly number: number
  readonly undoneAt?: Date
}

/** The newest telling of an item to one subscriber, and how its outlet words it now. */
export interface Rewording {
  readonly told: EarlierTelling
  readonly outlet: string
  readonly url: string
  readonly headline: string
  /** The feed's summary as it was told, and as it is now; absent where it is the same. */
  readonly summary?: { readonly told: string; readonly now: string }
  /** When the change was met. */
  readonly at: Date
}

/** The newest telling of an item to one subscriber that is gone from its address. */
export interface Vanishing extends Rewording {
  /** 404 or 410. */
  readonly status: number
}

/** What looking at an article's address brought so far. */
export interface ArticleLook {
  readonly itemId: string
  readonly looks: number
  /** Absent: it is looked at no more. */
  readonly nextAt?: Date
  /** When it was last met at its address. */
  readonly stoodAt?: Date
  /** Since when it was met no more, and when that was believed. */
  readonly missingSince?: Date
  readonly vanishedAt?: Date
  /** What was answered last; absent where nothing was. */
  readonly status?: number
}

/** What was between a subscriber and some stories before. */
export interface DigestPast {
  /** Items that reached the subscriber by the ledger, with the digest they came in. */
  readonly toldItems?: ReadonlyMap<string, string>
  /** Earlier tellings of the stories, first to last. */
  readonly tellings?: readonly EarlierTelling[]
  readonly paces?: readonly Pace[]
  readonly rewordings?: readonly Rewording[]
  readonly vanishings?: readonly Vanishing[]
  readonly actions?: readonly RecordedAction[]
}

/** Something wrong with the service, for its operator. */
export interface Alarm {
  /** What it is about: stays the same while it lasts. */
  readonly about: string
  readonly found: string
  readonly since: Date
  /** When the operator was told. */
  readonly saidAt?: Date
}

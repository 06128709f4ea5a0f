/** What we ask of the store, by who asks; what the reader's pages ask has a page of its own. */
import type {
  Alarm,
  ArticleLook,
  Delivery,
  Digest,
  DigestOnRecord,
  DigestPast,
  Document,
  FeedMemory,
  FeedRecord,
  FoundItem,
  Item,
  Missed,
  Neighbourhood,
  PastItem,
  PlacedItem,
  Placement,
  PollReport,
  RecordedAction,
  RecordedMove,
  Revision,
  Story,
  StoryMove,
  SubscriberAction,
  Subscription,
  Telling,
} from '../model.ts'
import type { ReaderStore } from './reader.ts'

/**
 * The store. Asked about nothing, it answers nothing without a query: quiet polls stay cheap
 * without an `if` in the pipeline.
 */
export interface Store
  extends
    PollStore,
    LineStore,
    ActionStore,
    ArticleStore,
    CorpusStore,
    FeedCareStore,
    AlarmStore,
    ExportStore,
    HistoryStore,
    HostStore,
    LookUpStore,
    ReaderStore,
    SubscriptionStore {
  close(): Promise<void>
}

export interface LineStore
  extends Pick<PollStore, 'feedMemory' | 'unseen'>, DigestStore, Pick<ActionStore, 'actions'> {
  /**
   * Run `work` in one transaction: all it records stands, or none of it. Polls may run side by
   * side; `near` takes the placement lock, held to the end of the transaction, because two polls
   * may carry the same event.
   */
  transaction<T>(work: (store: PollStore) => Promise<T>): Promise<T>
  /**
   * Have this done in a transaction with what others ask of the same `work` meanwhile, each given
   * its own answer; what is asked of one subject never goes together. Where several fail each is
   * tried alone, so that nobody fails for another.
   */
  together<Ask extends Bundle, Answer>(
    ask: Ask,
    work: (store: PollStore, asks: readonly Ask[]) => Promise<readonly Answer[]>,
  ): Promise<Answer>
  /** What stood in a feed at its last visit that could be read; nothing of one never read. */
  lastStood(feedId: string): Promise<Pick<FeedMemory, 'shown' | 'lastIds'>>
}

/** What goes on record with others: of which feed, and how many items. */
export interface Bundle {
  readonly subject: string
  readonly size: number
}

export interface PollStore {
  feedMemory(feedId: string): Promise<FeedMemory | undefined>
  /** Those items whose keys this feed never gave before, in the order given, doubles dropped. */
  unseen(feedId: string, items: readonly Item[]): Promise<readonly Item[]>
  /**
   * Those of the items that are on record and worded otherwise now: another headline or another
   * summary.
   */
  revised(items: readonly Item[]): Promise<readonly Revision[]>
  /**
   * Stories near these tellings: any that shares a probe with one of them, whatever its age
   * (also by a seed's original), and the nearest by shared weighty terms among stories told
   * within `NEAR_WINDOW_DAYS` of the telling's time; and the story a person put its item in.
   * Takes the placement lock first.
   */
  near(
    tellings: readonly { telling: Telling; at: Date; match?: { item: { id: string } } }[],
  ): Promise<Neighbourhood>
  /** Put the fresh items of polls on record, and their keys as seen. Idempotent per item. */
  recordItems(polls: readonly Pick<PollReport, 'feed' | 'at' | 'fresh'>[]): Promise<void>
  /**
   * Put polls on record whose fresh items are: new wordings, matches and placements, documents and
   * stories, the feeds' memories and the visits themselves. Idempotent per item: one that stands in
   * a story is left as it is, and a new headline is put beside it. `now` is when: a visit itself
   * began at `report.at`.
   */
  recordPolls(reports: readonly PollReport[], now?: Date): Promise<void>
  /** Put items on record in stories that no poll placed: what a new watch finds in the past. */
  recordPlacements(placements: readonly Placement[], at: Date): Promise<void>
}

export interface DigestStore {
  /** Where the subscriber's last digest ended; undefined before the first. */
  lastDigest(
    subscriberId: string,
  ): Promise<{ readonly upTo: number; readonly composedAt: Date } | undefined>
  /** Placements recorded after this sequence, in order. */
  placementsAfter(sequence: number): Promise<readonly PlacedItem[]>
  /** Placements recorded at this time or later, in the order of their sequence. */
  placementsSince(at: Date): Promise<readonly PlacedItem[]>
  /** What each feed did between two instants (from exclusive, to inclusive). */
  feedRecords(from: Date, to: Date): Promise<readonly FeedRecord[]>
  /**
   * What this subscriber was told of these stories and of those rising now, what reads otherwise
   * since or is gone, and what was asked for by links. Paces only while some story could rise.
   */
  digestPast(subscriberId: string, storyIds: readonly string[], now: Date): Promise<DigestPast>
  /** Write a digest down before it is posted. A digest with this id already there stays as it is. */
  recordDigest(digest: Digest): Promise<void>
  /** Digests not settled with every addressee, oldest first. */
  undelivered(subscriberId: string): Promise<readonly DigestOnRecord[]>
  /**
   * Of what this addressee refused before this digest, since it last accepted one before it, the
   * latest few, oldest first.
   */
  missed(digest: Digest, addressee: string): Promise<readonly Missed[]>
  /** What came of the latest try. A delivery that is accepted, or refused without a next try, stays as it is. */
  recordDelivery(delivery: Delivery): Promise<void>
  /**
   * When the subscriber's digest was last looked into, told or not: a slot in which there was
   * nothing to tell has passed all the same.
   */
  lookedAt(subscriberId: string): Promise<Date | undefined>
  recordLook(subscriberId: string, at: Date): Promise<void>
  /** Latest first. */
  digests(limit: number): Promise<readonly DigestOnRecord[]>
  digest(id: string): Promise<DigestOnRecord | undefined>
  /**
   * News of a watch, told to anybody or not, latest first: what its feed on the page carries;
   * of a watch with few, those among the latest 50,000 placements.
   */
  newsOf(watch: string, limit: number): Promise<readonly PlacedItem[]>
}

/** What subscribers without accounts ask for. */
export interface ActionStore {
  /** The key links are signed with: made once, of chance, and kept. */
  linkKey(): Promise<string>
  /** Put an action on record, unless the same stands and was not undone; its number either way. */
  recordAction(action: SubscriberAction): Promise<number>
  undoAction(number: number, subscriberId: string, at: Date): Promise<void>
  /** First to last, those undone too. */
  actions(subscriberId: string): Promise<readonly RecordedAction[]>
}

/** Whether articles that were told still stand at their addresses. */
export interface ArticleStore {
  /** Those due for a look: told in the last days and never looked at, or to be looked at again. */
  articlesToLookAt(now: Date, limit: number): Promise<readonly ToldArticle[]>
  recordArticleLook(look: ArticleLook): Promise<void>
}

export interface ToldArticle {
  readonly itemId: string
  readonly url: string
  readonly feedId: string
  /** Absent before the first. */
  readonly look?: ArticleLook
}

export interface CorpusStore {
  /**
   * Make the seeds in the corpus exactly these: add what is missing, replace what changed (told
   * by `id` and content), remove what is gone. Items already placed stay placed.
   */
  keepSeeds(stories: readonly Story[]): Promise<{ added: number; removed: number }>
  /** Stories by latest development, with their documents. */
  stories(limit: number): Promise<readonly Story[]>
  story(id: string): Promise<Story | undefined>
  /**
   * Put right which documents belong to which story, on record with who said so. A story that
   * loses all its documents is no more. What a person moved stays: the documents that stand in
   * both stories afterwards are pinned there, and no later placement takes them elsewhere.
   */
  recordMoves(moves: readonly StoryMove[], madeBy: string, at: Date): Promise<void>
  /** What was put right in a story, first to last. */
  movesOf(storyId: string): Promise<readonly RecordedMove[]>
  /** All placements of one story in order, for its page. */
  placementsOf(storyId: string): Promise<readonly PlacedItem[]>
  /**
   * Forget items first read before an instant, with their placements, and the visits before it but
   * for the latest to each feed, answering how many items. What was seen, the documents of the
   * corpus and the stories stay.
   */
  forgetItems(before: Date): Promise<number>
  /** Documents of the corpus in the order they came in, after one's number. */
  documents(range: {
    readonly after?: number
    readonly limit: number
  }): Promise<readonly KeptDocument[]>
  /** Add documents with their stories; those there already stay. Answers how many were added. */
  addDocuments(stories: readonly Story[]): Promise<number>
  /** Take documents out by id, answering how many there were; placements stay on record. */
  removeDocuments(ids: readonly string[]): Promise<number>
  /**
   * Bound the corpus: documents told before `fadeBefore` keep their fingerprint alone, of more
   * than `most` the ones told first are forgotten. Seeds stay, and so does what was seen.
   */
  retain(bounds: {
    readonly fadeBefore: Date
    readonly most: number
  }): Promise<{ readonly faded: number; readonly removed: number }>
  /** Make verdicts anew in one transaction, while polls wait: all of them stand, or the old ones. */
  rebuild<T>(work: (store: RebuildStore) => Promise<T>): Promise<T>
  /** Every feed's memory, but for what stood in it at the last visit (`shown`, `lastIds`). */
  feedMemories(): Promise<readonly FeedMemory[]>
  /**
   * What decides whether a visit is due: the feed's memory, what stood in it left out, and those of the feeds whose outlet
   * asked by Retry-After to be left alone beyond `now`.
   */
  beforeVisit(
    feedId: string,
    now: Date,
  ): Promise<{
    readonly memory?: FeedMemory
    readonly waiting: readonly FeedMemory[]
  }>
  counts(): Promise<{
    readonly items: number
    readonly documents: number
    readonly stories: number
    readonly digests: number
  }>
}

export interface KeptDocument {
  readonly number: number
  readonly document: Document
  readonly toldAt: Date
  readonly storyTitle: string
}

export interface RebuildStore extends Pick<PollStore, 'near'> {
  /** Take the documents of all items on record out of the corpus; answers how many. */
  takeOut(): Promise<number>
  /** Items with their verdicts in the order they were read, after one of them. */
  placedItems(range: {
    readonly after?: PlacedItem & { readonly readAt: Date }
    readonly limit: number
  }): Promise<readonly (PlacedItem & { readonly readAt: Date })[]>
  /** Put verdicts made anew in place of the old ones; what was told by then counts as told. */
  replace(placements: readonly Placement[], readAt: Date): Promise<void>
}

/** What was read before, for watches written later and for backtests. */
export interface HistoryStore {
  /** Items in the order they came on record: after `after`, read since `from`, up to and with `to`. */
  history(range: {
    readonly from?: Date
    readonly after?: Pick<PastItem, 'number'>
    readonly to: Date
    readonly limit: number
  }): Promise<readonly PastItem[]>
  /** Watch -> hash of its query, for the watches that were set against the past. */
  lookedBack(): Promise<Readonly<Record<string, string>>>
  recordLookBack(watch: string, queryHash: string, at: Date): Promise<void>
  /** Forget that these looks were taken: a watch that went and comes back has a past again. */
  forgetLookBacks(watches: readonly string[]): Promise<void>
}

/** What is on record of one thing a person asks about. */
export interface LookUpStore {
  /** Items by their id, or given by a feed under one of these canonical addresses; first read first. */
  findItems(named: {
    readonly id: string
    readonly addresses: readonly string[]
  }): Promise<readonly FoundItem[]>
  /** The feeds that ever gave one of these addresses, and when first; the items may be forgotten. */
  seenAddresses(
    addresses: readonly string[],
  ): Promise<readonly { readonly feedId: string; readonly at: Date }[]>
  /** Digests whose time takes in the placement of this sequence, oldest first. */
  digestsOver(sequence: number): Promise<readonly DigestOnRecord[]>
  /** Digests that told of a story, oldest first. */
  digestsOfStory(storyId: string): Promise<readonly DigestOnRecord[]>
  /** What came of the latest try to each addressee of digests composed since an instant. */
  latestDeliveries(
    since: Date,
  ): Promise<readonly (Delivery & { readonly subscriberId: string; readonly composedAt: Date })[]>
  /** The feeds that gave items with addresses at this host, among the latest 50,000 items. */
  feedsOfHost(
    host: string,
  ): Promise<readonly { readonly feedId: string; readonly items: number; readonly last: Date }[]>
}

/** For the person who looks after the feeds. */
export interface FeedCareStore {
  /**
   * What each feed brought and how often it failed, by UTC day; a first reading brings nothing.
   * Days with neither are left out.
   */
  feedDays(from: Date): Promise<readonly FeedDay[]>
  /** Have a feed's next visit due at an instant; one never visited has nothing to put forward. */
  hastenVisit(feedId: string, at: Date, because: string): Promise<void>
}

export interface FeedDay {
  readonly feedId: string
  /** 2026-12-24, in UTC. */
  readonly day: string
  readonly fresh: number
  readonly failed: number
}

/** What an operator is told of the service itself. */
export interface AlarmStore {
  /**
   * Note what is wrong now. Answers what has been so for `holdMs` and was not said yet, and what was
   * said and is mended: each is answered to one asker, once.
   */
  noteAlarms(
    standing: readonly Pick<Alarm, 'about' | 'found'>[],
    at: Date,
    holdMs: number,
  ): Promise<AlarmNews>
  /** It could not be said: answer it again the next time. */
  takeBackAlarms(news: AlarmNews): Promise<void>
}

export interface AlarmNews {
  readonly begun: readonly Alarm[]
  readonly ended: readonly Alarm[]
}

/** What is on record as flat rows, for other programs. */
export interface ExportStore {
  /**
   * A page of rows, in the order they came on record: since an instant, after the page whose
   * `next` is given. Without `next` in the answer there is no other page.
   */
  exportRows(
    kind: 'items' | 'stories' | 'digests',
    range: {
      readonly since?: Date
      readonly after?: string
      readonly limit: number
      /** Only what answered this watch. */
      readonly watch?: string
    },
  ): Promise<{
    readonly rows: readonly Readonly<Record<string, string | number | null>>[]
    readonly next?: string
  }>
}

/** Who may visit a host, among all workers on this store. */
export interface HostStore {
  /**
   * Take a host for one visit. Where another visit holds it, or one started too short a time ago,
   * nothing is taken and `freeAt` says when it is free at the latest; else `leftAt` says when the
   * lease before it ended, if there was one. Its own holder may take it again for the next request
   * of the same visit.
   */
  takeHost(lease: HostLease): Promise<HostTaken>
  /**
   * The holder's lease ends at `until`: now, where the visit is over, later where it goes on. The
   * next start moves later, never sooner: a page read within the visit may have moved it.
   * What is another holder's by now stays theirs.
   */
  holdHost(lease: Omit<HostLease, 'at'>): Promise<void>
}

/** Subscriptions at hubs; one a feed. */
export interface SubscriptionStore {
  subscriptions(): Promise<readonly Subscription[]>
  subscriptionAt(path: string): Promise<Subscription | undefined>
  /** Take the place of the one the feed had. */
  recordSubscription(subscription: Subscription): Promise<void>
  /** The hub did not take it up; one that was verified meanwhile stays so. */
  recordHubTrouble(path: string, because: string): Promise<void>
  recordPush(path: string, at: Date): Promise<void>
}

export interface HostTaken {
  readonly freeAt?: Date
  readonly leftAt?: Date
}

export interface HostLease {
  /** Or whatever else one worker at a time may have in hand. */
  readonly host: string
  /** Tells this visit from every other one. */
  readonly holder: string
  readonly at: Date
  /** When the lease ends should the holder die. */
  readonly until: Date
  /** The earliest start of another visit. */
  readonly nextStartAt: Date
}

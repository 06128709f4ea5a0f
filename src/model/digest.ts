import type { Item } from './item.ts'
import type { Contradiction, StoryOrigins, Verdict, VerdictKind } from './story.ts'
import type { Answer } from './watch.ts'

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
   * Accepted is final. Refused (SMTP 5xx) is named in the next digest that arrives, and final
   * where no next try is given. Trouble is tried again, and holds up what is newer.
   */
  readonly outcome: 'accepted' | 'refused' | 'trouble'
  /** What the other side answered. */
  readonly receipt: string
  readonly attempts: number
  /** After trouble or a refusal: when to try again. */
  readonly nextTryAt?: Date
}

/** A digest with what came of posting it. */
export interface DigestOnRecord {
  readonly digest: Digest
  readonly deliveries: readonly Delivery[]
}

/** A digest that one addressee refused for good, and in what words. */
export interface Missed {
  readonly digest: Digest
  readonly receipt: string
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

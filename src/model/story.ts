import type { Match } from './watch.ts'

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
  /** The same of words that several documents of one of the stories share, if any do. */
  readonly sharedFrequency?: Readonly<Record<string, number>>
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

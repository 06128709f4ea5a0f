import type { Item } from './item.ts'

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

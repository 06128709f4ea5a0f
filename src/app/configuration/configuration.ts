import type { Vocabulary } from '../../core/watch/vocabulary.ts'
import type { Feed, Subscriber, Watch } from '../../model.ts'

export interface Broken {
  /** The watch's name; absent for a saved query, an alias or a bloc. */
  readonly watch?: string
  /** What is wrong, with place, line and caret. */
  readonly described: string
}

/** wirewatch.yaml, checked and settled: what the service runs by. */
export interface Configuration {
  readonly watches: readonly Watch[]
  /** What @names in queries stand for. */
  readonly vocabulary: Vocabulary
  readonly subscribers: readonly Subscriber[]
  readonly feeds: readonly Feed[]
  readonly polling: {
    readonly concurrency: number
    /** Milliseconds between the starts of two visits to one host. */
    readonly hostSpacing: number
    readonly contact?: string
    readonly allowHosts: readonly string[]
    /** Articles that were told are looked at again, to tell of those that vanished. */
    readonly checkTold: boolean
  }
  /** What of the corpus is kept: milliseconds until an item fades, and documents in all. */
  readonly corpus: { readonly remember: number; readonly mostDocuments: number }
  /** Who learns of trouble with the service, and milliseconds between two looks at it; absent: nobody. */
  readonly operator?: {
    readonly ping?: string
    readonly notify: readonly string[]
    readonly every: number
  }
  readonly mail: {
    readonly from: string
    readonly perMinute?: number
    readonly requireTls?: true
    readonly dkim?: { readonly domain: string; readonly selector: string; readonly keyFile: string }
  }
  /** What is allowed and probably not meant: a watch that answers nearly everything. */
  readonly warnings: readonly string[]
  /** What might be added: other spellings of what a watch asks for. */
  readonly hints: readonly string[]
  /** Watches and names that are wrong and left out; the rest stands without them. */
  readonly broken: readonly Broken[]
  readonly web: {
    readonly host: string
    readonly port: number
    /** Where subscribers reach the page, without a slash at the end. */
    readonly publicUrl?: string
    /** Passwords and tokens that let into the page. */
    readonly secrets?: readonly string[]
  }
}

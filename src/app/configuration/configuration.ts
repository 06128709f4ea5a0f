import type { Feed, Subscriber, Watch } from '../../model.ts'

/** wirewatch.yaml, checked and settled: what the service runs by. */
export interface Configuration {
  readonly watches: readonly Watch[]
  readonly subscribers: readonly Subscriber[]
  readonly feeds: readonly Feed[]
  readonly polling: {
    readonly concurrency: number
    /** Milliseconds between the starts of two visits to one host. */
    readonly hostSpacing: number
    readonly contact?: string
    readonly allowHosts: readonly string[]
  }
  readonly mail: { readonly from: string }
  /** What is allowed and probably not meant: a watch that answers nearly everything. */
  readonly warnings: readonly string[]
  readonly web: { readonly host: string; readonly port: number }
}

/**
 * Everything we ask of the outside, in our own words: the world, and a page for each thing in it.
 *
 * A port says what we need, not what a library offers. Each has a contract in test/contracts
 * that every adapter passes. Trouble that is to be expected comes back as a value; an exception
 * means a broken promise (the store is down) and lets the queue try again.
 */
import type { Mailer, Channels, Ledger } from './ports/delivery.ts'
import type { Fetcher, Parser, Articles } from './ports/outlets.ts'
import type { Store, LineStore } from './ports/store.ts'

export type * from './ports/outlets.ts'
export type * from './ports/delivery.ts'
export type * from './ports/store.ts'
export type * from './ports/reader.ts'
export type * from './ports/queue.ts'
export type * from './ports/backup.ts'

/** What the line needs of the world: the present one, or the past of a backtest. */
export interface Line {
  readonly now: () => Date
  /** Between 0 and 1, for spreading visits: half is no shift. */
  readonly chance: () => number
  readonly fetcher: Pick<Fetcher, 'fetchFeed'>
  readonly parser: Pick<Parser, 'read'>
  readonly articles: Pick<Articles, 'read'>
  readonly store: LineStore
  readonly mailer: Pick<Mailer, 'post'>
  readonly channels: Pick<Channels, 'post'>
  readonly ledger: Ledger
}

/** Built in app/world.ts and nowhere else. */
export interface World extends Line, DeliveryParts {
  readonly fetcher: Fetcher
  readonly parser: Parser
  readonly articles: Articles
  readonly store: Store
  readonly mailer: Mailer
  readonly channels: Channels
}

/** What digests are delivered by. */
export interface DeliveryParts {
  readonly mailer: Mailer
  readonly channels: Channels
  readonly ledger: Ledger
}

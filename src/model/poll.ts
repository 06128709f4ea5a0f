import type { Feed, FeedMemory } from './feed.ts'
import type { Item, Revision } from './item.ts'
import type { Placement } from './story.ts'

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

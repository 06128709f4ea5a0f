import type { Failure, FailureKind, Feed, FeedMemory, Fetched, Outline } from '../../model.ts'

/** One visit and what was remembered before it: what every memory of visits is made from. */
export interface Visit {
  readonly feed: Feed
  readonly memory: FeedMemory | undefined
  readonly fetched: Fetched
  readonly parsed: Outline
  readonly at: Date
}

/**
 * Whether a visit brought nothing that could be read: no answer, or a body that is no feed. A
 * body with some entries was read, whatever else was wrong with it.
 */
export function visitFailed(fetched: Fetched, parsed: Outline): boolean {
  return fetched.kind === 'failed' || isUnreadable(fetched, parsed)
}

/** How it failed; undefined where it did not. */
export function failureOf(fetched: Fetched, parsed: Outline): Failure | undefined {
  if (isUnreadable(fetched, parsed)) {
    return { kind: 'unreadable', because: parsed.problems[0] ?? 'it is no feed' }
  }
  if (fetched.kind !== 'failed') return undefined
  const { because, failureKind = 'other', status } = fetched
  if (status === undefined) return { kind: failureKind, because }
  return { kind: 'answered', because, status }
}

/**
 * Whether nothing came to the outlet. That is as a rule this machine's network and no trouble of
 * the outlet's, which minds neither that it is tried again soon nor how often.
 */
export function isNotReached(kind: FailureKind | undefined): boolean {
  return kind === 'no such name' || kind === 'not reached'
}

/** Whether a body came and was read; an empty feed in good order counts. */
export function wasRead(fetched: Fetched, parsed: Outline): boolean {
  return fetched.kind === 'body' && !isUnreadable(fetched, parsed)
}

/** Whether a body came and nothing in it could be read. An empty feed in good order is read. */
export function isUnreadable(fetched: Fetched, parsed: Outline): boolean {
  return fetched.kind === 'body' && parsed.entryCount === 0 && parsed.problems.length > 0
}

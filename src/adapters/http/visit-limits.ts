/** How long, how much and how far one visit may go. */
export interface VisitLimits {
  /** Milliseconds from looking the name up to a finished TLS handshake. */
  readonly connectMs: number
  /** Milliseconds without a single byte. */
  readonly idleMs: number
  /** Milliseconds for the whole visit, redirects included. */
  readonly totalMs: number
  /** Bytes of the body, both as sent and unpacked. */
  readonly bodyBytes: number
  readonly redirects: number
}

export const VISIT_LIMITS: VisitLimits = {
  connectMs: 10_000,
  idleMs: 20_000,
  totalMs: 60_000,
  bodyBytes: 15 * 1024 * 1024,
  redirects: 5,
}

/** An article's page is smaller than a feed, and less is lost without it. */
export const PAGE_LIMITS: Partial<VisitLimits> = {
  totalMs: 15_000,
  bodyBytes: 3 * 1024 * 1024,
}

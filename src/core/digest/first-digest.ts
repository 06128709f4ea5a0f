/** Who begins wants the week's news, not all that was ever read. */
const FIRST_DIGEST_MS = 7 * 24 * 3_600_000

/**
 * How far back a subscriber's first digest goes: a week. A look that found nothing to tell is no
 * digest, so what came after it, or was just coming then, is told however late the next look is.
 */
export function firstDigestSince(lookedAt: Date | undefined, now: Date): Date {
  return new Date((lookedAt ?? now).getTime() - FIRST_DIGEST_MS)
}

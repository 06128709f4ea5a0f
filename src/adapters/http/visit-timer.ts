import type { VisitLimits } from './visit-limits.ts'
import { VisitTrouble } from './visit-trouble.ts'

export interface VisitTimer {
  /** Aborts with a VisitTrouble that says which limit was passed. */
  readonly signal: AbortSignal
  /** Something arrived: the idle time begins anew. */
  readonly progress: () => void
  readonly stop: () => void
}

/**
 * Bound a visit in total and in silence. Two limits, because a server that drips a byte at a
 * time is never silent, and one that hangs would hold the visit for the whole total.
 */
export function startVisitTimer(limits: VisitLimits): VisitTimer {
  const controller = new AbortController()
  const giveUp = (words: string) => controller.abort(new VisitTrouble(words))
  const total = setTimeout(
    () => giveUp(`not finished within ${limits.totalMs / 1000} s`),
    limits.totalMs,
  )
  const idle = setTimeout(
    () => giveUp(`nothing arrived for ${limits.idleMs / 1000} s`),
    limits.idleMs,
  )
  return {
    signal: controller.signal,
    progress: () => idle.refresh(),
    stop: () => {
      clearTimeout(total)
      clearTimeout(idle)
    },
  }
}

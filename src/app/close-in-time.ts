import { messageOf } from './system-error.ts'

/** One of those things a process has open, and what it is called in the log. */
export interface Part {
  readonly what: string
  close(): Promise<void>
}

/** A part that did not close, and why. */
export interface LeftOpen {
  readonly what: string
  readonly because: string
}

/** Rings once after so many milliseconds, unless what it answers is called before. */
export type Timer = (ms: number, ring: () => void) => () => void

const realTimer: Timer = (ms, ring) => {
  const timer = setTimeout(ring, ms)
  return () => clearTimeout(timer)
}

/**
 * Close one part after the other, in the order given, all within one limit: clients of a server
 * that went away wait for it, some of them for ever. A part that fails to close holds up none
 * after it; at the limit the one waited for and those after it stay open.
 */
export async function closeInTime(
  parts: readonly Part[],
  limitMs: number,
  timer: Timer = realTimer,
): Promise<readonly LeftOpen[]> {
  const left: LeftOpen[] = []
  let stopTimer = () => {}
  const over = new Promise<'over'>((resolve) => {
    stopTimer = timer(limitMs, () => resolve('over'))
  })
  for (const [at, part] of parts.entries()) {
    const because = await Promise.race([troubleOf(part), over])
    if (because === 'over') return [...left, ...parts.slice(at).map(unanswered)]
    if (because) left.push({ what: part.what, because: because.words })
  }
  stopTimer()
  return left

  function unanswered({ what }: Part, after: number): LeftOpen {
    const waited = `it did not answer within ${limitMs / 1000} s`
    return { what, because: after === 0 ? waited : 'it was not come to' }
  }
}

async function troubleOf(part: Part): Promise<{ words: string } | undefined> {
  try {
    await part.close()
    return undefined
  } catch (error) {
    return { words: messageOf(error) }
  }
}

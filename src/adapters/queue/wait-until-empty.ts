import { once } from 'node:events'
import type { EventEmitter } from 'node:events'

/** Another process's jobs end without an event here; they are looked for at this pace. */
const LOOK_MS = 250

/**
 * Resolves when `isEmpty` says so, asked anew at every `change` and, for what other processes
 * do, now and then besides.
 */
export async function waitUntilEmpty(
  changes: EventEmitter,
  isEmpty: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    // Listening before asking: a change while the question is under way asks it again.
    const stop = new AbortController()
    const changed = once(changes, 'change', { signal: stop.signal })
    changed.catch(() => {})
    const timer = setTimeout(() => changes.emit('change'), LOOK_MS)
    try {
      if (await isEmpty()) return
      await changed
    } finally {
      clearTimeout(timer)
      stop.abort()
    }
  }
}

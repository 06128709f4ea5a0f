import type { Agent } from 'undici'
import { STATUS_CODES } from 'node:http'
import { exchange } from './exchange.ts'
import { targetFrom } from './redirect-target.ts'
import type { VisitLimits } from './visit-limits.ts'
import { startVisitTimer } from './visit-timer.ts'
import { troubleOf, VisitTrouble } from './visit-trouble.ts'

interface Manner {
  readonly agent: Agent
  readonly limits: VisitLimits
  readonly userAgent: string
}

/**
 * Send a hub a subscription's form. Undefined when it took it up (2xx), else why not in words.
 * A hub may send us on by 307 or 308 (WebSub 5.1), to which the form is sent again.
 */
export async function askHub(
  { agent, limits, userAgent }: Manner,
  hub: string,
  form: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const timer = startVisitTimer(limits)
  let url = new URL(hub)
  try {
    for (let hops = 0; hops <= limits.redirects; hops += 1) {
      const { status, headers } = await exchange(agent, {
        url,
        signal: timer.signal,
        progress: timer.progress,
        bodyBytes: limits.bodyBytes,
        form: new URLSearchParams(form).toString(),
        headers: {
          'user-agent': userAgent,
          'content-type': 'application/x-www-form-urlencoded',
        },
      })
      if (status >= 200 && status < 300) return undefined
      const isSentOn = status === 307 || status === 308
      if (!isSentOn) return `answered ${status} (${STATUS_CODES[status] ?? 'unknown'})`
      url = targetFrom(url, headers['location'] ?? '')
    }
    throw new VisitTrouble(`more than ${limits.redirects} redirects`)
  } catch (error) {
    const [, because] = troubleOf(error, url, limits)
    return because
  } finally {
    timer.stop()
  }
}

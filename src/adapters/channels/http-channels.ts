/**
 * Posts a notice by one HTTP request. The addresses are the configuration's own, so a server in
 * the next room is as good as one far away; redirects are not followed, because a secret stands in
 * most of these addresses.
 */
import { Agent } from 'undici'
import type { Notice } from '../../model.ts'
import type { Channels, Posting } from '../../ports.ts'

const LIMIT_MS = 30_000
const LONGEST_ANSWER = 300
const MOST_ANSWER_BYTES = 64_000

/** These say that this digest is not to be had there, whatever is mended. */
const REFUSALS = new Set([400, 410, 413, 415, 422])

export function createHttpChannels(
  options: { readonly now?: () => Date; readonly limitMs?: number } = {},
): Channels {
  const { now = () => new Date(), limitMs = LIMIT_MS } = options
  const agent = new Agent({ connect: { timeout: limitMs }, keepAliveTimeout: 10_000 })
  return {
    async post(notice) {
      try {
        return await exchange(agent, notice, limitMs, now)
      } catch (error) {
        return { outcome: 'trouble', receipt: withoutSecrets(troubleInWords(error), notice) }
      }
    },
    close: () => agent.destroy(),
  }
}

async function exchange(
  agent: Agent,
  notice: Notice,
  limitMs: number,
  now: () => Date,
): Promise<Posting> {
  const { origin, pathname, search } = new URL(notice.url)
  const { statusCode, headers, body } = await agent.request({
    origin,
    path: pathname + search,
    method: notice.method,
    headers: { 'user-agent': 'Wirewatch', ...notice.headers },
    body: notice.body,
    signal: AbortSignal.timeout(limitMs),
  })
  let said = ''
  for await (const chunk of body) {
    said += String(chunk)
    if (said.length > MOST_ANSWER_BYTES) break
  }
  const receipt = withoutSecrets(`${statusCode} ${said}`.trim(), notice)
  if (statusCode >= 200 && statusCode < 300) return { outcome: 'accepted', receipt }
  if (REFUSALS.has(statusCode)) return { outcome: 'refused', receipt }
  const notBefore = retryAfter(headers['retry-after'], now())
  return { outcome: 'trouble', receipt, ...(notBefore && { notBefore }) }
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | string[] | undefined, now: Date): Date | undefined {
  const written = String(value ?? '')
  const seconds = Number(written)
  if (written !== '' && seconds >= 0) return new Date(now.getTime() + seconds * 1000)
  const date = Date.parse(written)
  return Number.isNaN(date) ? undefined : new Date(date)
}

function troubleInWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer in time'
  return error.message === '' && error.cause instanceof Error ? error.cause.message : error.message
}

/** The token or the webhook's own path, which some servers say again. */
function withoutSecrets(words: string, { url, headers }: Notice): string {
  const { pathname, search } = new URL(url)
  const token = headers['authorization']?.replace('Bearer ', '') ?? ''
  const secrets = [url, pathname + search, ...pathname.split('/'), token]
  return secrets
    .filter((secret) => secret.length > 8)
    .reduce((kept, secret) => kept.replaceAll(secret, '***'), words)
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST_ANSWER)
}

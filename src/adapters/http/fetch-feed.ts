/**
 * Visit a feed's address once, politely and safely, with undici.
 *
 * Politely: the outlet's validators are echoed, compressed answers welcome, the User-Agent is
 * honest, and neither cookies nor a referrer are sent. Safely: every address is checked where it
 * is connected to, on every hop, and time, size and redirects are bounded. Trouble is a value.
 */
import { STATUS_CODES } from 'node:http'
import { Agent } from 'undici'
import { allowList } from '../../core/net/allow-list.ts'
import { addressToVisit } from '../../core/feed/moved.ts'
import { mayBeSitemapIndex } from '../../core/feed/may-be-sitemap-index.ts'
import { bodyHashOf, validatorsToSend } from '../../core/feed/validators.ts'
import type { Validators } from '../../core/feed/validators.ts'
import type { Fetched } from '../../model.ts'
import type { Fetcher } from '../../ports.ts'
import { askHub } from './ask-hub.ts'
import { exchange } from './exchange.ts'
import type { Answer } from './exchange.ts'
import { guardedConnect } from './guarded-connect.ts'
import type { Resolve } from './guarded-connect.ts'
import { redirectTarget, targetFrom } from './redirect-target.ts'
import { unpackBody } from './unpack-body.ts'
import { PAGE_LIMITS, VISIT_LIMITS } from './visit-limits.ts'
import type { VisitLimits } from './visit-limits.ts'
import { startVisitTimer } from './visit-timer.ts'
import type { VisitTimer } from './visit-timer.ts'
import { troubleOf, VisitTrouble } from './visit-trouble.ts'

/** Who is calling and who may be called are read at each visit: both may change meanwhile. */
export interface FetcherOptions {
  /** Who is calling and how to reach them: `Wirewatch/0.1 (+https://...; contact@...)`. */
  readonly userAgent: string
  /** Hosts, addresses or networks that may be visited although they are not public. */
  readonly allowHosts?: readonly string[]
  /** Limits other than the usual ones. */
  readonly limits?: Partial<VisitLimits>
  /** How names become addresses; absent: the system's way. */
  readonly resolve?: Resolve
  /** Certificates to trust instead of the system's, PEM. */
  readonly certificates?: string
}

/** A fetcher over undici. Throws on an allow list that cannot be read; visits never throw. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const limits = { ...VISIT_LIMITS, ...options.limits }
  const allowHosts = () => options.allowHosts ?? NONE
  allowList(allowHosts())
  const agent = new Agent({
    connect: guardedConnect({
      allowHosts,
      connectMs: limits.connectMs,
      ...(options.resolve && { resolve: options.resolve }),
      ...(options.certificates !== undefined && { certificates: options.certificates }),
    }),
    // Visits lie minutes apart: a connection kept open is stale by then and fails the next one.
    pipelining: 0,
    // The visit timer bounds both, to the millisecond.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const manner = {
    agent,
    limits,
    get userAgent() {
      return options.userAgent
    },
  }
  return {
    fetchFeed: (feed, memory, now, onward) =>
      visit({
        ...manner,
        accept: ACCEPT_FEED,
        address: addressToVisit(feed, memory),
        validators: validatorsToSend(feed, memory, now),
        ...(memory?.answeredBy !== undefined && { home: memory.answeredBy }),
        ...(memory?.url === feed.url && { bodyHash: memory.bodyHash }),
        ...(onward && { onward }),
      }),
    fetchPage: (address) =>
      visit({
        ...manner,
        limits: { ...limits, ...PAGE_LIMITS, ...options.limits },
        accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1',
        address,
        validators: {},
        isPage: true,
      }),
    askHub: (hub, form) => askHub(manner, hub, form),
    close: () => agent.destroy(),
  }
}

const NONE: readonly string[] = []

interface Visit {
  readonly agent: Agent
  readonly limits: VisitLimits
  readonly userAgent: string
  readonly accept: string
  readonly address: string
  readonly validators: Validators
  /** The address that gave the validators, where it is another. */
  readonly home?: string
  /** Hash of the body read last. */
  readonly bodyHash?: string | undefined
  /** An article's page and no feed: it may not send us on as an index of sitemaps does. */
  readonly isPage?: true
  readonly onward?: (address: string) => Promise<void>
}

async function visit(plan: Visit): Promise<Fetched> {
  const { address } = plan
  const start = URL.canParse(address) ? new URL(address) : undefined
  if (!start || !/^https?:$/.test(start.protocol)) {
    return failed(address, 'not an http or https address')
  }
  const timer = startVisitTimer(plan.limits)
  const trail: Trail = { url: start }
  try {
    return await follow(plan, timer, trail)
  } catch (error) {
    if (trail.isStopped) throw error
    const [failureKind, because] = troubleOf(error, trail.url, plan.limits)
    return { ...failed(trail.url.href, because), ...(failureKind !== 'other' && { failureKind }) }
  } finally {
    timer.stop()
  }
}

/** How far a visit came, also when it ends in an exception; and whether it was not let go on. */
interface Trail {
  url: URL
  isStopped?: boolean
}

async function follow(plan: Visit, timer: VisitTimer, trail: Trail): Promise<Fetched> {
  const home = plan.home ?? trail.url.href
  let forGood = true
  for (let hops = 0; ; hops += 1) {
    // Another address on the way did not give these validators: its 304 would mean nothing.
    const sent = trail.url.href === home ? plan.validators : {}
    const answer = await ask(plan, timer, trail.url, sent)
    let target = redirectTarget(trail.url, answer.status, answer.headers['location'])
    if (!target) {
      const fetched = await settle(plan, trail.url.href, answer, sent)
      target = plan.isPage ? undefined : await sitemapTarget(fetched)
      if (!target) {
        return hops > 0 && forGood && fetched.kind !== 'failed'
          ? { ...fetched, movedTo: fetched.url }
          : fetched
      }
    }
    forGood &&= answer.status === 301 || answer.status === 308
    if (hops === plan.limits.redirects) {
      throw new VisitTrouble(
        `more than ${hops} redirects, the last to ${target.href.slice(0, 200)}`,
      )
    }
    if (target.hostname !== trail.url.hostname) {
      trail.isStopped = true
      await plan.onward?.(target.href)
      trail.isStopped = false
    }
    trail.url = target
  }
}

/** An index of sitemaps sends us to its newest map as a redirect would, and never for good. */
async function sitemapTarget(fetched: Fetched): Promise<URL | undefined> {
  if (fetched.kind !== 'body' || !mayBeSitemapIndex(fetched.bytes)) return undefined
  const { newestSitemap } = await import('../../core/feed/sitemap-index.ts')
  const newest = newestSitemap(fetched.bytes, fetched.headers['content-type'], fetched.url)
  return newest === undefined ? undefined : targetFrom(new URL(fetched.url), newest)
}

function ask(plan: Visit, timer: VisitTimer, url: URL, sent: Validators): Promise<Answer> {
  return exchange(plan.agent, {
    url,
    signal: timer.signal,
    progress: timer.progress,
    bodyBytes: plan.limits.bodyBytes,
    headers: {
      'user-agent': plan.userAgent,
      accept: plan.accept,
      'accept-encoding': 'gzip, br',
      ...(sent.etag !== undefined && { 'if-none-match': sent.etag }),
      ...(sent.lastModified !== undefined && { 'if-modified-since': sent.lastModified }),
    },
  })
}

async function settle(
  plan: Visit,
  url: string,
  { status, headers, bytes }: Answer,
  sent: Validators,
): Promise<Fetched> {
  if (status === 304 && Object.keys(sent).length > 0) {
    return { kind: 'unchanged', url, status, headers, because: 'the outlet answered 304' }
  }
  if (status !== 200 && status !== 203) return { ...failed(url, wordsOf(status)), status, headers }
  const encoding = headers['content-encoding'] ?? ''
  const body = await unpackBody(bytes, encoding, plan.limits.bodyBytes)
  if (bodyHashOf(body) === plan.bodyHash) {
    const because = 'the same bytes as at the last visit'
    return { kind: 'unchanged', url, status, headers, because }
  }
  return { kind: 'body', url, status, headers, bytes: body }
}

function wordsOf(status: number): string {
  if (status === 304) return 'answered 304 (nothing new) to a request that set no condition'
  const name = STATUS_CODES[status]
  return name ? `answered ${status} (${name})` : `answered ${status}`
}

function failed(url: string, because: string): Fetched & { kind: 'failed' } {
  return { kind: 'failed', url, because }
}

const ACCEPT_FEED = [
  'application/atom+xml',
  'application/rss+xml',
  'application/feed+json',
  'application/rdf+xml;q=0.9',
  'application/xml;q=0.8',
  'text/xml;q=0.8',
  '*/*;q=0.1',
].join(', ')

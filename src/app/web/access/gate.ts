/**
 * Who is let in. A route is closed unless it says of itself that it is open.
 *
 * With a password or token set, it is asked of everybody, on this machine too: a proxy in front
 * makes everybody's request from here. With none, only this machine is let in, and what comes
 * through a proxy or under the page's public name is not of this machine.
 */
import { isIP } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { layout } from '../layout.ts'
import { html } from '../html.ts'
import type { WebParts } from '../web-parts.ts'
import { isLoopback, type Listening } from './listen-at.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import { refuse } from './refuse.ts'
import { openSessions, type Sessions } from './sessions.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a password: true, or what decides it for one request. */
    open?: true | ((request: FastifyRequest) => Promise<boolean>)
  }
  interface FastifyRequest {
    /** Whether it comes from somebody who was let in. */
    isKnown: boolean
  }
}

/** From one network: far more than a person or a program of theirs asks for. */
const REQUESTS = { burst: 1000, perSecond: 50 }
/** Wrong passwords from one network. Ten at once, then two a minute: a million a year. */
const GUESSES = { burst: 10, perSecond: 1 / 30 }

export interface Gate {
  readonly sessions: Sessions
  readonly guesses: RateLimit
  /** Whether anything is asked of people at all. */
  readonly asks: boolean
}

/** Put the gate before every route added afterwards. */
export async function addGate(
  server: FastifyInstance,
  parts: WebParts,
  { secrets }: Listening,
): Promise<Gate> {
  const ms = () => performance.now()
  const requests = createRateLimit({ ...REQUESTS, ms })
  const overHttps = parts.followed.current.web.publicUrl?.startsWith('https:') ?? false
  const storeKey = secrets.length > 0 ? await parts.world.store.linkKey() : ''
  const gate: Gate = {
    sessions: openSessions(secrets, storeKey, overHttps),
    guesses: createRateLimit({ ...GUESSES, ms }),
    asks: secrets.length > 0,
  }
  server.decorateRequest('isKnown', false)
  server.addHook('onRequest', async (request, reply) => {
    const wait = requests.take(request.ip)
    if (wait > 0) return refuse(reply, 429, 'too many requests', wait)
    const admission = admit(gate, request, parts.world.now())
    request.isKnown = admission === 'known'
    const { open } = request.routeOptions.config
    if (request.isKnown || open === true || (await open?.(request))) return undefined
    if (admission === 'guessed too often') {
      return refuse(reply, 429, 'too many wrong tokens', gate.guesses.wait(request.ip))
    }
    return turnAway(gate, request, reply)
  })
  return gate
}

function admit({ asks, sessions, guesses }: Gate, request: FastifyRequest, now: Date) {
  if (!asks) return isOfThisMachine(request) ? 'known' : 'unknown'
  const { authorization, cookie } = request.headers
  if (sessions.isOpen(cookie, now)) return 'known'
  const given = /^Bearer +(.+)$/i.exec(authorization ?? '')?.[1]
  if (given === undefined) return 'unknown'
  if (guesses.wait(request.ip) > 0) return 'guessed too often'
  // Node reads a header's bytes as Latin-1, and a password may be in any script.
  if (sessions.isSecret(Buffer.from(given, 'latin1').toString())) return 'known'
  guesses.take(request.ip)
  return 'unknown'
}

/** By what it is asked under and what a proxy leaves on a request. */
function isOfThisMachine({ headers }: FastifyRequest): boolean {
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']
  if (passedOn.some((name) => headers[name] !== undefined)) return false
  const name = URL.canParse(`http://${headers.host}`)
    ? new URL(`http://${headers.host}`).hostname.replace(/^\[|\]$/g, '')
    : ''
  return isIP(name) !== 0 || isLoopback(name) || name.endsWith('.localhost')
}

function turnAway({ asks }: Gate, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!asks) {
    const because =
      'this page is open to its own machine alone; to open it to others set WIREWATCH_PASSWORD'
    return refuse(reply, 403, because)
  }
  const { url, method, headers } = request
  const isRead = method === 'GET' && (headers.accept ?? '').includes('text/html')
  if (!isRead || url.startsWith('/api/')) {
    reply.header('www-authenticate', 'Bearer realm="wirewatch"')
    return refuse(reply, 401, 'a token is asked for here: Authorization: Bearer …')
  }
  // Browsers keep a strict cookie back from a link on another site, as in a web mailer; asked once
  // more by ourselves they send it.
  if (headers['sec-fetch-site'] === 'cross-site') {
    const again = html`<meta http-equiv="refresh" content="0" />
      <p><a href="${url}">Go on</a></p>`
    return reply.type('text/html; charset=utf-8').send(layout('One moment', '', again))
  }
  return reply.redirect(`/login?to=${encodeURIComponent(url)}`, 303)
}

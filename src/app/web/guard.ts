/**
 * A browser on this machine, or one that is signed in, is what others may try to use. Two ways are
 * closed: a name of theirs that suddenly leads to 127.0.0.1 (DNS rebinding), and a form on a page
 * of theirs that posts to ours. Who is let in at all: access/gate.ts.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Configuration } from '../configuration/configuration.ts'

/** Asked by machines under whatever name, and giving nothing away. */
const OPEN = /^\/(healthz|readyz|metrics|websub\/.*)$/

/** Why a request is not answered under the name it asks by; undefined when it is. */
export function wrongHost(
  { url, headers }: Pick<FastifyRequest, 'url' | 'headers'>,
  { web }: Pick<Configuration, 'web'>,
): string | undefined {
  if (OPEN.test(url.split('?')[0] ?? '')) return undefined
  const name = hostName(headers.host)
  const own = [web.host, web.publicUrl && new URL(web.publicUrl).hostname]
  const isOurs = isIP(name) !== 0 || /^(.+\.)?localhost$/.test(name) || own.includes(name)
  if (isOurs) return undefined
  return `this page does not go by the name "${name}"; if it should, write it as web.public_url`
}

/** An address cannot be rebound: only names can. */
function hostName(host = ''): string {
  try {
    return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '')
  } catch {
    return host
  }
}

export interface FormGuard {
  /** Put into every form; another at each start. */
  readonly token: string
  /** Why what was posted is not believed to come from our own form; undefined when it is. */
  wrongPost(headers: FastifyRequest['headers'], token: string): string | undefined
}

export function openFormGuard(): FormGuard {
  const token = randomBytes(32).toString('base64url')
  return {
    token,
    wrongPost: (headers, given) => {
      const { origin, host } = headers
      const site = headers['sec-fetch-site']
      if (site !== undefined && site !== 'same-origin') return 'it was posted from another site'
      if (origin !== undefined && !isSameHost(origin, host))
        return 'it was posted from another site'
      return isEqual(given, token) ? undefined : 'the service was started anew since; try once more'
    },
  }
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

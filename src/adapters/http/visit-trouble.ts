import type { FailureKind } from '../../model.ts'
import type { VisitLimits } from './visit-limits.ts'

/** Trouble with a visit whose message is already in words for the feed's page. */
export class VisitTrouble extends Error {
  override readonly name = 'VisitTrouble'
  readonly kind: FailureKind

  constructor(message: string, kind: FailureKind = 'other') {
    super(message)
    this.kind = kind
  }
}

/** The trouble of a body beyond its limit, packed or not. */
export function tooLarge(limit: number): VisitTrouble {
  const words = limit >= 1024 * 1024 ? `${limit / (1024 * 1024)} MB` : `${limit} bytes`
  return new VisitTrouble(`larger than the ${words} a feed may have`)
}

type Trouble = readonly [kind: FailureKind, because: string]

/** Whatever went wrong during a visit to `url`: its kind, and one plain sentence without a full stop. */
export function troubleOf(error: unknown, url: URL, limits: VisitLimits): Trouble {
  if (error instanceof VisitTrouble) return [error.kind, error.message]
  const cause = firstCause(error)
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const known = WORDS[code]
  if (known) return [KINDS[code] ?? 'other', known(url, limits)]
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) {
    const words = shorten(cause.message || code)
    return ['not trusted', `no trusted TLS connection to ${url.host}: ${words}`]
  }
  if (cause.name === 'HTTPParserError') {
    return ['other', `${url.host} answered something that is not HTTP`]
  }
  const words = shorten(cause.message || code || cause.name)
  return ['other', `the visit to ${url.host} failed: ${words}`]
}

/** Connecting to several addresses at once fails with one error per address. */
function firstCause(error: unknown): Error {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0]
  return error instanceof Error ? error : new Error(String(error))
}

/** OpenSSL's messages carry source lines and may quote the server; a page needs the gist. */
function shorten(message: string): string {
  const line = message.split('\n', 1)[0] ?? ''
  const openssl = /^[0-9A-F]+:error:[0-9A-F]*:[^:]*:[^:]*:([^:]*):/i.exec(line)
  return (openssl?.[1] ?? line).slice(0, 200)
}

type Words = (url: URL, limits: VisitLimits) => string

const noSuchName: Words = (url) => `the name ${url.hostname} is not known (DNS)`
const brokenOff: Words = (url) => `${url.host} broke the connection off`
const unreachable: Words = (url) => `${url.host} cannot be reached`
const noConnection: Words = (url, limits) =>
  `no connection to ${url.host} within ${limits.connectMs / 1000} s`

const KINDS: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'no such name',
  ENODATA: 'no such name',
  EAI_AGAIN: 'not reached',
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'not reached',
  EHOSTUNREACH: 'not reached',
  ETIMEDOUT: 'not reached',
  UND_ERR_CONNECT_TIMEOUT: 'not reached',
}

const WORDS: Readonly<Record<string, Words>> = {
  ENOTFOUND: noSuchName,
  ENODATA: noSuchName,
  EAI_AGAIN: (url) => `DNS gave no answer for ${url.hostname}`,
  ECONNREFUSED: (url) => `${url.host} refused the connection`,
  ECONNRESET: brokenOff,
  EPIPE: brokenOff,
  UND_ERR_SOCKET: brokenOff,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: brokenOff,
  ENETUNREACH: unreachable,
  EHOSTUNREACH: unreachable,
  ETIMEDOUT: noConnection,
  UND_ERR_CONNECT_TIMEOUT: noConnection,
  UND_ERR_HEADERS_OVERFLOW: (url) => `${url.host} sent more headers than is allowed`,
  UND_ERR_DESTROYED: () => 'Wirewatch stopped during the visit',
  UND_ERR_CLOSED: () => 'Wirewatch stopped before the visit',
}

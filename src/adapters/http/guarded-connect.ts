/**
 * Connect only where a feed may lead. The check stands at the connection and not before it: a
 * name looked up twice may give a public address to the check and a private one to the socket.
 */
import { lookup } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { addressVerdict } from '../../core/net/address-verdict.ts'
import { allowList, type AllowList } from '../../core/net/allow-list.ts'
import { VisitTrouble } from './visit-trouble.ts'

/** Every address of a name. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>

export interface ConnectOptions {
  /** Asked at each connection. */
  readonly allowHosts: () => readonly string[]
  readonly connectMs: number
  readonly resolve?: Resolve
  /** Certificates to trust, PEM; absent: the system's. */
  readonly certificates?: string
}

/** A connector for undici that connects to public addresses and to those on the allow list. */
export function guardedConnect(options: ConnectOptions): buildConnector.connector {
  const allowed = () => allowList(options.allowHosts())
  const resolve = options.resolve ?? ((name) => lookup(name, { all: true }))
  const connect = buildConnector({
    timeout: options.connectMs,
    lookup: guardedLookup(resolve, allowed),
    ...(options.certificates !== undefined && { ca: options.certificates }),
  })
  return (target, callback) => {
    // A literal address is never looked up, so it is judged here.
    const literal = target.hostname.replace(/^\[|\]$/g, '')
    const refusal = isIP(literal) ? refusalOf(literal, literal, allowed()) : undefined
    if (refusal) callback(new VisitTrouble(refusal, 'not allowed'), null)
    else connectInTime(connect, target, options.connectMs, callback)
  }
}

/** undici's own connect limit is only good to a second; it still closes the abandoned socket. */
function connectInTime(
  connect: buildConnector.connector,
  target: buildConnector.Options,
  connectMs: number,
  callback: buildConnector.Callback,
): void {
  let late = false
  const timer = setTimeout(() => {
    late = true
    const words = `no connection to ${target.hostname} in ${connectMs / 1000} s`
    callback(new VisitTrouble(words, 'not reached'), null)
  }, connectMs)
  connect(target, (...outcome) => {
    clearTimeout(timer)
    if (late) outcome[1]?.destroy()
    else callback(...outcome)
  })
}

/** Addresses that may not be visited are dropped from the answer; if none is left, that is said. */
function guardedLookup(resolve: Resolve, allowed: () => AllowList): LookupFunction {
  return (name, options, callback) => {
    resolve(name).then(
      (addresses) => {
        const refusals = addresses.map(({ address }) => refusalOf(name, address, allowed()))
        const open = addresses.filter((_, index) => refusals[index] === undefined)
        const [first] = open
        if (!first) {
          const [refusal] = refusals
          const trouble = refusal
            ? new VisitTrouble(refusal, 'not allowed')
            : new VisitTrouble(`the name ${name} is not known (DNS)`, 'no such name')
          callback(trouble, [])
        } else if (options.all) callback(null, open)
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    )
  }
}

function refusalOf(name: string, address: string, allowed: AllowList): string | undefined {
  if (allowed.names(name) || allowed.covers(address)) return undefined
  const verdict = addressVerdict(address)
  if (verdict.allow) return undefined
  return name === address
    ? `${address} is ${verdict.because}: ${NOT_ALLOWED}`
    : `${name} leads to ${address}: ${verdict.because}, ${NOT_ALLOWED}`
}

const NOT_ALLOWED = 'not visited unless polling.allow_hosts names it'

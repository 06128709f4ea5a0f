/**
 * One visit per host at a time, a second and more between their starts, whichever worker makes
 * them: the host is leased in the store. A lease outlives no visit, so that of a worker that
 * died ends by itself.
 */
import { randomUUID } from 'node:crypto'
import { allowList } from '../core/net/allow-list.ts'
import type { HostLease, World } from '../ports.ts'
import type { Configuration } from './configuration/configuration.ts'

/** Longer than the longest visit (60 s), reading its articles and placing what it brought. */
const LEASE_MS = 120_000

export type AtHost<T> = { readonly done: T } | { readonly busy: string; readonly tryAgainAt: Date }

/**
 * Do `visit` while holding the host of `address`, or say when to ask for it again. Hosts the
 * operator allows by name or network are their own and are not spaced.
 */
export async function atHost<T>(
  { store, now, chance }: Pick<World, 'store' | 'now' | 'chance'>,
  { allowHosts, hostSpacing }: Configuration['polling'],
  address: string,
  visit: (holder: string) => Promise<T>,
): Promise<AtHost<T>> {
  const host = hostToSpace(address, allowHosts)
  const holder = randomUUID()
  if (host === undefined) return { done: await visit(holder) }
  const at = now()
  const lease = leaseOn(host, holder, at, hostSpacing)
  const { freeAt } = await store.takeHost(lease)
  if (freeAt) {
    // A visit mostly ends long before its lease: those who wait ask sooner, and not all at once.
    const wait = Math.min(freeAt.getTime() - at.getTime(), Math.max(hostSpacing, 1000))
    const pause = Math.max(wait, 0) + Math.round(chance() * 250)
    return { busy: host, tryAgainAt: new Date(at.getTime() + pause) }
  }
  try {
    return { done: await visit(holder) }
  } finally {
    await store.leaveHost({ ...lease, at: now() })
  }
}

/** The lease a visit takes that starts now. */
export function leaseOn(host: string, holder: string, at: Date, hostSpacing: number): HostLease {
  const later = (ms: number) => new Date(at.getTime() + ms)
  return { host, holder, at, until: later(LEASE_MS), nextStartAt: later(hostSpacing) }
}

/** The host of an address as leases know it; undefined for one that is not spaced. */
export function hostToSpace(address: string, allowHosts: readonly string[]): string | undefined {
  if (!URL.canParse(address)) return undefined
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '')
  const allowed = allowList(allowHosts)
  return allowed.names(host) || allowed.covers(host) ? undefined : host
}

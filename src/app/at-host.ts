/**
 * One visit per host at a time, a second and more from the answer to one to the start of the next,
 * whichever worker makes them: the host is leased in the store. A lease is renewed while its visit
 * goes on and outlives no worker by more than half a minute.
 */
import { randomUUID } from 'node:crypto'
import { allowList } from '../core/net/allow-list.ts'
import type { HostLease, World } from '../ports.ts'
import type { Configuration } from './configuration/configuration.ts'

const LEASE_MS = 30_000
const RENEW_MS = 10_000
/** Clocks of several machines differ. */
const CLOCKS_APART_MS = 10_000

export type AtHost<T> = { readonly done: T } | { readonly busy: string; readonly tryAgainAt: Date }

/** Whose lease a visit has, and whether another visit ended only just before it. */
export interface Held {
  readonly holder: string
  readonly justLeft: boolean
  /**
   * The host answered now, or will not: the next visit is spaced from here. When a request is made
   * says nothing of when it comes there: on a busy machine it may be a quarter of a second under
   * way, a redirect makes another one, and the visit after it none of that.
   */
  readonly answered: () => void
  /** The visit is sent on to another address: its host is held too. Throws where it is not free. */
  readonly onward: (address: string) => Promise<void>
}

/** Ends a visit that met a host which is not free. */
class HostBusy extends Error {
  readonly host: string
  readonly tryAgainAt: Date

  constructor(host: string, tryAgainAt: Date) {
    super(`${host} is being visited`)
    this.host = host
    this.tryAgainAt = tryAgainAt
  }
}

interface Visit<T> {
  readonly address: string
  /** What is leased where hosts are not spaced: two workers must not poll one feed at once. */
  readonly feedId?: string
  /** Whose leases they are; absent: nobody else's. */
  readonly holder?: string
  readonly make: (held: Held) => Promise<T>
}

/**
 * Make a visit while holding its host, or say when to ask for it again. Hosts the operator allows
 * by name or network are their own and are not spaced.
 */
export async function atHost<T>(
  world: Pick<World, 'store' | 'now' | 'chance'>,
  { allowHosts, hostSpacing }: Configuration['polling'],
  { address, feedId, holder = randomUUID(), make }: Visit<T>,
): Promise<AtHost<T>> {
  const { store, now, chance } = world
  const host = hostToSpace(address, allowHosts)
  const leased = host ?? (feedId === undefined ? undefined : `feed ${feedId}`)
  if (leased === undefined) {
    return { done: await make({ holder, justLeft: false, answered() {}, async onward() {} }) }
  }
  const spacingOf = (one: string) => (one === leased && host === undefined ? 0 : hostSpacing)
  const leaseNow = (one: string) => leaseOn(one, holder, now(), spacingOf(one))
  const held: HostLease[] = []
  async function take(one: string): Promise<Date | undefined> {
    const lease = leaseNow(one)
    const { freeAt, leftAt } = await store.takeHost(lease)
    if (freeAt) throw new HostBusy(one, pauseUntil(freeAt, lease.at, hostSpacing, chance()))
    held.push({ ...lease })
    return leftAt
  }
  try {
    const at = now()
    const leftAt = await take(leased)
    const justLeft = leftAt !== undefined && leftAt.getTime() > at.getTime() - CLOCKS_APART_MS
    const answered = () => {
      for (const one of held) Object.assign(one, leaseNow(one.host))
    }
    async function onward(to: string): Promise<void> {
      const next = hostToSpace(to, allowHosts)
      if (next !== undefined && held.every((one) => one.host !== next)) await take(next)
    }
    const work = () => make({ holder, justLeft, answered, onward })
    return { done: await whileHeld(world, held, work) }
  } catch (error) {
    if (error instanceof HostBusy) return { busy: error.host, tryAgainAt: error.tryAgainAt }
    throw error
  }
}

/** A visit mostly ends long before its lease: those who wait ask sooner, and not all at once. */
function pauseUntil(freeAt: Date, at: Date, hostSpacing: number, chance: number): Date {
  const wait = Math.min(freeAt.getTime() - at.getTime(), Math.max(hostSpacing, 1000))
  return new Date(at.getTime() + Math.max(wait, 0) + Math.round(chance * 250))
}

/**
 * The same where the visit was redirected to another host before: that one is held too. It is not
 * waited for with the first one in hand; where it is not free, the visit is asked for again.
 */
export async function atBothHosts<T>(
  world: Pick<World, 'store' | 'now' | 'chance'>,
  polling: Configuration['polling'],
  { redirectedTo, ...visit }: Visit<T> & { readonly redirectedTo?: string | undefined },
): Promise<AtHost<T>> {
  const host = redirectedTo && hostToSpace(redirectedTo, polling.allowHosts)
  if (!host || host === hostToSpace(visit.address, polling.allowHosts)) {
    return atHost(world, polling, visit)
  }
  const first = await atHost(world, polling, {
    ...visit,
    make: ({ holder, justLeft, answered, onward }) =>
      atHost(world, polling, {
        address: redirectedTo,
        holder,
        make: (second) =>
          visit.make({
            holder,
            justLeft,
            answered() {
              answered()
              second.answered()
            },
            async onward(to) {
              if (hostToSpace(to, polling.allowHosts) !== host) await onward(to)
            },
          }),
      }),
  })
  return 'busy' in first ? first : first.done
}

async function whileHeld<T>(
  { store, now }: Pick<World, 'store' | 'now'>,
  held: readonly HostLease[],
  work: () => Promise<T>,
): Promise<T> {
  const holdAll = (until: Date) => Promise.all(held.map((one) => store.holdHost({ ...one, until })))
  const renewing = setInterval(() => {
    // A store that is away is met by the visit itself.
    holdAll(new Date(now().getTime() + LEASE_MS)).catch(() => {})
  }, RENEW_MS)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await holdAll(now())
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

import type { HostLease, HostStore, HostTaken } from '../../ports.ts'

/** More hosts than this are swept for leases that are over. */
const SWEEP_ABOVE = 10_000

/**
 * Leases for the embedded store, which one process has to itself: two statements less a visit.
 * What is forgotten at a restart is the second between two visits.
 */
export function createHostsInMemory(): HostStore {
  const leases = new Map<string, HostLease>()
  return {
    async takeHost(lease) {
      const before = leases.get(lease.host)
      const freeAt = before && freeFrom(before, lease)
      if (freeAt && freeAt > lease.at) return { freeAt }
      if (leases.size > SWEEP_ABOVE) sweep(leases, lease.at)
      leases.set(lease.host, lease)
      return { ...(before && { leftAt: before.until }) } satisfies HostTaken
    },
    async holdHost(lease) {
      const held = leases.get(lease.host)
      if (held?.holder !== lease.holder) return
      const nextStartAt = later(held.nextStartAt, lease.nextStartAt)
      leases.set(lease.host, { ...held, ...lease, nextStartAt })
    },
  }
}

function freeFrom({ holder, until, nextStartAt }: HostLease, asking: HostLease): Date {
  return holder === asking.holder || nextStartAt > until ? nextStartAt : until
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other
}

function sweep(leases: Map<string, HostLease>, now: Date): void {
  for (const [host, { until, nextStartAt }] of leases) {
    if (until <= now && nextStartAt <= now) leases.delete(host)
  }
}

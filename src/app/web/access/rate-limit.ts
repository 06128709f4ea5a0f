import { networkOf } from '../../../core/net/network-of.ts'

export interface RateLimit {
  /** Count one from this address. 0 when it may, else the seconds until it may again. */
  take(address: string): number
  /** The same without counting one. */
  wait(address: string): number
}

interface Allowed {
  /** How many at once, after a rest. */
  readonly burst: number
  /** How many come back in a second. */
  readonly perSecond: number
  /** Milliseconds of a clock that nobody sets. */
  readonly ms: () => number
  /** Networks remembered, at most: memory stays bounded whoever asks. */
  readonly most?: number
}

const MOST_NETWORKS = 10_000

/** So many from each network of addresses (see networkOf), in this process's memory alone. */
export function createRateLimit({
  burst,
  perSecond,
  ms,
  most = MOST_NETWORKS,
}: Allowed): RateLimit {
  const spent = new Map<string, { readonly count: number; readonly at: number }>()

  function spentBy(network: string, at: number): number {
    const before = spent.get(network)
    if (!before) return 0
    const back = (Math.max(0, at - before.at) / 1000) * perSecond
    return Math.max(0, before.count - back)
  }
  const waitFor = (count: number) =>
    count + 1 <= burst ? 0 : Math.ceil((count + 1 - burst) / perSecond)

  return {
    wait: (address) => waitFor(spentBy(networkOf(address), ms())),
    take(address) {
      const network = networkOf(address)
      const at = ms()
      const count = spentBy(network, at)
      const wait = waitFor(count)
      if (wait > 0) return wait
      // Set anew, so that the network heard of least lately is the first to be forgotten.
      spent.delete(network)
      spent.set(network, { count: count + 1, at })
      if (spent.size > most) {
        for (const first of spent.keys()) {
          spent.delete(first)
          break
        }
      }
      return 0
    },
  }
}

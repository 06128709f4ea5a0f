import { BlockList, isIP } from 'node:net'

/** Hosts and networks that may be visited although they are not public. */
export interface AllowList {
  names(host: string): boolean
  covers(address: string): boolean
}

/** What an entry of an allow list may be. */
export const ALLOW_ENTRY = 'a host name, an address or a network such as 10.1.0.0/16'

/** By the list itself: it is asked for every visit, and changes with the configuration alone. */
const READ = new WeakMap<readonly string[], AllowList>()

/**
 * Read an allow list: host names, addresses and networks (`feeds.intra`, `127.0.0.1`,
 * `10.1.0.0/16`). Throws on an entry that is none of these, since a mistyped network must not
 * pass for a host name.
 */
export function allowList(entries: readonly string[]): AllowList {
  const known = READ.get(entries) ?? readList(entries)
  READ.set(entries, known)
  return known
}

function readList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>()
  const networks = new BlockList()
  for (const entry of entries) {
    const allowed = readEntry(entry)
    if (!allowed) throw new Error(`"${entry}" cannot be allowed: expected ${ALLOW_ENTRY}`)
    const { start, bits, family } = allowed
    if (!family) hosts.add(start)
    else networks.addSubnet(start, bits, family)
  }
  return {
    names: (host) => hosts.has(host.toLowerCase()),
    covers: (address) => networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'),
  }
}

/** Whether an allow list may hold this. */
export function isAllowEntry(entry: string): boolean {
  return readEntry(entry) !== undefined
}

function readEntry(entry: string) {
  const [start = '', written] = entry.trim().toLowerCase().split('/')
  const version = isIP(start)
  if (version === 0) {
    const isName = written === undefined && /^[a-z0-9_][a-z0-9_.-]*$/.test(start)
    return isName ? { start, bits: 0 } : undefined
  }
  const [family, most] = version === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const)
  if (written !== undefined && !/^\d{1,3}$/.test(written)) return undefined
  const bits = Number(written ?? most)
  return bits > most ? undefined : { start, bits, family }
}

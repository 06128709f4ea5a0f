import { BlockList, isIP } from 'node:net'

/** Hosts and networks that may be visited although they are not public. */
export interface AllowList {
  names(host: string): boolean
  covers(address: string): boolean
}

/**
 * Read an allow list: host names, addresses and networks (`feeds.intra`, `127.0.0.1`,
 * `10.1.0.0/16`). Throws on an entry that is none of these, since a mistyped network must not
 * pass for a host name.
 */
export function allowList(entries: readonly string[]): AllowList {
  const hosts = new Set<string>()
  const networks = new BlockList()
  for (const entry of entries) {
    const [start = '', bits] = entry.trim().toLowerCase().split('/')
    if (isIP(start)) addNetwork(networks, entry, start, bits)
    else if (bits === undefined && /^[a-z0-9_][a-z0-9_.-]*$/.test(start)) hosts.add(start)
    else throw refused(entry)
  }
  return {
    names: (host) => hosts.has(host.toLowerCase()),
    covers: (address) => networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'),
  }
}

function addNetwork(networks: BlockList, entry: string, start: string, bits?: string): void {
  const family = isIP(start) === 6 ? 'ipv6' : 'ipv4'
  if (bits === undefined) networks.addAddress(start, family)
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv6' ? 128 : 32)) {
    networks.addSubnet(start, Number(bits), family)
  } else throw refused(entry)
}

function refused(entry: string): Error {
  return new Error(
    `allowHosts holds "${entry}": expected a host name, an address or a network such as 10.1.0.0/16`,
  )
}

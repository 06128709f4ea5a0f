import { isIPv6 } from 'node:net'
import { bytesOfV6 } from './address-verdict.ts'

/**
 * What one person has of addresses, for counting what comes from them: an IPv4 address, or the
 * /64 of an IPv6 one, of which any household has 2^64.
 */
export function networkOf(ip: string): string {
  const bare = ip.split('%', 1)[0] ?? ''
  const carried = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (carried !== undefined || !isIPv6(bare)) return carried ?? bare
  return Buffer.from(bytesOfV6(bare).slice(0, 8)).toString('hex')
}

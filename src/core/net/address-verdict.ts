/**
 * May Wirewatch connect to this address? A feed's address, a redirect or a DNS answer is written
 * by strangers; none of them may steer a request into the network the service stands in.
 *
 * Ranges: IANA IPv4 and IPv6 special-purpose address registries (RFC 6890 and its updates).
 */
import { isIPv4, isIPv6 } from 'node:net'

export type AddressVerdict =
  { readonly allow: true } | { readonly allow: false; readonly because: string }

/** Judge one literal IP address. What is not an IP address at all is denied. */
export function addressVerdict(ip: string): AddressVerdict {
  const bare = ip.split('%', 1)[0] ?? ''
  if (isIPv4(bare)) return judgeV4(bytesOfV4(bare))
  if (isIPv6(bare)) return judgeV6(bytesOfV6(bare))
  return { allow: false, because: 'not an IP address' }
}

interface Range {
  readonly start: readonly number[]
  readonly bits: number
  readonly because: string
}

function judgeV4(bytes: readonly number[]): AddressVerdict {
  const range = DENIED_V4.find((denied) => liesIn(bytes, denied))
  return range ? { allow: false, because: range.because } : { allow: true }
}

function judgeV6(bytes: readonly number[]): AddressVerdict {
  const carrier = CARRIERS.find((range) => liesIn(bytes, range))
  if (carrier) return judgeCarried(bytes.slice(carrier.from, carrier.from + 4), carrier.because)
  const range = DENIED_V6.find((denied) => liesIn(bytes, denied))
  if (range) return { allow: false, because: range.because }
  return liesIn(bytes, GLOBAL_UNICAST)
    ? { allow: true }
    : { allow: false, because: 'not a public address' }
}

/** An IPv6 form that leads to an IPv4 address is only as good as that address. */
function judgeCarried(bytes: readonly number[], form: string): AddressVerdict {
  const verdict = judgeV4(bytes)
  return verdict.allow
    ? verdict
    : { allow: false, because: `${form} of ${bytes.join('.')}: ${verdict.because}` }
}

function liesIn(bytes: readonly number[], range: Omit<Range, 'because'>): boolean {
  const whole = range.bits >> 3
  for (let index = 0; index < whole; index += 1) {
    if (bytes[index] !== range.start[index]) return false
  }
  const mask = (0xff00 >> (range.bits & 7)) & 0xff
  return ((bytes[whole] ?? 0) & mask) === ((range.start[whole] ?? 0) & mask)
}

function bytesOfV4(ip: string): readonly number[] {
  return ip.split('.').map(Number)
}

export function bytesOfV6(ip: string): readonly number[] {
  const [head = '', tail] = ip.split('::', 2)
  const front = bytesOfGroups(head)
  if (tail === undefined) return front
  const back = bytesOfGroups(tail)
  return [...front, ...Array<number>(16 - front.length - back.length).fill(0), ...back]
}

function bytesOfGroups(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return bytesOfV4(group)
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}

function v4(cidr: string, because: string): Range {
  const [ip = '', bits = '32'] = cidr.split('/')
  return { start: bytesOfV4(ip), bits: Number(bits), because }
}

function v6(cidr: string, because: string): Range {
  const [ip = '', bits = '128'] = cidr.split('/')
  return { start: bytesOfV6(ip), bits: Number(bits), because }
}

/** The first range that fits names the reason, so the narrow ones stand before the wide. */
const DENIED_V4: readonly Range[] = [
  v4('0.0.0.0/8', 'this very machine'),
  v4('10.0.0.0/8', 'a private network'),
  // Alibaba Cloud serves instance credentials here, inside the carrier range.
  v4('100.100.100.200/32', 'a cloud metadata service'),
  v4('100.64.0.0/10', 'a carrier-grade NAT'),
  v4('127.0.0.0/8', 'loopback'),
  v4('168.63.129.16/32', 'a cloud metadata service'),
  v4('169.254.169.254/32', 'a cloud metadata service'),
  v4('169.254.0.0/16', 'link-local'),
  v4('172.16.0.0/12', 'a private network'),
  v4('192.0.0.0/24', 'reserved for protocols'),
  v4('192.0.2.0/24', 'reserved for documentation'),
  v4('192.88.99.0/24', 'a retired 6to4 relay'),
  v4('192.168.0.0/16', 'a private network'),
  v4('198.18.0.0/15', 'reserved for benchmarks'),
  v4('198.51.100.0/24', 'reserved for documentation'),
  v4('203.0.113.0/24', 'reserved for documentation'),
  v4('224.0.0.0/4', 'multicast'),
  v4('255.255.255.255/32', 'broadcast'),
  v4('240.0.0.0/4', 'reserved'),
]

/** IPv6 forms that carry an IPv4 address, and at which byte. */
const CARRIERS: readonly (Range & { readonly from: number })[] = [
  { ...v6('::ffff:0:0/96', 'the IPv4-mapped form'), from: 12 },
  { ...v6('::ffff:0:0:0/96', 'the IPv4-translated form'), from: 12 },
  // On networks without IPv4 the resolver makes these of every outlet's address (RFC 6147).
  { ...v6('64:ff9b::/96', 'the NAT64 form'), from: 12 },
  { ...v6('2002::/16', 'the 6to4 form'), from: 2 },
]

const DENIED_V6: readonly Range[] = [
  v6('::/128', 'this very machine'),
  v6('::1/128', 'loopback'),
  v6('::/96', 'a retired IPv4-compatible form'),
  v6('64:ff9b:1::/48', 'a local NAT64'),
  v6('100::/64', 'a discard range'),
  v6('2001::/32', 'a Teredo tunnel'),
  v6('2001::/23', 'reserved for protocols'),
  v6('2001:db8::/32', 'reserved for documentation'),
  v6('3fff::/20', 'reserved for documentation'),
  v6('fd00:ec2::254/128', 'a cloud metadata service'),
  v6('fc00::/7', 'a private network'),
  v6('fe80::/10', 'link-local'),
  v6('fec0::/10', 'a private network'),
  v6('ff00::/8', 'multicast'),
]

/** Everything handed out so far lies here; the rest of IPv6 leads nowhere public. */
const GLOBAL_UNICAST = v6('2000::/3', '')

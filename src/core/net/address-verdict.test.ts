import { describe, expect, it } from 'vitest'
import { addressVerdict } from './address-verdict.ts'

describe('an address a feed leads to', () => {
  it.each([
    ['0.0.0.0', '0.255.255.255', 'this very machine', '1.0.0.0'],
    ['10.0.0.0', '10.255.255.255', 'a private network', '9.255.255.255', '11.0.0.0'],
    ['100.64.0.0', '100.127.255.255', 'a carrier-grade NAT', '100.63.255.255', '100.128.0.0'],
    ['127.0.0.0', '127.255.255.255', 'loopback', '126.255.255.255', '128.0.0.0'],
    ['168.63.129.16', '168.63.129.16', 'metadata', '168.63.129.15', '168.63.129.17'],
    ['169.254.0.0', '169.254.255.255', 'link-local', '169.253.255.255', '169.255.0.0'],
    ['172.16.0.0', '172.31.255.255', 'a private network', '172.15.255.255', '172.32.0.0'],
    ['192.0.0.0', '192.0.0.255', 'protocols', '191.255.255.255', '192.0.1.0'],
    ['192.0.2.0', '192.0.2.255', 'documentation', '192.0.1.255', '192.0.3.0'],
    ['192.88.99.0', '192.88.99.255', '6to4', '192.88.98.255', '192.88.100.0'],
    ['192.168.0.0', '192.168.255.255', 'a private network', '192.167.255.255', '192.169.0.0'],
    ['198.18.0.0', '198.19.255.255', 'benchmarks', '198.17.255.255', '198.20.0.0'],
    ['198.51.100.0', '198.51.100.255', 'documentation', '198.51.99.255', '198.51.101.0'],
    ['203.0.113.0', '203.0.113.255', 'documentation', '203.0.112.255', '203.0.114.0'],
    ['224.0.0.0', '239.255.255.255', 'multicast', '223.255.255.255'],
    ['240.0.0.0', '255.255.255.254', 'reserved'],
    ['::', '::', 'this very machine'],
    ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff', 'a local NAT64'],
    ['2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff', 'Teredo'],
    ['2001:1::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', 'protocols', '2001:200::'],
    [
      '2001:db8::',
      '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
      'documentation',
      '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff',
      '2001:db9::',
    ],
    [
      '3fff::',
      '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff',
      'documentation',
      '3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      '3fff:1000::',
    ],
    ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'a private network'],
    ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'link-local'],
    ['fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'a private network'],
    ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'multicast'],
    ['4000::', 'fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'not a public address', '2000::'],
  ])('from %s to %s is refused as %s, its neighbours are not', (first, last, why, ...outside) => {
    expect(addressVerdict(first)).toEqual({ allow: false, because: expect.stringContaining(why) })
    expect(addressVerdict(last)).toEqual({ allow: false, because: expect.stringContaining(why) })
    const refused = outside.filter((neighbour) => !addressVerdict(neighbour).allow)
    expect(refused).toEqual([])
  })

  it.each([
    ['::1', 'loopback'],
    ['::2', 'a retired IPv4-compatible form'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::127.0.0.1', 'a retired IPv4-compatible form'],
    ['::8.8.8.8', 'a retired IPv4-compatible form'],
    ['::ffff:127.0.0.1', 'the IPv4-mapped form of 127.0.0.1: loopback'],
    ['::ffff:7f00:1', 'the IPv4-mapped form of 127.0.0.1: loopback'],
    ['0:0:0:0:0:FFFF:0A00:0001', 'the IPv4-mapped form of 10.0.0.1: a private network'],
    ['::ffff:0:169.254.169.254', 'the IPv4-translated form of 169.254.169.254: a cloud metadata'],
    ['64:ff9b::10.0.0.1', 'the NAT64 form of 10.0.0.1: a private network'],
    ['64:ff9b::a9fe:a9fe', 'the NAT64 form of 169.254.169.254: a cloud metadata service'],
    ['64:ff9b:0:0:0:1::', 'not a public address'],
    ['2002:7f00:1::', 'the 6to4 form of 127.0.0.1: loopback'],
    ['2002:c0a8:101::1', 'the 6to4 form of 192.168.1.1: a private network'],
    ['100::1', 'a discard range'],
    ['fd00:ec2::254', 'a cloud metadata service'],
    ['fd00:ec2::255', 'a private network'],
    ['fe80::1%eth0', 'link-local'],
    ['169.254.169.254', 'a cloud metadata service'],
    ['169.254.169.253', 'link-local'],
    ['100.100.100.200', 'a cloud metadata service'],
    ['255.255.255.255', 'broadcast'],
  ])('%s is refused: %s', (ip, because) => {
    expect(addressVerdict(ip)).toEqual({
      allow: false,
      because: expect.stringContaining(because),
    })
  })

  it.each([
    ['8.8.8.8'],
    ['212.58.244.70'],
    ['::ffff:8.8.8.8'],
    ['::ffff:0:8.8.8.8'],
    ['64:ff9b::8.8.8.8'],
    ['64:ff9b::808:808'],
    ['2002:808:808::1'],
    ['2606:4700::6810:84e5'],
    ['2a00:1450:4001:81b::200e'],
  ])('%s is public and let through', (ip) => {
    expect(addressVerdict(ip)).toEqual({ allow: true })
  })

  it.each([
    '',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '[::1]',
    ':::',
    '1.2.3',
  ])('%j is no address and refused', (text) => {
    expect(addressVerdict(text)).toEqual({ allow: false, because: 'not an IP address' })
  })
})

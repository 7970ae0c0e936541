import { expect, test } from 'vitest'
import { listVisitorNetworks } from './visitor-networks.server.ts'

test('an IPv4 visitor is one address, also as a socket of both kinds writes it', () => {
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207']) {
    expect(listVisitorNetworks(address)).toEqual([{ network: '192.0.2.7', factor: 1 }])
  }
})

test('all addresses of an IPv6 /64 are one visitor, and its /48 is ten', () => {
  const networks = [
    { network: '2001:db8:1:2::/64', factor: 1 },
    { network: '2001:db8:1::/48', factor: 10 },
  ]
  for (const address of [
    '2001:db8:1:2::1',
    '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
    '2001:db8:1:2:3:4:5.6.7.8',
  ]) {
    expect(listVisitorNetworks(address)).toEqual(networks)
  }
  expect(listVisitorNetworks('fe80::1%eth0')[0]?.network).toBe('fe80:0:0:0::/64')
  expect(listVisitorNetworks('::1').map(({ network }) => network)).toEqual(['0:0:0:0::/64', '0:0:0::/48'])
})

test('a text that is no address is counted as it is', () => {
  for (const address of ['', 'unknown'])
    expect(listVisitorNetworks(address)).toEqual([{ network: address, factor: 1 }])
})

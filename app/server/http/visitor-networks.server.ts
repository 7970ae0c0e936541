import { isIPv6 } from 'node:net'

export type VisitorNetwork = {
  /** An address, or the beginning of one. */
  network: string
  /** So many times what one visitor may do. */
  factor: number
}

const SITE_FACTOR = 10

/**
 * The networks by which a visitor's attempts are counted. One visitor has at least a /64 of IPv6, that is any number of
 * addresses, and providers give a whole site a /48 on request.
 */
export function listVisitorNetworks(address: string): VisitorNetwork[] {
  const groups = isIPv6(address) ? readGroups(address) : undefined
  if (groups === undefined) return [{ network: address, factor: 1 }]
  const mapped = readMappedIPv4(groups)
  if (mapped !== undefined) return [{ network: mapped, factor: 1 }]
  return [
    { network: `${groups.slice(0, 4).join(':')}::/64`, factor: 1 },
    { network: `${groups.slice(0, 3).join(':')}::/48`, factor: SITE_FACTOR },
  ]
}

/** The eight groups, as a URL writes them: small letters, no zeros in front. */
function readGroups(address: string): string[] | undefined {
  const bare = address.replace(/%.*$/, '')
  if (!URL.canParse(`http://[${bare}]`)) return undefined
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const before = head === '' ? [] : head.split(':')
  if (tail === undefined) return before
  const after = tail === '' ? [] : tail.split(':')
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after]
}

/** `::ffff:192.0.2.1` is the form of an IPv4 visitor on a dual-stack socket. */
function readMappedIPv4(groups: string[]): string | undefined {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return undefined
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

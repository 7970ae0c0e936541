import { isIP } from 'node:net'
import { z } from 'zod'

/** As Express's "trust proxy" takes it: nobody, everybody, the last n proxies, or these addresses. */
export type TrustProxy = boolean | number | string[]

const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal']
const PROXIES_MAX = 10

/** TRUST_PROXY: `false`, `true`, a number of proxies, or a comma-separated list of addresses, ranges and names of ranges. */
export function parseTrustProxy(value: string, context: z.RefinementCtx): TrustProxy {
  const text = value.trim()
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^\d+$/.test(text) && Number(text) <= PROXIES_MAX) return Number(text) === 0 ? false : Number(text)
  const entries = text.split(',').map((entry) => entry.trim())
  if (entries.every(isRange)) return entries
  context.addIssue({
    code: 'custom',
    message: `must be true, false, a number of proxies up to ${PROXIES_MAX}, or addresses like 10.0.0.0/8, loopback`,
  })
  return z.NEVER
}

function isRange(entry: string): boolean {
  if (NAMED_RANGES.includes(entry)) return true
  const [address = '', bits, ...rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

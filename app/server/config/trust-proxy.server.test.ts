import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseTrustProxy } from './trust-proxy.server.ts'

const schema = z.string().transform(parseTrustProxy)

test.each([
  ['false', false],
  ['0', false],
  ['true', true],
  ['2', 2],
  ['loopback, 10.0.0.0/8', ['loopback', '10.0.0.0/8']],
  ['127.0.0.1,fd00::/8', ['127.0.0.1', 'fd00::/8']],
])('TRUST_PROXY=%s is %j', (value, expected) => {
  expect(schema.parse(value)).toEqual(expected)
})

test.each(['yes', '11', '-1', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.example.com', 'loopback;10.0.0.1', ','])(
  'TRUST_PROXY=%s is refused, never taken as "trust everybody"',
  (value) => {
    expect(schema.safeParse(value).success).toBe(false)
  },
)

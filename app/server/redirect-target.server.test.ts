import { expect, test } from 'vitest'
import { parseRedirectTo } from './redirect-target.server.ts'

test.each([
  ['/projects/1?size=iphone-69#top', '/projects/1?size=iphone-69#top'],
  ['/', '/'],
  [undefined, '/'],
  ['', '/'],
  ['projects', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/x/..//evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('after signing in, %j leads to %j', (given, expected) => {
  expect(parseRedirectTo(given)).toBe(expected)
})

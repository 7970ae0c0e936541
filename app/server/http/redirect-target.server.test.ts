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
  ['https:evil.example', '/'],
  ['http:/evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['/\\/evil.example', '/'],
  ['///evil.example', '/'],
  [' //evil.example', '/'],
  ['\t//evil.example', '/'],
  ['/\n/evil.example', '/'],
  ['/\r\n//evil.example', '/'],
  ['/\t\\evil.example', '/'],
  ['/./\\evil.example', '/'],
  ['/%2e%2e//evil.example', '/'],
  ['/%2e//evil.example', '/'],
  ['//user@evil.example', '/'],
  ['//[', '/'],
  [['/projects', '//evil.example'], '/'],
  // Encoded, they are letters of a path of this site, and stay encoded.
  ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
  ['/%5Cevil.example', '/%5Cevil.example'],
  ['/@evil.example', '/@evil.example'],
  ['/projects?next=https://evil.example', '/projects?next=https://evil.example'],
  // A header cannot be split: line ends are gone or encoded.
  ['/projects\r\nLocation: https://evil.example', '/projectsLocation:%20https://evil.example'],
])('after signing in, %j leads to %j', (given, expected) => {
  expect(parseRedirectTo(given)).toBe(expected)
})

test('whatever comes out leads nowhere but this site, however a browser resolves it', () => {
  const pieces = ['/', '\\', '.', '\t', '\n', '%2f', '%5c', '%2e', ':', '@', 'https:', 'evil.example']
  for (const a of pieces) {
    for (const b of pieces) {
      for (const c of pieces) {
        const given = `/${a}${b}${c}/evil.example`
        const target = new URL(parseRedirectTo(given), 'https://frames.example.com/sign-in')
        expect(target.origin, JSON.stringify(given)).toBe('https://frames.example.com')
      }
    }
  }
})

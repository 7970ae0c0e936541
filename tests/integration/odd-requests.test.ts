import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { getSharedServer } from './setup/shared-server.ts'

const server = getSharedServer()

test.each([
  ['a part it does not have', { range: 'bytes=999999999-' }, 416],
  ['a part that ends before it begins', { range: 'bytes=9-1' }, 416],
  ['a version it is not', { 'if-match': '"another"' }, 412],
  ['an older version', { 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 412],
])('a file asked for %s is refused, and no cache keeps that', async (_what, headers, status) => {
  const name = (await readdir('build/client/assets')).find((file) => file.endsWith('.js.br')) ?? ''
  const answer = await fetch(`${server.url}/assets/${name.replace(/\.br$/, '')}`, {
    headers: { ...(headers as Record<string, string>), 'accept-encoding': 'br' },
  })
  expect(answer.status).toBe(status)
  expect((await answer.json()).error.code).toBe('invalid')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-encoding')).toBeNull()
})

test.each(['/%ff', '/%c0%ae', '/assets/%E0%A4%A', '/projects/%ff'])(
  'the address %s, which is no text, is refused before anything reads it',
  async (path) => {
    const answer = await fetch(`${server.url}${path}`)
    expect([answer.status, (await answer.json()).error.message]).toEqual([400, 'The address is not valid.'])
  },
)

test.each(['', 'Host: \r\n'])('a check by HTTP/1.0 with %j for its host is answered', async (host) => {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET /healthz HTTP/1.0\r\n${host}\r\n`)
  const [first] = await once(socket, 'data')
  expect(String(first)).toMatch(/^HTTP\/1\.1 200 /)
  socket.destroy()
})

test.each([
  ['GET', 200],
  ['HEAD', 200],
  ['POST', 501],
])('%s that offers HTTP/2 is answered by HTTP/1.1, and the connection ends', async (method, status) => {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n'
  socket.write(`${method} /healthz HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${offer}\r\n`)
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
})

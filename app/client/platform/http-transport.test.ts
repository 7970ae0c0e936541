import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inflateSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpTransport } from './http-transport.ts'

/** A server that answers so; what it was asked is kept. */
async function open(respond: RequestListener) {
  const asked: IncomingMessage[] = []
  const bodies: Buffer[] = []
  const server = createServer(async (request, response) => {
    asked.push(request)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    bodies.push(Buffer.concat(chunks))
    respond(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, bodies, transport: createHttpTransport('ada') }
}

const json: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"name":"a"}')
}

test('[F34] a request names the account, and its response is JSON', async () => {
  const { url, asked, transport } = await open(json)
  expect(await transport({ method: 'GET', path: `${url}/api/thing` }).response).toEqual({
    status: 200,
    json: { name: 'a' },
  })
  expect(asked[0]?.headers['x-appframes-account']).toBe('ada')
})

test('a signed address is asked without the account', async () => {
  const { url, asked, transport } = await open(json)
  await transport({ method: 'GET', path: url, isSigned: true, headers: { 'x-signed': '1' } }).response
  expect(asked[0]?.headers['x-appframes-account']).toBeUndefined()
  expect(asked[0]?.headers['x-signed']).toBe('1')
})

test('the pushes of sync are sent deflated, any other body as plain JSON', async () => {
  const { url, asked, bodies, transport } = await open(json)
  const pushes = [{ n: 1, text: 'x'.repeat(1_000) }]
  await transport({ method: 'POST', path: url, body: { pushes, cursor: 1 } }).response
  await transport({ method: 'POST', path: url, body: { fileName: 'x'.repeat(1_000) } }).response
  expect(asked[0]?.headers['content-encoding']).toBe('deflate')
  expect(JSON.parse(inflateSync(bodies[0] ?? '').toString())).toEqual({ pushes, cursor: 1 })
  expect(asked[1]?.headers['content-encoding']).toBeUndefined()
  expect(JSON.parse(String(bodies[1]))).toEqual({ fileName: 'x'.repeat(1_000) })
})

test('[F42] a page in place of JSON is no JSON, whatever its type says', async () => {
  const { url, transport } = await open((request, response) => {
    const type = request.url === '/lies' ? 'application/json' : 'text/html'
    response.writeHead(200, { 'content-type': type }).end('<html>')
  })
  expect(await transport({ method: 'GET', path: `${url}/page` }).response).toEqual({ status: 200 })
  expect(await transport({ method: 'GET', path: `${url}/lies` }).response).toEqual({ status: 200 })
})

test('[S24] Retry-After is read in seconds and as a date', async () => {
  const { url, transport } = await open((request, response) => {
    const at = new Date(Date.now() + 60_000).toUTCString()
    response.writeHead(503, { 'retry-after': request.url === '/date' ? at : '7' }).end()
  })
  expect(await transport({ method: 'GET', path: `${url}/seconds` }).response).toEqual({
    status: 503,
    retryAfterMs: 7_000,
  })
  const { retryAfterMs = 0 } = await transport({ method: 'GET', path: `${url}/date` }).response
  expect(retryAfterMs).toBeGreaterThan(50_000)
  expect(retryAfterMs).toBeLessThanOrEqual(60_000)
})

test('a file comes as a blob with its progress; an error in its place is read as JSON', async () => {
  const { url, transport } = await open((request, response) => {
    if (request.url === '/gone')
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":1}')
    else response.writeHead(200, { 'content-type': 'image/png' }).end('picture')
  })
  const progress: number[] = []
  const onProgress = (bytes: number) => void progress.push(bytes)
  const request = { method: 'GET', expect: 'blob', onProgress } as const
  const { status, blob } = await transport({ ...request, path: `${url}/a.png` }).response
  expect([status, blob?.type, await blob?.text()]).toEqual([200, 'image/png', 'picture'])
  expect(progress.at(-1)).toBe(7)
  expect(await transport({ ...request, path: `${url}/gone` }).response).toEqual({
    status: 404,
    json: { error: 1 },
  })
})

test('a cancelled request rejects', async () => {
  const { url, transport } = await open(() => undefined)
  const call = transport({ method: 'GET', path: url })
  call.cancel()
  await expect(call.response).rejects.toThrow()
})

test('[S24] after a request that was given up, the pieces of a response are told as they arrive', async () => {
  const { url, transport } = await open((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    if (request.url === '/hangs') return response.write('{')
    response.write('{"name":')
    setTimeout(() => response.end('"a"}'), 20)
  })
  const hanging = transport({ method: 'GET', path: `${url}/hangs` })
  hanging.cancel()
  await expect(hanging.response).rejects.toThrow()
  let pieces = 0
  const onReceived = () => {
    pieces += 1
  }
  const { response } = transport({ method: 'GET', path: `${url}/slow`, isBulk: true, onReceived })
  expect(await response).toEqual({ status: 200, json: { name: 'a' } })
  expect(pieces).toBeGreaterThan(0)
})

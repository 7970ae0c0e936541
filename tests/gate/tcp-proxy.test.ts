import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { startTcpProxy, type TcpProxy } from '#tests/faults/tcp-proxy.ts'

const open: { server: Server; proxy: TcpProxy }[] = []

/** A server that counts the bytes it receives, behind the proxy. */
async function openCounter() {
  const got: number[] = []
  const server = createServer((request, response) => {
    const at = got.push(0) - 1
    request.on('data', (chunk: Buffer) => {
      got[at] = (got[at] ?? 0) + chunk.length
    })
    request.on('error', () => undefined)
    request.on('end', () => response.end('x'.repeat(100_000)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  const proxy = await startTcpProxy({ port: address.port })
  open.push({ server, proxy })
  const send = (bytes: number) =>
    fetch(`http://127.0.0.1:${proxy.port}/`, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(30_000),
      headers: { connection: 'close' },
    }).then((response) => response.text())
  return { proxy, got, send }
}

afterEach(async () => {
  for (const { server, proxy } of open.splice(0)) {
    await proxy.close()
    server.close()
    server.closeAllConnections()
  }
})

describe('tcp proxy', () => {
  it('passes everything without a fault', async () => {
    const { send, got, proxy } = await openCounter()
    expect(await send(1_000_000)).toHaveLength(100_000)
    expect(got).toEqual([1_000_000])
    expect(proxy.counts()).toMatchObject({ connections: 1, cuts: 0 })
  })

  it('cuts an upload in the middle, and passes the next one when restored', async () => {
    const { send, got, proxy } = await openCounter()
    proxy.cutUploadsAfter(500_000)
    await expect(send(1_000_000)).rejects.toThrow()
    proxy.cutUploadsAfter(undefined)
    expect(await send(1_000)).toHaveLength(100_000)
    expect(got[0]).toBeGreaterThan(300_000)
    expect(got[0]).toBeLessThan(1_000_000)
    expect(got[1]).toBe(1_000)
    expect(proxy.counts().cuts).toBe(1)
  })

  it('loses the response to a request that the server has received whole', async () => {
    const { send, got, proxy } = await openCounter()
    proxy.cutAnswersAfter(1_000)
    await expect(send(10_000)).rejects.toThrow()
    expect(got).toEqual([10_000])
  })

  it('hangs until it is released', async () => {
    const { send, got, proxy } = await openCounter()
    proxy.hang(true)
    const sent = send(10_000)
    const early = await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 200, 'hanging'))])
    expect(early).toBe('hanging')
    proxy.hang(false)
    expect(await sent).toHaveLength(100_000)
    expect(got).toEqual([10_000])
  })

  it('rejects new connections, and cuts open ones', async () => {
    const { send, proxy } = await openCounter()
    proxy.refuse(true)
    await expect(send(10)).rejects.toThrow()
    proxy.refuse(false)
    proxy.hang(true)
    const sent = send(10)
    const failed = expect(sent).rejects.toThrow()
    while (proxy.counts().connections < 2) await new Promise((resume) => setImmediate(resume))
    proxy.cutAll()
    await failed
  })

  it('limits the bandwidth', async () => {
    const { send, proxy } = await openCounter()
    proxy.limitTo(1_000_000)
    const startMs = performance.now()
    await send(200_000)
    expect(performance.now() - startMs).toBeGreaterThan(180)
  })
})

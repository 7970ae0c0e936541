import { once } from 'node:events'
import { createServer } from 'node:http'

/**
 * The least a server can do, on node:http alone: a posted body goes to every open stream; a requested body is sent
 * unchanged; a posted one is read to its end. The floor of the sync bench.
 */
export async function startRelay() {
  const streams = new Set()
  const bodies = new Map()
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    if (request.method === 'OPTIONS') return response.end()
    const path = request.url ?? '/'
    if (path === '/stream') {
      response.setHeader('content-type', 'text/event-stream')
      response.write(': open\n\n')
      streams.add(response)
      request.on('close', () => streams.delete(response))
      return undefined
    }
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/json')
      response.setHeader('content-encoding', 'gzip')
      return response.end(bodies.get(path))
    }
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      if (path === '/relay') for (const stream of streams) stream.write(`data: ${Buffer.concat(chunks)}\n\n`)
      response.end('{}')
    })
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    offer: (path, gzipped) => bodies.set(path, gzipped),
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import postgres from 'postgres'

/**
 * The least a server can do that stores its input: node:http and one table of the same Postgres. An edit becomes a
 * durable row, then a line on every open stream; a document is stored as the received gzip bytes and sent unchanged.
 *
 * @param {string} databaseUrl
 */
export async function startFloorServer(databaseUrl) {
  const sql = postgres(databaseUrl, { onnotice: () => undefined })
  await sql`create table if not exists bench_floor (id text primary key, body bytea not null)`
  await sql`alter table bench_floor alter column body set storage external`
  await sql`truncate bench_floor`
  const streams = new Set()
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    answer(request, response).catch((error) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })

  async function answer(request, response) {
    const path = request.url ?? '/'
    if (request.method === 'OPTIONS') return response.end()
    if (path === '/stream') {
      response.setHeader('content-type', 'text/event-stream')
      response.write(': open\n\n')
      streams.add(response)
      request.on('close', () => streams.delete(response))
      return undefined
    }
    if (request.method === 'GET') {
      const [row] = await sql`select body from bench_floor where id = ${path}`
      response.setHeader('content-type', 'application/json')
      response.setHeader('content-encoding', 'gzip')
      return response.end(row.body)
    }
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    await sql`insert into bench_floor (id, body) values (${path}, ${body})
      on conflict (id) do update set body = excluded.body`
    if (path === '/edit') for (const stream of streams) stream.write(`data: ${body}\n\n`)
    return response.end('{}')
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await sql`drop table bench_floor`
      await sql.end()
    },
  }
}

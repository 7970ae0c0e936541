import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type BalancingProxy = { url: string; close(): Promise<void> }

/**
 * A small load balancer: each new connection goes to the next server in turn, or to another one when that does not
 * respond. A connection whose server dies is cut, as TCP does it.
 */
export async function startBalancingProxy(ports: readonly number[]): Promise<BalancingProxy> {
  const sockets = new Set<Socket>()
  let turn = 0

  const server = createServer((client) => {
    track(client)
    turn += 1
    join(client, [...ports.slice(turn % ports.length), ...ports.slice(0, turn % ports.length)])
  })

  function track(socket: Socket): void {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // This proxy exists for cut connections.
    socket.on('error', () => socket.destroy())
  }

  function join(client: Socket, [port, ...others]: number[]): void {
    if (port === undefined) {
      client.destroy()
      return
    }
    const upstream = connect(port, '127.0.0.1')
    track(upstream)
    let isConnected = false
    upstream.once('connect', () => {
      isConnected = true
      client.pipe(upstream).pipe(client)
    })
    upstream.once('close', () => {
      if (isConnected) client.destroy()
      else join(client, others)
    })
    client.once('close', () => upstream.destroy())
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

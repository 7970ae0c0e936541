import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/**
 * A network with deliberate faults, between a browser or an HTTP client and a real server. It handles bytes and knows
 * no HTTP: a cut is a cut whatever was in flight.
 */
export type TcpProxy = {
  port: number
  url: string
  /** From now on every new connection is reset after this many bytes towards the server; `undefined` ends the fault. */
  cutUploadsAfter: (bytes: number | undefined) => void
  /** The same for bytes towards the client: the server has done its work, and its response is lost. */
  cutAnswersAfter: (bytes: number | undefined) => void
  /** Connections are accepted, and nothing passes in either direction until it is called with `false` [F43]. */
  hang: (isHanging: boolean) => void
  /** New connections are reset, as when the server is gone. */
  refuse: (isRefusing: boolean) => void
  /** At most this many bytes a second each way, shared by all connections; `undefined`: unlimited. */
  limitTo: (bytesPerSecond: number | undefined) => void
  /** Resets every connection that is open now. */
  cutAll: () => void
  /** Count since the start. */
  counts: () => { connections: number; cuts: number; bytesUp: number; bytesDown: number }
  close: () => Promise<void>
}

type Direction = 'up' | 'down'
type Pair = { client: Socket; server: Socket; left: Record<Direction, number> }

export async function startTcpProxy(target: { port: number; host?: string }): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  const limits: Record<Direction, number | undefined> = { up: undefined, down: undefined }
  const totals = { connections: 0, cuts: 0, bytesUp: 0, bytesDown: 0 }
  let isHanging = false
  let isRefusing = false
  let bytesPerSecond: number | undefined
  /** When the shared line is free again. */
  const freeAtMs: Record<Direction, number> = { up: 0, down: 0 }

  const listener = createServer({ pauseOnConnect: true }, (client) => {
    totals.connections += 1
    client.on('error', () => undefined)
    if (isRefusing) {
      client.resetAndDestroy()
      return
    }
    const server = connect(target.port, target.host ?? '127.0.0.1')
    const pair: Pair = {
      client,
      server,
      left: { up: limits.up ?? Number.POSITIVE_INFINITY, down: limits.down ?? Number.POSITIVE_INFINITY },
    }
    pairs.add(pair)
    server.on('error', () => client.resetAndDestroy())
    join(pair, 'up')
    join(pair, 'down')
    client.on('close', () => forget(pair, server))
    server.on('close', () => forget(pair, client))
    if (!isHanging) client.resume()
  })

  function join(pair: Pair, direction: Direction): void {
    const [from, to] = direction === 'up' ? [pair.client, pair.server] : [pair.server, pair.client]
    from.on('data', (chunk: Buffer) => pass(pair, direction, { from, to, chunk }))
    // Bytes may still wait for their turn on a slow line.
    from.on('end', () => setTimeout(() => to.end(), Math.max(0, freeAtMs[direction] - Date.now()) + 1))
  }

  function forget(pair: Pair, other: Socket): void {
    if (other.destroyed) pairs.delete(pair)
    else if (!other.writableEnded && bytesPerSecond === undefined) other.end()
  }

  function pass(
    pair: Pair,
    direction: Direction,
    { from, to, chunk }: { from: Socket; to: Socket; chunk: Buffer },
  ) {
    const passed = chunk.subarray(0, Math.min(chunk.length, pair.left[direction]))
    pair.left[direction] -= passed.length
    totals[direction === 'up' ? 'bytesUp' : 'bytesDown'] += passed.length
    const isCut = passed.length < chunk.length || pair.left[direction] === 0
    const send = () => {
      if (to.destroyed) return
      // Bytes passed on before the cut must arrive: the other side receives a half, not nothing.
      const isFree = to.write(passed, () => isCut && cut(pair, to))
      if (isCut || isFree || isHanging) return
      from.pause()
      to.once('drain', () => isHanging || from.resume())
    }
    if (bytesPerSecond === undefined) {
      send()
      return
    }
    freeAtMs[direction] = Math.max(Date.now(), freeAtMs[direction]) + (passed.length / bytesPerSecond) * 1000
    from.pause()
    setTimeout(() => {
      if (!isHanging) from.resume()
      send()
    }, freeAtMs[direction] - Date.now())
  }

  /** Bytes passed on towards `half` arrive before the end: a reset would discard them. */
  function cut(pair: Pair, half?: Socket): void {
    if (!pairs.delete(pair)) return
    totals.cuts += 1
    for (const socket of [pair.client, pair.server]) {
      if (socket === half) socket.destroy()
      else socket.resetAndDestroy()
    }
  }

  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return {
    port: address.port,
    url: `http://localhost:${address.port}`,
    cutUploadsAfter: (bytes) => {
      limits.up = bytes
    },
    cutAnswersAfter: (bytes) => {
      limits.down = bytes
    },
    hang(requested) {
      isHanging = requested
      for (const { client, server } of pairs) {
        for (const socket of [client, server]) {
          if (requested) socket.pause()
          else socket.resume()
        }
      }
    },
    refuse: (requested) => {
      isRefusing = requested
    },
    limitTo: (requested) => {
      bytesPerSecond = requested
    },
    cutAll: () => {
      for (const pair of [...pairs]) cut(pair)
    },
    counts: () => ({ ...totals }),
    async close() {
      for (const { client, server } of pairs) {
        client.destroy()
        server.destroy()
      }
      const closed = once(listener, 'close')
      listener.close()
      await closed
    },
  }
}

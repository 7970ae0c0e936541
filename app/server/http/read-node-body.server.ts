import type { IncomingMessage } from 'node:http'
import { createTooLarge } from './request-guards.server.ts'

/** The body of a request that Express has received, or a thrown 413. */
export function readNodeBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let receivedBytes = 0

    function refuse(): void {
      // The rest is read and discarded: a client reads no response while it is sending.
      request.off('data', take).resume()
      reject(createTooLarge(maxBytes))
    }

    function take(chunk: Buffer): void {
      receivedBytes += chunk.byteLength
      if (receivedBytes > maxBytes) refuse()
      else chunks.push(chunk)
    }

    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return refuse()
    request.on('data', take)
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.once('error', reject)
  })
}

/** A client that sends more than this after the response is cut off. */
const MAX_REST_BYTES = 64_000_000
const MAX_REST_MS = 10_000

/**
 * Reads and discards the rest of a body whose response is already decided. A client reads no response while it is still
 * sending, and closing the connection would lose it.
 */
export async function drainRequest(request: Request): Promise<void> {
  if (!request.body || request.body.locked) return
  const reader = request.body.getReader()
  const timer = setTimeout(() => void reader.cancel(), MAX_REST_MS)
  timer.unref()
  let restBytes = 0
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      restBytes += value.byteLength
      if (restBytes > MAX_REST_BYTES) return await reader.cancel()
    }
  } catch {
    // The client went away.
  } finally {
    clearTimeout(timer)
  }
}

/** The body in chunks; leaving the loop early leaves the connection open, for `drainRequest`. */
export function readBody(request: Request): AsyncIterable<Uint8Array> {
  return (request.body ?? new Blob([]).stream()).values({ preventCancel: true })
}

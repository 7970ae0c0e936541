/** A client that goes on sending this much after the answer is cut off. */
const MAX_REST_BYTES = 64_000_000
const MAX_REST_MS = 10_000

/**
 * Reads what is left of a body that was answered before its end, and forgets it. A client reads no answer while it is
 * still sending, and closing the connection under it would lose the answer.
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

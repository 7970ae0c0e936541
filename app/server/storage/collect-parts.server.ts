/**
 * Cuts a stream into pieces of exactly `sizeBytes`, the last one shorter. Two buffers take turns, so a piece is valid until
 * the one after the next is asked for, and memory does not grow with the file.
 */
export async function* collectParts(
  body: AsyncIterable<Uint8Array>,
  sizeBytes: number,
): AsyncGenerator<{ bytes: Uint8Array; isLast: boolean }> {
  let filling: Buffer = Buffer.allocUnsafeSlow(sizeBytes)
  let other: Buffer | undefined
  let filled = 0
  for await (const chunk of body) {
    let from = 0
    while (from < chunk.byteLength) {
      if (filled === sizeBytes) {
        yield { bytes: filling, isLast: false }
        const next = other ?? Buffer.allocUnsafeSlow(sizeBytes)
        other = filling
        filling = next
        filled = 0
      }
      const length = Math.min(sizeBytes - filled, chunk.byteLength - from)
      filling.set(chunk.subarray(from, from + length), filled)
      filled += length
      from += length
    }
  }
  yield { bytes: filling.subarray(0, filled), isLast: true }
}

import { pipeline, Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { constants, createGzip } from 'node:zlib'

/** About 32 KB a stream, where zlib's own choice would be 256 KB; what repeats between events fits. */
const smallWindow = { windowBits: 12, memLevel: 5 }

/** Every event leaves at once, compressed with what the stream has said before: ids and names repeat. */
export function compressEvents(events: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const gzip = createGzip({ ...smallWindow, flush: constants.Z_SYNC_FLUSH })
  // Whoever ends first ends the other: a browser that leaves, or a server that stops.
  pipeline(Readable.fromWeb(events as NodeReadableStream), gzip, () => undefined)
  return Readable.toWeb(gzip) as ReadableStream<Uint8Array>
}

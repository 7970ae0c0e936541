import pako from 'pako'

/** About 32 KB a stream, where zlib's own choice would be 256 KB; repetitions between events fit. */
const smallWindow = { windowBits: 12, memLevel: 5 }
/** Events are small, and memory for each piece is fetched anew. */
const CHUNK_BYTES = 512
const { Z_SYNC_FLUSH, Z_FINISH } = pako.constants

export type EventPacker = { pack(text: string): Uint8Array; finish(): Uint8Array }

/**
 * One gzip stream of events: each is complete when it is sent, compressed with the earlier ones of the stream, because
 * ids and names repeat. In JavaScript, because Node's own takes each piece through its pool of threads: a wait of
 * milliseconds to save microseconds.
 */
export function createEventPacker(): EventPacker {
  const deflate = new pako.Deflate({ ...smallWindow, gzip: true, chunkSize: CHUNK_BYTES })
  let chunks: Uint8Array[] = []
  deflate.onData = (chunk) => chunks.push(chunk as Uint8Array)

  function push(text: string, mode: typeof Z_SYNC_FLUSH | typeof Z_FINISH): Uint8Array {
    chunks = []
    deflate.push(text, mode)
    return Buffer.concat(chunks)
  }

  return { pack: (text) => push(text, Z_SYNC_FLUSH), finish: () => push('', Z_FINISH) }
}

export const plainEvents: EventPacker = {
  pack: (text) => Buffer.from(text),
  finish: () => new Uint8Array(),
}

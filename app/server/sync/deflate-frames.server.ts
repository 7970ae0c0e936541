import pako from 'pako'
import * as ws from 'ws'
import { createFrameDeflater, type FrameDeflater } from './frame-deflater.server.ts'

/** The members of `ws` that its types leave out. */
type Extension = {
  _maxPayload: number
  _isServer: boolean
  params: Record<string, number | boolean | undefined>
}
type Done = (error: Error | null, data?: Uint8Array) => void
type Frame<Data> = [data: Data, isLast: boolean, done: Done]
/** `push`: undefined when the bytes are not compressed data. `isOver`: it takes nothing more. */
type Inflater = { isOver(): boolean; push(bytes: Uint8Array, maxBytes: number): Uint8Array | undefined }
type Streams = { deflater?: FrameDeflater | undefined; inflater?: Inflater | undefined }

const { Z_OK, Z_SYNC_FLUSH } = pako.constants
/** The end of every flush, which no frame contains. */
const TRAILER = Uint8Array.of(0, 0, 0xff, 0xff)
/** An empty block: a second flush without data would write nothing at all. */
const EMPTY = Uint8Array.of(0)
/** Memory for each piece is allocated anew. */
const INFLATE_CHUNK_BYTES = 4_096
const MAX_WINDOW_BITS = 15

const streamsOf = new WeakMap<Extension, Streams>()

/**
 * Compresses the frames of WebSockets at once, in this turn of the event loop. `ws` takes each frame two or three times
 * through Node's pool of threads, which costs an edit more processor than the rest of what the server does for it. The
 * frames are those of RFC 7692 either way.
 */
export function deflateFramesAtOnce(): void {
  const { PerMessageDeflate } = ws as unknown as { PerMessageDeflate: { prototype: object } }
  Object.assign(PerMessageDeflate.prototype, { compress, decompress, cleanup })
}

function compress(this: Extension, ...[data, isLast, done]: Frame<Uint8Array | string>): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  if (bytes.byteLength === 0 && isLast) {
    done(null, EMPTY)
    return
  }
  const side = this._isServer ? 'server' : 'client'
  const streams = getStreams(this)
  streams.deflater ??= createFrameDeflater(readWindowBits(this, side))
  const packed = streams.deflater.push(bytes)
  if (isLast && this.params[`${side}_no_context_takeover`]) streams.deflater = undefined
  done(null, isLast ? packed.subarray(0, -TRAILER.byteLength) : packed)
}

function decompress(this: Extension, ...[data, isLast, done]: Frame<Uint8Array>): void {
  const side = this._isServer ? 'client' : 'server'
  const streams = getStreams(this)
  streams.inflater ??= createInflater(readWindowBits(this, side))
  const { inflater } = streams
  const unpacked = inflater.push(isLast ? Buffer.concat([data, TRAILER]) : data, this._maxPayload)
  const isOver = inflater.isOver() || (isLast && this.params[`${side}_no_context_takeover`])
  if (isOver) streams.inflater = undefined
  // The receiver goes on when it has returned from here.
  process.nextTick(() =>
    unpacked === undefined ? done(new Error('The frame is not compressed data.')) : done(null, unpacked),
  )
}

function cleanup(this: Extension): void {
  streamsOf.delete(this)
}

function getStreams(extension: Extension): Streams {
  const known = streamsOf.get(extension) ?? {}
  streamsOf.set(extension, known)
  return known
}

function readWindowBits({ params }: Extension, side: 'client' | 'server'): number {
  const agreed = params[`${side}_max_window_bits`]
  return typeof agreed === 'number' ? agreed : MAX_WINDOW_BITS
}

/** Thrown through pako to stop it: the frame unpacks to more than is allowed. */
class TooMuch extends Error {}

function createInflater(windowBits: number): Inflater {
  const inflate = new pako.Inflate({ windowBits, raw: true, chunkSize: INFLATE_CHUNK_BYTES })
  // It hands out full chunks only: the last one is taken from its output.
  const { strm } = inflate as unknown as {
    strm: { output: Uint8Array; next_out: number; avail_out: number }
  }
  let chunks: Uint8Array[] = []
  let leftBytes = 0
  let end: number | undefined
  inflate.onData = (chunk) => {
    const bytes = chunk as Uint8Array
    leftBytes -= bytes.byteLength
    if (leftBytes < 0) throw new TooMuch()
    chunks.push(bytes)
  }
  inflate.onEnd = (status) => {
    end = status
  }
  return {
    isOver: () => end !== undefined,
    push(bytes, maxBytes) {
      chunks = []
      leftBytes = maxBytes > 0 ? maxBytes : Number.POSITIVE_INFINITY
      try {
        inflate.push(bytes, Z_SYNC_FLUSH)
      } catch (error) {
        if (!(error instanceof TooMuch)) throw error
        end = Z_OK
        // The receiver closes the connection because of its length.
        return new Uint8Array(maxBytes + 1)
      }
      if (end !== undefined && end !== Z_OK) return undefined
      if (end === undefined && strm.avail_out > 0) chunks.push(strm.output.subarray(0, strm.next_out))
      strm.avail_out = 0
      return Buffer.concat(chunks)
    },
  }
}

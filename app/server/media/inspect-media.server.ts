import { createHash } from 'node:crypto'
import {
  findMediaFormat,
  type ImageFormat,
  type MediaFormat,
  type MediaType,
} from '#app/media-formats/media-format.ts'
import { readPictureHeader, readPictureSize } from '#app/media-formats/read-picture-size.ts'
import { sniffLengthBytes } from '#app/media-formats/sniff-picture.ts'
import { createEndFinder } from './end-finder.server.ts'

/** A JPEG's size may come after its previews and colour profiles; more than this before it is no picture. */
const MAX_HEADER_BYTES = 2_000_000

export type MediaLimits = {
  imageMaxBytes: number
  imageMaxPixels: number
  videoMaxBytes: number
  fontMaxBytes: number
}

export function findMaxBytes(type: MediaType, limits: MediaLimits): number {
  return { image: limits.imageMaxBytes, video: limits.videoMaxBytes, font: limits.fontMaxBytes }[type]
}

/** The announced properties of the file; `undefined`: none. */
export type Expectation = { size?: number | undefined; sha256?: string | undefined }

export type InspectedMedia = {
  format: MediaFormat
  size: number
  sha256: string
  /** As seen. Only pictures are measured. */
  width: number | undefined
  height: number | undefined
}

export type RefusalReason =
  | { kind: 'unsupported' }
  | { kind: 'damaged' }
  | { kind: 'too-many-pixels' }
  | { kind: 'too-large'; maxBytes: number }
  /** Size or SHA-256 differ from the announced ones [F40]. */
  | { kind: 'differs' }

/** Thrown into the storage during a write, so that it stores nothing. */
export class MediaRefused extends Error {
  override name = 'MediaRefused'
  constructor(readonly reason: RefusalReason) {
    super(reason.kind)
  }
}

/**
 * Passes a file on while it arrives, and rejects it as soon as it is known to be bad: by its first bytes, by the size
 * in its header, by its length; at the end by its announcement. Buffers no more than the header.
 */
export function createInspection(limits: MediaLimits, expected: Expectation) {
  let result: InspectedMedia | undefined

  async function* inspect(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    const maxExpected = expected.size ?? Number.POSITIVE_INFINITY
    let size = 0
    async function* count() {
      for await (const chunk of body) {
        size += chunk.byteLength
        if (size > maxExpected) throw new MediaRefused({ kind: 'differs' })
        hash.update(chunk)
        yield chunk
      }
    }
    const chunks = count()
    const { head, ...known } = await readHead(chunks, limits)
    const maxBytes = findMaxBytes(known.format.type, limits)
    const end = createEndFinder(known.format, head)
    const requireFits = () => {
      if (size > maxBytes) throw new MediaRefused({ kind: 'too-large', maxBytes })
    }
    requireFits()
    yield head
    for await (const chunk of chunks) {
      requireFits()
      end.push(chunk)
      yield chunk
    }
    const sha256 = hash.digest('hex')
    const isAsDeclared = (expected.size ?? size) === size && (expected.sha256 ?? sha256) === sha256
    if (!isAsDeclared) throw new MediaRefused({ kind: 'differs' })
    if (!end.isFound()) throw new MediaRefused({ kind: 'damaged' })
    result = { ...known, size, sha256 }
  }

  return {
    inspect,
    getResult(): InspectedMedia {
      if (!result) throw new Error('The file was not read to its end.')
      return result
    },
  }
}

/** Reads until the format and, of a picture, its size are known. */
async function readHead(chunks: AsyncGenerator<Uint8Array>, limits: MediaLimits) {
  let head = Buffer.alloc(0)
  let enoughBytes = sniffLengthBytes
  while (true) {
    const { done, value } = await chunks.next()
    if (value) head = Buffer.concat([head, value])
    if (!done && head.byteLength < enoughBytes) continue
    const format = findMediaFormat(head)
    if (!format) throw new MediaRefused({ kind: 'unsupported' })
    if (format.type !== 'image') return { head, format, width: undefined, height: undefined }
    const size = readSize(format, head)
    if (size.kind === 'size') {
      const { width, height } = size
      if (width * height > limits.imageMaxPixels) throw new MediaRefused({ kind: 'too-many-pixels' })
      return { head, format, width, height }
    }
    const mayComeYet = size.kind === 'truncated' && !done && head.byteLength < MAX_HEADER_BYTES
    if (!mayComeYet) throw new MediaRefused({ kind: 'damaged' })
    // Read anew only when there is twice as much: a header may consist of hundreds of thousands of small parts.
    enoughBytes = Math.min(2 * head.byteLength, MAX_HEADER_BYTES)
  }
}

function readSize(format: ImageFormat, head: Uint8Array) {
  if (format.name === 'gif') return readGifSize(head)
  const header = readPictureHeader(format.name, head)
  return header.kind === 'header' ? { kind: 'size' as const, ...readPictureSize(header) } : header
}

/** GIF89a: width and height are the first numbers after the signature; of its blocks the head may have only some. */
function readGifSize(head: Uint8Array) {
  if (head.byteLength < 10) return { kind: 'truncated' as const }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)]
  return width > 0 && height > 0 ? { kind: 'size' as const, width, height } : { kind: 'damaged' as const }
}

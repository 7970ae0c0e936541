import { sliceText } from './slice-text.ts'

/** Below this a body fits one packet with its headers either way. */
const WORTH_BYTES = 200
/** Encoding a large text in one piece takes twice as long: its memory is fresh. */
const SLICE_CHARACTERS = 65_536
const encoder = new TextEncoder()

export type CompressedBody = { body: BodyInit; encoding: 'deflate' | 'gzip' | undefined }

/** A JSON body, deflated where the browser can and where it pays: documents shrink to a tenth. */
export async function compressBody(json: string): Promise<CompressedBody> {
  if (json.length < WORTH_BYTES || typeof CompressionStream === 'undefined') {
    return { body: json, encoding: undefined }
  }
  return { body: await compress(json, 'deflate'), encoding: 'deflate' }
}

/**
 * The pushes of a request, packed before the rest of it is known: gzip goes on where another piece ended (RFC 1952, members).
 * `undefined`: this browser packs nothing.
 */
export async function compressPushes(
  pushes: readonly object[],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (typeof CompressionStream === 'undefined') return undefined
  return compress(`{"pushes":${JSON.stringify(pushes)}`, 'gzip')
}

/** A body that begins with pushes which were packed before. `rest`: its other members, of which there are some. */
export async function completeBody(pushes: Uint8Array<ArrayBuffer>, rest: object): Promise<CompressedBody> {
  const end = `,${JSON.stringify(rest).slice(1)}`
  return { body: new Blob([pushes, await compress(end, 'gzip')]), encoding: 'gzip' }
}

async function compress(json: string, format: 'deflate' | 'gzip'): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream(format)
  const writer = writable.getWriter()
  // Errors reach the reader.
  const ignore = () => undefined
  for (const slice of sliceText(json, SLICE_CHARACTERS)) writer.write(encoder.encode(slice)).catch(ignore)
  writer.close().catch(ignore)
  // Whole and not as a stream: a streamed request body needs HTTP/2 and cannot be sent again by the browser.
  return readAll(readable)
}

async function readAll(readable: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = readable.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
  }
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

import { sliceText } from './slice-text.ts'

/** Below this a body fits one packet with its headers either way. */
const WORTH_BYTES = 200
/** Encoding a large text in one piece takes twice as long: its memory is fresh. */
const SLICE_CHARACTERS = 65_536
const encoder = new TextEncoder()

export type CompressedBody = { body: BodyInit; encoding: 'deflate' | undefined }

/** A JSON body, deflated where the browser can and where it pays: documents shrink to a tenth. */
export async function compressBody(json: string): Promise<CompressedBody> {
  if (json.length < WORTH_BYTES || typeof CompressionStream === 'undefined') {
    return { body: json, encoding: undefined }
  }
  const { readable, writable } = new CompressionStream('deflate')
  const writer = writable.getWriter()
  // What goes wrong is told to the reader.
  const ignore = () => undefined
  for (const slice of sliceText(json, SLICE_CHARACTERS)) writer.write(encoder.encode(slice)).catch(ignore)
  writer.close().catch(ignore)
  // Whole and not as a stream: a streamed request body needs HTTP/2 and cannot be sent again by the browser.
  return { body: await readAll(readable), encoding: 'deflate' }
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

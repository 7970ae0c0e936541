import encodeByJsquash from '@jsquash/png/encode'
import { zlibSync } from 'fflate'
import { encodePng, encodePngWith, encodeSmallerPng } from '#app/export/png/encode-png.ts'
import type { Pixels } from '#app/export/png/pixels.ts'

/** PNG writers over the same pixels, in a worker as in an export. */

export type WriterName = 'ours' | 'CompressionStream' | 'fflate 1' | 'fflate 4' | 'fflate 6' | 'jsquash'

export type WriteRequest = {
  id: number
  writer: WriterName
  width: number
  height: number
  rgba: Uint8ClampedArray<ArrayBuffer>
}
export type WriteReply = { id: number; tookMs: number; file: Uint8Array<ArrayBuffer> }

const writers: Readonly<Record<WriterName, (pixels: WriteRequest) => Promise<Uint8Array<ArrayBuffer>>>> = {
  ours: async (pixels) => encodePng(pixels),
  CompressionStream: encodeSmallerPng,
  'fflate 1': byFflate(1),
  'fflate 4': byFflate(4),
  'fflate 6': byFflate(6),
  jsquash: async ({ rgba, width, height }) =>
    new Uint8Array(await encodeByJsquash(new ImageData(rgba, width, height))),
}

function byFflate(level: 1 | 4 | 6) {
  return (pixels: Pixels) => encodePngWith(pixels, async (scanlines) => zlibSync(scanlines, { level }))
}

addEventListener('message', async ({ data }: MessageEvent<WriteRequest>) => {
  const startedMs = performance.now()
  const file = await writers[data.writer](data)
  const tookMs = performance.now() - startedMs
  postMessage({ id: data.id, tookMs, file } satisfies WriteReply, { transfer: [file.buffer] })
})

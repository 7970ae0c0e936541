import { createCanvas } from '@napi-rs/canvas'
import type { CaptureFile, Rgb } from './capture-file.ts'
import { exif } from './picture-bytes.ts'

/** A JPEG stored on its side, to be shown upright by EXIF orientation 6: `top` above, `bottom` below. */
export function createRotatedPhoto(
  name: string,
  { widthPx, heightPx, top, bottom }: { widthPx: number; heightPx: number; top: Rgb; bottom: Rgb },
): CaptureFile {
  const canvas = createCanvas(heightPx, widthPx)
  const context = canvas.getContext('2d')
  context.fillStyle = `rgb(${top.join()})`
  context.fillRect(0, 0, heightPx / 2, widthPx)
  context.fillStyle = `rgb(${bottom.join()})`
  context.fillRect(heightPx / 2, 0, heightPx / 2, widthPx)
  const jpeg = canvas.toBuffer('image/jpeg', 95)
  const data = [...Buffer.from('Exif\0\0'), ...exif(6, true)]
  const segment = [0xff, 0xe1, (data.length + 2) >> 8, (data.length + 2) & 0xff, ...data]
  return {
    name,
    mimeType: 'image/jpeg',
    buffer: Buffer.concat([jpeg.subarray(0, 2), Buffer.from(segment), jpeg.subarray(2)]),
  }
}

import { createCanvas, ImageData } from '@napi-rs/canvas'
import { type FileFormat, usualJpegQuality } from '#app/export/file-format.ts'
import { encodePng, encodeSmallerPng } from '#app/export/png/encode-png.ts'
import type { DrawnScreen } from './screen-drawer.ts'

/** The file of a drawn screen. A PNG over `maxBytes` is encoded again, smaller and slower. */
export async function encodePicture(
  pixels: DrawnScreen,
  {
    format,
    quality = usualJpegQuality,
    maxBytes,
  }: { format: FileFormat; quality?: number; maxBytes: number },
): Promise<Uint8Array> {
  if (format === 'png') {
    const quick = encodePng(pixels)
    return quick.length <= maxBytes ? quick : encodeSmallerPng(pixels)
  }
  const canvas = createCanvas(pixels.width, pixels.height)
  canvas.getContext('2d').putImageData(new ImageData(pixels.rgba, pixels.width, pixels.height), 0, 0)
  return canvas.encode('jpeg', quality)
}

import { createCanvas, ImageData } from '@napi-rs/canvas'
import { type FileFormat, usualJpegQuality } from '#app/export/file-format.ts'
import type { Drawing } from '#app/export/plan-drawing.ts'
import { encodeForStore } from '#app/export/png/encode-png.ts'
import type { DrawnScreen } from './screen-drawer.ts'

/** The file of a drawn screen. */
export async function encodePicture(
  pixels: DrawnScreen,
  {
    format,
    quality = usualJpegQuality,
    maxBytes,
    hasAlpha = false,
  }: { format: FileFormat; quality?: number } & Pick<Drawing, 'maxBytes' | 'hasAlpha'>,
): Promise<Uint8Array> {
  if (format === 'png') return encodeForStore(pixels, { maxBytes, hasAlpha })
  const canvas = createCanvas(pixels.width, pixels.height)
  canvas.getContext('2d').putImageData(new ImageData(pixels.rgba, pixels.width, pixels.height), 0, 0)
  return canvas.encode('jpeg', quality)
}

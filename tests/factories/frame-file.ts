import { PNG } from 'pngjs'
import type { CaptureFile } from './capture-file.ts'

/** A picture of a frame: a red body in transparent air, with a transparent screen. Lengths in pixels. */
export function createFrameFile(
  name: string,
  { width, height, air, bezel }: { width: number; height: number; air: number; bezel: number },
): CaptureFile {
  const png = new PNG({ width, height })
  const isWithin = (x: number, y: number, inset: number) =>
    x >= inset && y >= inset && x < width - inset && y < height - inset
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isBody = isWithin(x, y, air) && !isWithin(x, y, air + bezel)
      png.data.set(isBody ? [200, 30, 40, 255] : [0, 0, 0, 0], (y * width + x) * 4)
    }
  }
  return { name, mimeType: 'image/png', buffer: PNG.sync.write(png) }
}

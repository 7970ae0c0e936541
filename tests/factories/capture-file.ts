import { randomFillSync } from 'node:crypto'
import { PNG } from 'pngjs'

export type Rgb = readonly [red: number, green: number, blue: number]

export type CaptureFile = { name: string; mimeType: string; buffer: Buffer }

/** A PNG of a device's real pixel size in one colour, with a darker bar on top as a status bar has. */
export function createCaptureFile(name: string, widthPx: number, heightPx: number, colour: Rgb): CaptureFile {
  const png = new PNG({ width: widthPx, height: heightPx, colorType: 2 })
  const barPx = Math.round(heightPx * 0.05)
  for (let y = 0; y < heightPx; y += 1) {
    const shade = y < barPx ? 0.6 : 1
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 4
      png.data[at] = Math.round(colour[0] * shade)
      png.data[at + 1] = Math.round(colour[1] * shade)
      png.data[at + 2] = Math.round(colour[2] * shade)
      png.data[at + 3] = 255
    }
  }
  return { name, mimeType: 'image/png', buffer: PNG.sync.write(png, { colorType: 2, deflateLevel: 1 }) }
}

/** A PNG that is as heavy as its pixels, unlike any other. */
export function createNoiseFile(name: string, widthPx: number, heightPx: number): CaptureFile {
  const png = new PNG({ width: widthPx, height: heightPx })
  randomFillSync(png.data)
  for (let at = 3; at < png.data.length; at += 4) png.data[at] = 255
  return { name, mimeType: 'image/png', buffer: PNG.sync.write(png, { colorType: 2, deflateLevel: 1 }) }
}

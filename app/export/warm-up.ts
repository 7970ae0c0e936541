import { encodePng } from './png/encode-png.ts'

/**
 * Encodes a small generated picture, so that the JavaScript engine has compiled the encoder before the first screen:
 * cold, it takes three times as long. Flat areas, gradients and noise cover every branch.
 */
export function warmUpEncoder(): void {
  const width = 400
  const height = 600
  const rgba = new Uint8ClampedArray(width * height * 4)
  const text = new Uint32Array(rgba.buffer)
  for (let index = 0; index < text.length; index++) {
    const x = index % width
    const y = Math.floor(index / width)
    const noise = Math.imul(index, 0x9e3779b1) >>> 26
    const gradient = ((x + y) >> 3) * 0x010101
    text[index] = 0xff000000 | (y < 200 ? 0x303030 : y < 400 || x < 200 ? gradient : noise)
  }
  for (let round = 0; round < 4; round++) encodePng({ width, height, rgba })
}

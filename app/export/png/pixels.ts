/** `rgba` as `getImageData` gives it: straight alpha, row by row. */
export type Pixels = { width: number; height: number; rgba: Uint8Array | Uint8ClampedArray }

/** One number a pixel, red in the lowest byte: every machine that runs a browser is little-endian. */
export function toWords({ rgba }: Pixels): Int32Array {
  if (rgba.byteOffset % 4 === 0) return new Int32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength >> 2)
  return new Int32Array(rgba.slice().buffer)
}

/** A millionth of the canvas is far below a pixel: shorter numbers keep changes small. */
export function roundLength(length: number): number {
  return Math.round(length * 1e6) / 1e6
}

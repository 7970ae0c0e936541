type Context = Pick<OffscreenCanvasRenderingContext2D, 'fillStyle' | 'fillRect' | 'getImageData'> & {
  canvas: { width: number; height: number }
}

/**
 * Whether this canvas holds what is drawn on it: Safari hands out one beyond its limits of area (16.7 million pixels on iOS) and
 * memory as well, and what is drawn on it is nowhere. Changes its last pixel.
 */
export function keepsDrawing(context: Context): boolean {
  const { width, height } = context.canvas
  context.fillStyle = '#14828c'
  context.fillRect(width - 1, height - 1, 1, 1)
  const [red, green, blue] = context.getImageData(width - 1, height - 1, 1, 1).data
  return red === 0x14 && green === 0x82 && blue === 0x8c
}

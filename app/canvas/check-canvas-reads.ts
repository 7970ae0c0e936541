/**
 * Some browsers and extensions alter pixels read back from a canvas (fingerprinting protection): an exported picture
 * would differ from what was drawn.
 */
export class CanvasReadError extends Error {
  override readonly name = 'CanvasReadError'
  constructor() {
    super(alteredReadsMessage)
  }
}

export const alteredReadsMessage =
  'This browser changes the pixels that a page reads from its own canvas, as some privacy shields do, so no exact picture can be made here. Allow AppFrames to read canvases (the shield in the address bar, or fingerprinting protection in the browser’s settings) and load the page again, or use another browser. Your work is untouched.'

const side = 32
let checked: Promise<boolean> | undefined

/**
 * Draws a pattern and reads it back, raw and as an encoded PNG. Returns `false` when this browser, or an extension in
 * it, alters the pixels. The result is cached per page and worker: changing the protection takes effect after a reload.
 */
export function canReadCanvas(): Promise<boolean> {
  checked ??= check()
  return checked
}

export async function requireCanvasReads(): Promise<void> {
  if (!(await canReadCanvas())) throw new CanvasReadError()
}

async function check(): Promise<boolean> {
  const drawn = createContext()
  const pattern = createPattern()
  drawn.putImageData(new ImageData(pattern, side, side), 0, 0)
  // A filled rectangle is compared as well: some protections leave pixels alone that were written with putImageData.
  drawn.fillStyle = '#14828c'
  drawn.fillRect(0, 0, 8, 8)
  for (let y = 0; y < 8; y += 1)
    for (let x = 0; x < 8; x += 1) pattern.set([0x14, 0x82, 0x8c, 255], (y * side + x) * 4)
  if (!isSame(read(drawn), pattern)) return false
  const encoded = await drawn.canvas.convertToBlob({ type: 'image/png' })
  const bitmap = await createImageBitmap(encoded).catch(() => undefined)
  if (bitmap === undefined || bitmap.width !== side || bitmap.height !== side) return false
  const again = createContext()
  again.drawImage(bitmap, 0, 0)
  bitmap.close()
  return isSame(read(again), pattern)
}

function createContext(): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(side, side).getContext('2d', { alpha: false, willReadFrequently: true })
  if (context === null) throw new Error('This browser gave no canvas to draw on.')
  return context
}

/** Every value of a channel, opaque, no two neighbours alike. */
function createPattern(): Uint8ClampedArray<ArrayBuffer> {
  const pattern = new Uint8ClampedArray(side * side * 4)
  for (let index = 0; index < side * side; index += 1) {
    pattern.set([(index * 37) % 256, (index * 101 + 7) % 256, (index * 61 + 90) % 256, 255], index * 4)
  }
  return pattern
}

const read = (context: OffscreenCanvasRenderingContext2D) => context.getImageData(0, 0, side, side).data

function isSame(found: Uint8ClampedArray, requested: Uint8ClampedArray): boolean {
  return found.length === requested.length && found.every((value, index) => value === requested[index])
}

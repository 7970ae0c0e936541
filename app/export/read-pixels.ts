import type { Pixels } from './png/pixels.ts'

/**
 * Creates a function that reads the opaque pixels of a canvas. Where the browser can (WebCodecs), into one buffer for all:
 * `getImageData` takes new memory for each picture, and that alone takes six times as long. The pixels stay until the next
 * reading.
 */
export function createPixelReader(): (context: OffscreenCanvasRenderingContext2D) => Promise<Pixels> {
  let buffer = new Uint8Array(0)
  let isTrusted: Promise<boolean> | undefined
  return async (context) => {
    isTrusted ??= readsTheSame()
    if (!(await isTrusted)) return readByContext(context)
    const { width, height } = context.canvas
    const sizeBytes = 4 * width * height
    if (buffer.length < sizeBytes) buffer = new Uint8Array(sizeBytes)
    const rgba = buffer.subarray(0, sizeBytes)
    try {
      await readByFrame(context, rgba)
    } catch {
      // There may be no memory for a frame of this size.
      isTrusted = Promise.resolve(false)
      return readByContext(context)
    }
    return { width, height, rgba }
  }
}

function readByContext(context: OffscreenCanvasRenderingContext2D): Pixels {
  const { width, height } = context.canvas
  return { width, height, rgba: context.getImageData(0, 0, width, height).data }
}

async function readByFrame(context: OffscreenCanvasRenderingContext2D, to: Uint8Array): Promise<void> {
  const frame = new VideoFrame(context.canvas, { timestamp: 0 })
  try {
    await frame.copyTo(to, { format: 'RGBA' })
  } finally {
    frame.close()
  }
}

/** Odd, as the width of some phones is. */
const trialPx = 65

/** Whether both ways read the same of every level of each colour; a frame may have another order of bytes, or fewer colours. */
async function readsTheSame(): Promise<boolean> {
  try {
    const settings = { alpha: false, willReadFrequently: true }
    const context = new OffscreenCanvas(trialPx, trialPx).getContext('2d', settings)
    if (context === null) return false
    for (let level = 0; level < 256; level++) {
      context.fillStyle = `rgb(${level} ${255 - level} ${(level * 7) & 255})`
      context.fillRect(4 * (level % 16), 4 * Math.floor(level / 16), 4, 4)
    }
    const { rgba } = readByContext(context)
    const read = new Uint8Array(rgba.length)
    await readByFrame(context, read)
    return rgba.every((value, at) => value === read[at])
  } catch {
    return false
  }
}

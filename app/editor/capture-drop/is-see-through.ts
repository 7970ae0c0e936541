import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'

/** Fine enough to see the ground of a logo. */
const sidePx = 96
/** The rounded corners of a capture that a simulator has cut out are less. */
const leastShare = 0.02
const opaque = 250

/** Whether a part of the picture is transparent, as the ground of a logo. `false` where that cannot be read. */
export async function isSeeThrough(file: Blob): Promise<boolean> {
  if (file.type === 'image/jpeg') return false
  try {
    if (!(await canReadCanvas())) return false
    const small = await createImageBitmap(file, { resizeWidth: sidePx, resizeHeight: sidePx })
    const context = new OffscreenCanvas(sidePx, sidePx).getContext('2d', { willReadFrequently: true })
    context?.drawImage(small, 0, 0)
    small.close()
    return context !== null && hasClearPart(context.getImageData(0, 0, sidePx, sidePx).data)
  } catch (error) {
    // Its import says what is wrong with it.
    console.info('The transparency of a picture could not be read.', error)
    return false
  }
}

/** Of RGBA pixels. */
export function hasClearPart(pixels: ArrayLike<number>): boolean {
  let clear = 0
  for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) < opaque) clear += 1
  return clear > (pixels.length / 4) * leastShare
}
